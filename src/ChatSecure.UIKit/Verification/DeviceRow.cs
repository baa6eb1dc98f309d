// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.UIKit.Verification;

/// <summary>A device with its key, ready to be compared. Immutable; a change is a new row with the same <see cref="Id"/>.</summary>
public sealed record DeviceRow
{
    /// <summary>What the row is known by.</summary>
    public required string Id { get; init; }

    /// <summary>What the device is called: its owner's name for it, safe to show, else its number.</summary>
    public required string Name { get; init; }

    /// <summary>The key; null as long as nobody has seen it.</summary>
    public Fingerprint? Key { get; init; }

    /// <summary>The key's digits in groups, as people compare them; empty without a key.</summary>
    public required string Digits { get; init; }

    /// <summary>The key as words to read aloud; empty without a key.</summary>
    public required string WordsToRead { get; init; }

    /// <summary>How far the key is trusted.</summary>
    public TrustLevel Trust { get; init; }

    /// <summary>The same in words.</summary>
    public required string TrustText { get; init; }

    /// <summary>Whether it is the device in use.</summary>
    public bool IsThisDevice { get; init; }

    /// <summary>Whether its owner still uses it.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether it is another device of the person's own that can be taken off the account (<see cref="VerificationViewModel.RemoveAsync"/>).</summary>
    public bool IsRemovable { get; init; }

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the device.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(DeviceRow);
}
