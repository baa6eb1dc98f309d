// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;

namespace ChatSecure.Cli.Rpc;

/// <summary>Results that several methods share.</summary>
internal static class RpcResult
{
    /// <summary>An object without members: it was done.</summary>
    public static Action<Utf8JsonWriter> Done { get; } = _ => { };
}
