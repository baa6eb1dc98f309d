// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Json;

/// <summary>A member of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Where the name starts.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(string Name, SourcePosition At, JsonItem Value);
