// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>What a text is filled in with.</summary>
/// <param name="Name">The placeholder's name.</param>
/// <param name="Kind">What it takes.</param>
public sealed record CatalogArgument(string Name, CatalogArgumentKind Kind);
