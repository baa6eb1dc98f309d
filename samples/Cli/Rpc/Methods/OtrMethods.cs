// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>otr.start|end|smp|smpAbort</c></summary>
internal sealed class OtrMethods(Session session) : IRpcMethodGroup
{
    private IOtr Otr => session.Client.Otr;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("otr.start", StartAsync),
            ("otr.end", EndAsync),
            ("otr.status", StatusAsync),
            ("otr.smp", CompareAsync),
            ("otr.smpAbort", GiveUpAsync),
        ];

    private async Task<Action<Utf8JsonWriter>> StartAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Otr.StartAsync(parameters.Account(), parameters.Jid("with"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> EndAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Otr.EndAsync(parameters.Account(), parameters.Jid("with"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> StatusAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var peer = parameters.Jid("with");
        var status = await Otr.StatusAsync(parameters.Account(), peer, cancellationToken);
        return json => JsonShapes.Otr(json, peer, status);
    }

    private async Task<Action<Utf8JsonWriter>> CompareAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Otr.CompareSecretsAsync(
            parameters.Account(),
            parameters.Jid("with"),
            parameters.String("secret"),
            parameters.OptionalString("question"),
            cancellationToken
        );
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> GiveUpAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Otr.GiveUpComparisonAsync(parameters.Account(), parameters.Jid("with"), cancellationToken);
        return RpcResult.Done;
    }
}
