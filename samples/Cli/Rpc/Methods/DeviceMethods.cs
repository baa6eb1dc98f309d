// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>device.*</c></summary>
internal sealed class DeviceMethods(Session session) : IRpcMethodGroup
{
    private ITrust Trust => session.Client.Trust;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [("device.list", ListAsync), ("device.trust", TrustAsync), ("device.reset", ResetAsync), ("device.remove", RemoveAsync)];

    private async Task<Action<Utf8JsonWriter>> ListAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var (account, owner) = (parameters.Account(), parameters.OptionalJid("jid"));
        var devices = await Trust.DevicesAsync(account, owner, cancellationToken);
        return json =>
        {
            JsonShapes.Array(json, "devices", devices, device => JsonShapes.Device(json, device));
            JsonShapes.Optional(json, "uri", KeyUris.Of(owner ?? account, devices));
        };
    }

    private async Task<Action<Utf8JsonWriter>> TrustAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var trust = parameters.Enum<TrustLevel>("trust");
        if (trust == TrustLevel.Undecided)
        {
            throw RpcException.InvalidParams("trust: expected verified, trusted or distrusted.");
        }

        await Trust.SetTrustAsync(
            parameters.Account(),
            parameters.Jid("jid"),
            parameters.Fingerprint("fingerprint"),
            trust,
            cancellationToken
        );
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> ResetAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Trust.ResetSessionAsync(
            parameters.Account(),
            parameters.Jid("jid"),
            parameters.Fingerprint("fingerprint"),
            cancellationToken
        );
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> RemoveAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Trust.RemoveDeviceAsync(parameters.Account(), parameters.Fingerprint("fingerprint"), cancellationToken);
        return RpcResult.Done;
    }
}
