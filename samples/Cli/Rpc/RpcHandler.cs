// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;

namespace ChatSecure.Cli.Rpc;

/// <summary>Carries out a method.</summary>
/// <returns>Writes the members of the result.</returns>
internal delegate Task<Action<Utf8JsonWriter>> RpcHandler(RpcParams parameters, CancellationToken cancellationToken);
