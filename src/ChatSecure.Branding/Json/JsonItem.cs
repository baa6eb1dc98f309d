// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Json;

/// <summary>A JSON value that knows where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Where it starts.</param>
/// <param name="Text">The text of a string, or a number as written; otherwise empty.</param>
/// <param name="Members">The members of an object, in order and without duplicates.</param>
/// <param name="Items">The items of an array.</param>
internal sealed record JsonItem(
    JsonValueKind Kind,
    SourcePosition At,
    string Text,
    IReadOnlyList<JsonMember> Members,
    IReadOnlyList<JsonItem> Items
);
