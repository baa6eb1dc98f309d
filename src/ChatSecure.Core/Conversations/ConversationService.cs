// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Xml;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Groups;
using ChatSecure.Core.Media;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;

namespace ChatSecure.Core.Conversations;

/// <summary>Sends and reads messages.</summary>
internal sealed partial class ConversationService(SessionTable sessions, EngineServices services, AttachmentService attachments)
    : IConversations
{
    private const int MaxBody = 65_536;
    private const int MaxId = 1000;
    private const int NewestLookedAt = 50;

    public async Task<SendReceipt> SendAsync(
        ConversationId conversation,
        OutgoingMessage message,
        CancellationToken cancellationToken = default
    )
    {
        CheckText(message.Body, message.Attachments.Count > 0);
        CheckId(message.ReplyTo);
        if (message.Replaces is { } replaced)
        {
            return message.Attachments.Count == 0
                ? await EditAsync(conversation, replaced, message.Body, message.Encryption, cancellationToken).ConfigureAwait(false)
                : throw new ChatSecureException(ErrorKind.InvalidInput, "A correction has no files.");
        }

        var session = await GetAsync(conversation, cancellationToken).ConfigureAwait(false);
        conversation = Bare(conversation);
        var context = new OutgoingMessageContext(conversation, message.Body, message.Encryption) { ReplyTo = message.ReplyTo };
        var body = await services.Hooks.BeforeSendAsync(context, cancellationToken).ConfigureAwait(false);
        CheckText(body, message.Attachments.Count > 0);
        var asked = await services.Hooks.ChooseAsync(conversation, message.Encryption, cancellationToken).ConfigureAwait(false);
        var kind = await ChooseAsync(session, conversation.Peer, asked, cancellationToken).ConfigureAwait(false);
        var files = await attachments.TakeInAsync(conversation.Account, message.Attachments, cancellationToken).ConfigureAwait(false);
        var links = await session.Links.TakeInAsync(message.Links, body, cancellationToken).ConfigureAwait(false);
        var stored = Outgoing(session, conversation, body, kind) with { ReplyTo = message.ReplyTo, Attachments = files, Links = links };
        return await QueueAsync(session, stored, asked, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The session of a conversation in which something may be said. What is meant for one person in a group must not go to all of it, nor in the clear to
    /// whoever has that name now.</summary>
    private async Task<AccountSession> GetAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var session = await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        return conversation.Peer.Resource is not null && session.Groups.Find(conversation.Peer.Bare) is not null
            ? throw new ChatSecureException(ErrorKind.InvalidInput, "That is somebody's name in a group: write to their own address.")
            {
                Condition = "occupant",
            }
            : session;
    }

    private ChatMessage Outgoing(AccountSession session, ConversationId conversation, string body, EncryptionKind kind) =>
        new()
        {
            Conversation = conversation,
            Id = MessageId.Create(),
            From = conversation.Account,
            SenderName = session.Groups.Find(conversation.Peer)?.Info.Nick,
            Direction = MessageDirection.Outgoing,
            Timestamp = services.Time.GetUtcNow(),
            Body = body,
            Encryption = kind,
            State = DeliveryState.Queued,
        };

    /// <summary>Stores a message with its place in the outbox.</summary>
    private async Task<SendReceipt> QueueAsync(
        AccountSession session,
        ChatMessage message,
        EncryptionChoice choice,
        IReadOnlyList<MessageRef> deleted,
        CancellationToken cancellationToken
    )
    {
        var (account, peer) = message.Conversation;
        var acked = services.Waiters.Add(account, message.Id);
        choice = message.Encryption == EncryptionKind.Otr ? EncryptionChoice.Otr : choice;
        var entry = new OutboxEntry(account, peer, message.Id, choice, Prepared: null);
        await services
            .Store.CommitAsync(
                new ChangeSet(account)
                {
                    Messages = [message],
                    Outbox = [entry],
                    DeletedMessages = deleted,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        services.Events.Publish(new MessageAdded(account, message));
        session.WakeOutbox();
        return new SendReceipt(message, acked);
    }

    public async Task<MessagePage> HistoryAsync(
        ConversationId conversation,
        int limit = 50,
        string? before = null,
        CancellationToken cancellationToken = default
    ) => await services.Store.Messages.PageAsync(conversation, limit, before, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    ) => await services.Store.Messages.SearchAsync(account, words, peer, limit, cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(Jid account, CancellationToken cancellationToken = default) =>
        services.Store.Conversations.WatchAsync(account, cancellationToken: cancellationToken);

    public IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchTimelineAsync(
        ConversationId conversation,
        int window = 100,
        CancellationToken cancellationToken = default
    ) => services.Store.Messages.WatchAsync(conversation, window, cancellationToken);

    public async Task MarkReadAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        conversation = Bare(conversation);
        var read = new ChangeSet(conversation.Account) { Read = [conversation] };
        if (await LastUnreadAsync(conversation, cancellationToken).ConfigureAwait(false) is not { } last)
        {
            await CommitAsync(read, cancellationToken).ConfigureAwait(false);
            return;
        }

        // What is owed for it is committed with it, and told when there is a connection, whatever becomes of this process.
        var session = await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        await CommitAsync(read with { Owed = session.OwedForRead(last) }, cancellationToken).ConfigureAwait(false);
        session.TellOwed();
    }

    private async Task<ChatMessage?> LastUnreadAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var page = await services
            .Store.Messages.PageAsync(conversation, NewestLookedAt, before: null, cancellationToken)
            .ConfigureAwait(false);
        return
            page.Messages.LastOrDefault(message => message.Direction == MessageDirection.Incoming) is { State: DeliveryState.Received } last
            ? last
            : null;
    }

    public async Task SetTypingAsync(ConversationId conversation, TypingState state, CancellationToken cancellationToken = default)
    {
        var session = await GetAsync(conversation, cancellationToken).ConfigureAwait(false);
        if (!session.IsOnline || !session.Privacy.Current.Typing)
        {
            return;
        }

        await (
            session.Groups.Find(conversation.Peer.Bare) is { } group
                ? session.Typing.SendAsync(group, state, cancellationToken)
                : session.TellTypingAsync(conversation.Peer, state, cancellationToken)
        ).ConfigureAwait(false);
    }

    /// <summary>Files may come without words.</summary>
    private static void CheckText(string body, bool hasFiles)
    {
        if (!hasFiles || body.Length > 0)
        {
            CheckBody(body);
        }
    }

    private static void CheckBody(string body)
    {
        if (body.Length is 0 or > MaxBody)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message has 1 to 65,536 characters.");
        }

        CheckXml(body);
    }

    /// <summary>The id of an answered message, which need not be here: others may have it.</summary>
    private static void CheckId(MessageId? id)
    {
        if (id is not { Value: var value })
        {
            return;
        }

        if (value is not { Length: > 0 and <= MaxId })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message's id has 1 to 1,000 characters.");
        }

        CheckXml(value);
    }

    private static void CheckXml(string text)
    {
        try
        {
            XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException error)
        {
            throw new ChatSecureException(
                ErrorKind.InvalidInput,
                "The message has a character that can't be sent (a control character).",
                error
            );
        }
    }
}
