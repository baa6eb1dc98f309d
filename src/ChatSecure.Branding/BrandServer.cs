// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A server that the brand suggests.</summary>
/// <param name="Domain">Its domain, prepared as in an address.</param>
/// <param name="Name">What to call it; the domain if the brand gives no name.</param>
/// <param name="Region">Where it stands, such as <c>EU</c>; null if the brand does not say.</param>
public sealed record BrandServer(string Domain, string Name, string? Region = null);
