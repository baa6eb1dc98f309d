// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>client.*</c>: what an app tells of the device that it runs on, for all accounts.</summary>
internal sealed class LifecycleMethods(Session session) : IRpcMethodGroup
{
    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [("client.suspend", SuspendAsync), ("client.resume", ResumeAsync), ("client.setActive", SetActiveAsync)];

    private async Task<Action<Utf8JsonWriter>> SuspendAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await session.Client.Accounts.SuspendAsync(cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> ResumeAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await session.Client.Accounts.ResumeAsync(cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> SetActiveAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var active = parameters.OptionalFlag("active") ?? throw RpcException.InvalidParams("active: expected true or false.");
        await session.Client.Accounts.SetActiveAsync(active, cancellationToken);
        return RpcResult.Done;
    }
}
