// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;

namespace ChatSecure.Cli.Rpc;

/// <summary>A request's id, given back exactly as it came: a string or a number of any form.</summary>
internal readonly record struct JsonId(string RawJson)
{
    public static JsonId Of(JsonElement element) => new(element.GetRawText());
}
