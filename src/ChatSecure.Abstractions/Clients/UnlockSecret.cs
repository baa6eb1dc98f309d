// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>What opens a profile or a backup: a passphrase, or a random key.</summary>
/// <param name="Bytes">The passphrase in UTF-8, at least one byte; or the key, 32 bytes. Not kept, the caller zeroes it.</param>
/// <param name="IsRaw">Whether it is a key, which must be random since it is not stretched, and no passphrase.</param>
public readonly record struct UnlockSecret(ReadOnlyMemory<byte> Bytes, bool IsRaw = false)
{
    /// <summary>Shows nothing of the secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(UnlockSecret);
}
