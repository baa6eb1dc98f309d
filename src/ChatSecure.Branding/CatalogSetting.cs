// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A setting that a brand can make.</summary>
/// <param name="Key">Its path in <c>brand.json</c>, such as <c>policy.trust</c>.</param>
/// <param name="Default">What holds if no brand sets it; null for nothing.</param>
public sealed record CatalogSetting(string Key, string? Default);
