// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary>The methods of the contract that come with later work: each says so.</summary>
internal sealed class LaterMethods(Session session) : IRpcMethodGroup
{
    private static readonly string[] Names = ["group.create", "group.join", "group.leave", "group.invite", "group.members", "group.send"];

    public IEnumerable<(string Name, RpcHandler Handler)> Methods => Names.Select(name => (name, Refusing(name)));

    private RpcHandler Refusing(string name) => (_, _) => throw CliException.NotYet(session.Words("feature.notYet", ("feature", name)));
}
