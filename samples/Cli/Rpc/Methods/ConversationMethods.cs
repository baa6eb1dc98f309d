// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>conversation.*</c> and <c>draft.*</c></summary>
internal sealed class ConversationMethods(Session session) : IRpcMethodGroup
{
    private const int DefaultList = 200;
    private const int MaxList = 1000;
    private const string MutedUntil = "mutedUntil";
    private const string Never = "never";

    private IConversations Conversations => session.Client.Conversations;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("conversation.list", ListAsync),
            ("conversation.change", ChangeAsync),
            ("conversation.delete", DeleteAsync),
            ("conversation.unread", UnreadAsync),
            ("conversation.gaps", GapsAsync),
            ("conversation.encryption", EncryptionAsync),
            ("draft.get", GetDraftAsync),
            ("draft.set", SetDraftAsync),
        ];

    private async Task<Action<Utf8JsonWriter>> ListAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var (account, limit) = (parameters.Account(), parameters.Count("limit", DefaultList, MaxList));
        var found = parameters.Flag("archived")
            ? await Conversations.ListArchivedAsync(account, limit, cancellationToken)
            : await Conversations.ListAsync(account, limit, cancellationToken);
        return json => JsonShapes.Array(json, "conversations", found, conversation => ConversationShapes.Conversation(json, conversation));
    }

    private async Task<Action<Utf8JsonWriter>> ChangeAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var change = new ConversationChange(parameters.Conversation("with"))
        {
            IsPinned = parameters.OptionalFlag("pinned"),
            IsArchived = parameters.OptionalFlag("archived"),
            MutedUntil = Muted(parameters),
        };
        await Conversations.ChangeAsync(change, cancellationToken);
        return RpcResult.Done;
    }

    private static DateTimeOffset? Muted(RpcParams parameters) =>
        parameters.OptionalString(MutedUntil) switch
        {
            ConversationShapes.ForEver => DateTimeOffset.MaxValue,
            Never => DateTimeOffset.MinValue,
            _ => parameters.OptionalTime(MutedUntil),
        };

    private async Task<Action<Utf8JsonWriter>> DeleteAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Conversations.DeleteAsync(parameters.Conversation("with"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> UnreadAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var unread = await Conversations.FindUnreadAsync(parameters.Conversation("with"), cancellationToken);
        return json =>
        {
            json.WriteNumber("count", unread?.Count ?? 0);
            JsonShapes.Optional(json, "first", unread?.First.Id.Value);
        };
    }

    private async Task<Action<Utf8JsonWriter>> GapsAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var gaps = await Conversations.GapsAsync(parameters.Conversation("with"), cancellationToken);
        return json => JsonShapes.Array(json, "gaps", gaps, gap => ConversationShapes.Gap(json, gap));
    }

    private async Task<Action<Utf8JsonWriter>> EncryptionAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = parameters.Conversation("with");
        var choice = parameters.OptionalEnum<EncryptionChoice>("encryption") ?? EncryptionChoice.Auto;
        var encryption = await Conversations.EncryptionAsync(conversation, choice, cancellationToken);
        return json => ConversationShapes.Encryption(json, conversation.Peer, encryption);
    }

    private async Task<Action<Utf8JsonWriter>> GetDraftAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = parameters.Conversation("with");
        var found = await Conversations.FindConversationAsync(conversation, cancellationToken);
        return json => ConversationShapes.Draft(json, conversation, found?.Draft);
    }

    private async Task<Action<Utf8JsonWriter>> SetDraftAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Conversations.SaveDraftAsync(parameters.Conversation("with"), parameters.String("text"), cancellationToken);
        return RpcResult.Done;
    }
}
