// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A text that a brand can say in its own words.</summary>
/// <param name="Id">Its lasting id, such as <c>conversations.title</c>.</param>
/// <param name="Text">What the neutral default says, in English.</param>
/// <param name="Description">Where it stands and what its arguments are.</param>
/// <param name="Arguments">What it is filled in with, in the order of their names; the brand's terms (<c>appName</c>) are not among them.</param>
/// <param name="MaxLength">How many characters there is room for, without what the placeholders stand for; null for no limit but 4,000.</param>
public sealed record CatalogText(string Id, string Text, string Description, IReadOnlyList<CatalogArgument> Arguments, int? MaxLength);
