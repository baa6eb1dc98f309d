// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo;

/// <summary>The message was decrypted before: ignore it silently.</summary>
public sealed record OmemoDuplicate : OmemoDecryptResult;
