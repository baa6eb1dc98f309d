// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo;

/// <summary>What decrypting came to: <see cref="OmemoDecrypted"/>, <see cref="OmemoDuplicate"/> or <see cref="OmemoFailed"/>.</summary>
public abstract record OmemoDecryptResult
{
    private protected OmemoDecryptResult() { }
}
