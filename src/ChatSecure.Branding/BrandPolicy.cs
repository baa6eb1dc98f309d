// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Branding;

/// <summary>The brand's rules of security. A brand may make them stricter than the floor and than the brand that it builds on, never weaker.</summary>
/// <param name="TrustPolicy">What makes a new key trusted.</param>
/// <param name="RequireEncryption">Whether plain text is refused even when a person asks for it by name (<see cref="EncryptionChoice.None"/>).</param>
/// <param name="AllowOtr">Whether the old private conversations (OTR) may be allowed at all; the app decides whether they are.</param>
public sealed record BrandPolicy(TrustPolicy TrustPolicy, bool RequireEncryption, bool AllowOtr = true);
