// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage;

/// <summary>How often a wrong key may be tried. The count lies beside the database and survives a restart. It hinders whoever holds the device and goes through
/// the app; who copies the files off it guesses without asking, and only the passphrase's strength and <see cref="PassphraseCost"/> are in the way.</summary>
public sealed record UnlockPolicy
{
    /// <summary>How many wrong keys cost no waiting. Default 5.</summary>
    public int FreeAttempts { get; init; } = 5;

    /// <summary>The wait after the next wrong key; it doubles with each further one. Default one second.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait. Default 15 minutes.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After so many wrong keys the profile is wiped (see <see cref="SqlCipherChatStoreFactory.WipeAsync"/>); null, the default, never.</summary>
    public int? WipeAfter { get; init; }
}
