// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>message.*</c> and <c>chat.*</c></summary>
internal sealed class MessageMethods(Session session, OrderedSends sends) : IRpcMethodGroup
{
    private const int DefaultPage = 50;
    private const int MaxPage = 1000;

    private IConversations Conversations => session.Client.Conversations;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("message.send", SendAsync),
            ("message.retract", RetractAsync),
            ("message.react", ReactAsync),
            ("message.forward", ForwardAsync),
            ("message.retry", RetryAsync),
            ("message.delete", DeleteAsync),
            ("message.get", GetAsync),
            ("message.history", HistoryAsync),
            ("message.fetch", FetchAsync),
            ("message.search", SearchAsync),
            ("chat.markRead", MarkReadAsync),
            ("chat.markUnread", MarkUnreadAsync),
            ("chat.state", StateAsync),
        ];

    private async Task<Action<Utf8JsonWriter>> SendAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = parameters.Conversation("to");
        var message = OutgoingMessages.Read(parameters, session);
        return Receipt(await sends.RunAsync(conversation, () => Conversations.SendAsync(conversation, message, cancellationToken)));
    }

    private async Task<Action<Utf8JsonWriter>> RetractAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = parameters.Conversation("with");
        var id = parameters.MessageId("id");
        var encryption = parameters.OptionalEnum<EncryptionChoice>("encryption") ?? EncryptionChoice.Auto;
        return Receipt(
            await sends.RunAsync(conversation, () => Conversations.RetractAsync(conversation, id, encryption, cancellationToken))
        );
    }

    private async Task<Action<Utf8JsonWriter>> ReactAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = parameters.Conversation("with");
        var id = parameters.MessageId("id");
        var emojis = parameters.Strings("emojis");
        var encryption = parameters.OptionalEnum<EncryptionChoice>("encryption") ?? EncryptionChoice.Auto;
        return Receipt(
            await sends.RunAsync(conversation, () => session.Client.ReactAsync(conversation, id, emojis, encryption, cancellationToken))
        );
    }

    private async Task<Action<Utf8JsonWriter>> ForwardAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var (from, id) = (parameters.Conversation("with"), parameters.MessageId("id"));
        var to = parameters.Conversation("to");
        var encryption = parameters.OptionalEnum<EncryptionChoice>("encryption") ?? EncryptionChoice.Auto;
        return Receipt(await sends.RunAsync(to, () => session.Client.ForwardAsync(from, id, to, encryption, cancellationToken)));
    }

    private async Task<Action<Utf8JsonWriter>> RetryAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var (conversation, id) = (parameters.Conversation("with"), parameters.MessageId("id"));
        var encryption = parameters.OptionalEnum<EncryptionChoice>("encryption") ?? EncryptionChoice.Auto;
        return Receipt(await sends.RunAsync(conversation, () => Conversations.RetryAsync(conversation, id, encryption, cancellationToken)));
    }

    private static Action<Utf8JsonWriter> Receipt(SendReceipt receipt) =>
        json => JsonShapes.Sent(json, receipt.Message.Id, receipt.Message.Encryption);

    private static Action<Utf8JsonWriter> Receipt(ActReceipt receipt) =>
        json => JsonShapes.Sent(json, receipt.Act.Id, receipt.Act.Encryption);

    private async Task<Action<Utf8JsonWriter>> DeleteAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Conversations.DeleteAsync(parameters.Conversation("with"), parameters.Strings("ids"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> GetAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var found = await Conversations.FindAsync(parameters.Conversation("with"), parameters.MessageId("id"), cancellationToken);
        return json => JsonShapes.Array(json, "messages", found is null ? [] : new[] { found }, one => JsonShapes.StoredMessage(json, one));
    }

    private async Task<Action<Utf8JsonWriter>> HistoryAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = parameters.Conversation("with");
        var limit = parameters.Count("limit", DefaultPage, MaxPage);
        var page = await Conversations.HistoryAsync(conversation, limit, parameters.OptionalString("before"), cancellationToken);
        return json => WriteMessages(json, page.Messages, page.Before);
    }

    private async Task<Action<Utf8JsonWriter>> FetchAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = parameters.Conversation("with");
        var added = await Conversations.FillGapAsync(conversation, cancellationToken);
        var gaps = await Conversations.GapsAsync(conversation, cancellationToken);
        return json =>
        {
            json.WriteNumber("added", added);
            json.WriteBoolean("more", gaps.Count > 0);
        };
    }

    private async Task<Action<Utf8JsonWriter>> SearchAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var found = await Conversations.SearchAsync(
            parameters.Account(),
            parameters.String("words"),
            parameters.OptionalJid("with"),
            parameters.Count("limit", DefaultPage, MaxPage),
            cancellationToken
        );
        return json => WriteMessages(json, found, before: null);
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, string? before)
    {
        JsonShapes.Array(json, "messages", messages, message => JsonShapes.StoredMessage(json, message));
        JsonShapes.Optional(json, "before", before);
    }

    private async Task<Action<Utf8JsonWriter>> MarkReadAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Conversations.MarkReadAsync(parameters.Conversation("with"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> MarkUnreadAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Conversations.ChangeAsync(new(parameters.Conversation("with")) { IsMarkedUnread = true }, cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> StateAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Conversations.SetTypingAsync(parameters.Conversation("with"), parameters.Enum<TypingState>("state"), cancellationToken);
        return RpcResult.Done;
    }
}
