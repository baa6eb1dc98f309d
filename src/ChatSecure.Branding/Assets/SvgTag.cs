// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Assets;

/// <summary>A tag of a drawing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Begins">Whether an element begins with it.</param>
/// <param name="Ends">Whether an element ends with it.</param>
/// <param name="Attributes">Its attributes, as written.</param>
internal sealed record SvgTag(string Name, bool Begins, bool Ends, IReadOnlyList<(string Name, string Value)> Attributes);
