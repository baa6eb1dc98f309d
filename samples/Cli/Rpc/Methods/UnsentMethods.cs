// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>message.cancel</c>, and <c>act.*</c>: edits, retractions and reactions that wait to be sent or failed.</summary>
internal sealed class UnsentMethods(Session session) : IRpcMethodGroup
{
    private IConversations Conversations => session.Client.Conversations;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [("message.cancel", CancelAsync), ("act.list", ListAsync), ("act.retry", RetryAsync)];

    private async Task<Action<Utf8JsonWriter>> CancelAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var stopped = await Conversations.CancelAsync(parameters.Conversation("with"), parameters.MessageId("id"), cancellationToken);
        return json => json.WriteBoolean("cancelled", stopped);
    }

    private async Task<Action<Utf8JsonWriter>> ListAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var acts = await Conversations.UnsentActsAsync(parameters.Conversation("with"), cancellationToken);
        return json => JsonShapes.Array(json, "acts", acts, act => JsonShapes.UnsentAct(json, act));
    }

    private async Task<Action<Utf8JsonWriter>> RetryAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var encryption = parameters.OptionalEnum<EncryptionChoice>("encryption") ?? EncryptionChoice.Auto;
        var receipt = await Conversations.RetryActAsync(
            parameters.Conversation("with"),
            parameters.MessageId("id"),
            encryption,
            cancellationToken
        );
        return json => JsonShapes.Sent(json, receipt.Act.Id, receipt.Act.Encryption);
    }
}
