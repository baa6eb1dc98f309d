// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Manifest;

/// <summary>A colour in both appearances.</summary>
internal sealed record ColorPair(BrandColor Light, BrandColor Dark)
{
    public override string ToString() => $"light {Light}, dark {Dark}";
}
