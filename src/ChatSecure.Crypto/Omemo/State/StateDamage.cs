// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>Our own records are written by us alone: one that can't be read is damage, not input.</summary>
internal static class StateDamage
{
    public static ChatSecureException Exception() =>
        new(ErrorKind.StorageDamaged, "A record of the encryption state can't be read: restore the profile or remove the account.");
}
