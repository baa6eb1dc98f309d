// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Which links open the app, beside <c>xmpp:</c>.</summary>
public sealed record BrandLinks
{
    /// <summary>The brand's own scheme, such as <c>teahouse</c>; null if it has none.</summary>
    public string? Scheme { get; init; }

    /// <summary>The host of invitation links, <c>https://HOST/…</c>; null if there is none.</summary>
    public string? InviteHost { get; init; }

    /// <summary>The team's id at Apple, for its association file; null if there is none.</summary>
    public string? AppleTeam { get; init; }

    /// <summary>The SHA-256 fingerprints of the certificates that sign the Android app, for its association file.</summary>
    public IReadOnlyList<string> AndroidCertificates { get; init; } = [];
}
