// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage.Encryption;

/// <summary>What a key is made of. The numbers stand in key files.</summary>
internal enum KeyKind : byte
{
    Passphrase = 1,
    Raw = 2,
    Both = 3,
}
