// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Rpc;

/// <summary>Methods that belong together.</summary>
internal interface IRpcMethodGroup
{
    /// <summary>The methods by their names.</summary>
    IEnumerable<(string Name, RpcHandler Handler)> Methods { get; }
}
