// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Trust;

/// <summary>What a level of trust allows.</summary>
internal static class TrustRules
{
    /// <summary>Whether content may be encrypted to a key.</summary>
    public static bool AllowsSending(this TrustLevel level) => level is TrustLevel.Trusted or TrustLevel.Verified;
}
