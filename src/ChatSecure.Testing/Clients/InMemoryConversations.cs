// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Xml;
using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Clients;

internal sealed partial class InMemoryConversations(InMemoryChatClient client) : IConversations
{
    private const int MaxBody = 65_536;
    private const int MaxDeleted = 1000;

    private IMessageStore Messages => client.Store.Messages;

    public async Task<SendReceipt> SendAsync(
        ConversationId conversation,
        OutgoingMessage message,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Replaces is { } replaced)
        {
            return await EditAsync(conversation, replaced, message.Body, message.Encryption, cancellationToken).ConfigureAwait(false);
        }

        var session = await client.SessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        if (message.Body.Length > 0 || message.Attachments.Count == 0)
        {
            CheckBody(message.Body);
        }

        var kind = Choose(session, conversation.Peer, message.Encryption);
        message = message with { Links = InMemoryLinkPages.TakeIn(message.Links, message.Body) };
        var files = await client.Files.TakeInAsync(conversation.Account, message.Attachments, cancellationToken).ConfigureAwait(false);
        return await SendAsync(session, kind, conversation, message, files).ConfigureAwait(false);
    }

    private async Task<SendReceipt> SendAsync(
        InMemorySession session,
        EncryptionKind kind,
        ConversationId conversation,
        OutgoingMessage message,
        ValueList<Attachment> files
    )
    {
        var stored = new ChatMessage
        {
            Conversation = conversation,
            Id = MessageId.Create(),
            From = conversation.Account,
            Direction = MessageDirection.Outgoing,
            Timestamp = client.Network.Time.GetUtcNow(),
            Body = message.Body,
            Encryption = kind,
            SenderKey = kind switch
            {
                EncryptionKind.None => null,
                EncryptionKind.Otr => session.OtrKey,
                _ => session.Key,
            },
            State = DeliveryState.Queued,
            ReplyTo = message.ReplyTo,
            Attachments = files,
            Links = message.Links,
        };
        await client.CommitAsync(new(conversation.Account) { Messages = [stored] }).ConfigureAwait(false);
        if (!client.Files.Fit(stored))
        {
            await session.FailAsync(conversation, stored.Id, "file-too-large").ConfigureAwait(false);
            var tooLarge = new ChatSecureException(ErrorKind.InvalidInput, "The file is too large.") { Condition = "file-too-large" };
            return new(stored, Task.FromException(tooLarge));
        }

        if (kind == EncryptionKind.Otr && !await client.PrivateTalks.BeginAsync(session, conversation.Peer).ConfigureAwait(false))
        {
            await session.FailAsync(conversation, stored.Id, "otr-unanswered").ConfigureAwait(false);
            var alone = new ChatSecureException(ErrorKind.CannotEncrypt, "There is nobody for a private conversation.");
            return new(stored, Task.FromException(alone));
        }

        client.Files.TellSent(stored);
        var acked = await session.SendAsync(new MessageParcel(conversation.Account, conversation.Peer, stored)).ConfigureAwait(false);
        return new(stored, acked);
    }

    public async Task<SendReceipt> EditAsync(
        ConversationId conversation,
        MessageId message,
        string body,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        CheckBody(body);
        var target = await FindAsync(new(conversation, MessageDirection.Outgoing, message), cancellationToken).ConfigureAwait(false);
        var act = await ActAsync(target, MessageActKind.Edit, body, [], encryption, cancellationToken).ConfigureAwait(false);
        return new(target! with { Id = act.Act.Id, Body = body, Replaces = message }, act.Acked);
    }

    public async Task<ActReceipt> RetractAsync(
        ConversationId conversation,
        MessageId message,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var target = await FindAsync(new(conversation, MessageDirection.Outgoing, message), cancellationToken).ConfigureAwait(false);
        return await ActAsync(target, MessageActKind.Retraction, null, [], encryption, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ActReceipt> ReactAsync(
        MessageRef message,
        IReadOnlyList<string> emojis,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var target = await FindAsync(message, cancellationToken).ConfigureAwait(false);
        return emojis.Count > 32 || emojis.Any(string.IsNullOrWhiteSpace)
            ? throw new ChatSecureException(ErrorKind.InvalidInput, "A reaction is one emoji.")
            : await ActAsync(target, MessageActKind.Reaction, null, [.. emojis], encryption, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ConversationNote>> NotesAsync(
        ConversationId conversation,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    ) => await client.Store.Notes.ListAsync(conversation, since, until, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<MessageAct>> UnsentActsAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) => await client.Store.Acts.ListUnsentAsync(conversation, cancellationToken).ConfigureAwait(false);

    public async Task<ActReceipt> RetryActAsync(
        ConversationId conversation,
        MessageId act,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var failed =
            await FindFailedAsync(conversation, act, cancellationToken).ConfigureAwait(false)
            ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such act that failed.");
        var theirs =
            failed.Kind == MessageActKind.Reaction
                ? await FindAsync(new(conversation, MessageDirection.Incoming, failed.Target), cancellationToken).ConfigureAwait(false)
                : null;
        var target =
            theirs ?? await FindAsync(new(conversation, MessageDirection.Outgoing, failed.Target), cancellationToken).ConfigureAwait(false);
        return await ActAsync(target, failed.Kind, failed.Body, failed.Emojis, encryption, cancellationToken).ConfigureAwait(false);
    }

    public async Task<MessagePage> HistoryAsync(
        ConversationId conversation,
        int limit = 50,
        string? before = null,
        CancellationToken cancellationToken = default
    )
    {
        client.ThrowIfScripted();
        return await Messages.PageAsync(conversation, limit, before, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    )
    {
        client.ThrowIfScripted();
        return await Messages.SearchAsync(account, words, peer, limit, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SearchHit>> SearchHitsAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    )
    {
        client.ThrowIfScripted();
        return await Messages.SearchHitsAsync(account, words, peer, limit, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(Jid account, CancellationToken cancellationToken = default) =>
        client.Store.Conversations.WatchAsync(account, cancellationToken: cancellationToken);

    public IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchTimelineAsync(
        ConversationId conversation,
        int window = 100,
        CancellationToken cancellationToken = default
    ) => Messages.WatchAsync(conversation, window, cancellationToken);

    public async Task<UnreadMessages?> FindUnreadAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        await Messages.FindUnreadAsync(conversation, cancellationToken).ConfigureAwait(false);

    public async Task<ITimeline> OpenTimelineAsync(
        ConversationId conversation,
        int count = 100,
        MessageRef? around = null,
        CancellationToken cancellationToken = default
    )
    {
        client.ThrowIfScripted();
        return await Messages.OpenTimelineAsync(conversation, count, around, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ChatMessage?> FindAsync(MessageRef message, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(message.Conversation.Account, cancellationToken).ConfigureAwait(false);
        return await Messages.FindAsync(message.Conversation, message.Direction, message.Id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    ) => await client.Store.Conversations.ListAsync(account, limit, cancellationToken).ConfigureAwait(false);

    public async Task<ConversationSummary?> FindConversationAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) => await client.Store.Conversations.FindAsync(conversation, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<ConversationSummary>> ListArchivedAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    ) => await client.Store.Conversations.ListArchivedAsync(account, limit, cancellationToken).ConfigureAwait(false);

    public async Task ChangeAsync(ConversationChange change, CancellationToken cancellationToken = default)
    {
        var account = change.Conversation.Account;
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        await client.CommitAsync(new(account) { Conversations = [change] }).ConfigureAwait(false);
    }

    public async Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        await client.CommitAsync(new(conversation.Account) { DeletedConversations = [conversation] }).ConfigureAwait(false);
    }

    public async Task DeleteMessagesAsync(IReadOnlyList<MessageRef> messages, CancellationToken cancellationToken = default)
    {
        if (messages is not [{ Conversation.Account: var account }, ..])
        {
            return;
        }

        if (messages.Count > MaxDeleted || messages.Any(message => message.Conversation.Account != account))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, $"At most {MaxDeleted} messages of one account are deleted at once.");
        }

        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        foreach (var ours in messages.Where(message => message.Direction == MessageDirection.Outgoing))
        {
            await session.StopAsync(ours.Conversation, ours.Id).ConfigureAwait(false);
        }

        await client.CommitAsync(new(account) { DeletedMessages = messages }).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ArchiveGap>> GapsAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        var (account, peer) = conversation;
        var cursors = client.Store.ArchiveCursors;
        return
        [
            .. await cursors.ListGapsAsync(account, account, cancellationToken).ConfigureAwait(false),
            .. await cursors.ListGapsAsync(account, peer, cancellationToken).ConfigureAwait(false),
        ];
    }

    // This network keeps no archive: a gap that somebody opened in the store brings nothing.
    public async Task<int> FillGapAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        if (await GapsAsync(conversation, cancellationToken).ConfigureAwait(false) is [.., var newest])
        {
            await client.OnlineSessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
            await client.CommitAsync(new(conversation.Account) { GapsClosed = [newest] }).ConfigureAwait(false);
        }

        return 0;
    }

    public async Task MarkReadAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        var session = await client.SessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        var page = await Messages.PageAsync(conversation, 50, cancellationToken: cancellationToken).ConfigureAwait(false);
        await client.CommitAsync(new(conversation.Account) { Read = [conversation] }).ConfigureAwait(false);
        if (
            page.Messages.LastOrDefault(message => message.Direction == MessageDirection.Incoming) is
            { State: DeliveryState.Received, OccupantId: null } last
        )
        {
            await session.SendAsync(session.Marker(conversation.Peer, last.Id, DeliveryState.Displayed)).ConfigureAwait(false);
        }
    }

    public async Task SetTypingAsync(ConversationId conversation, TypingState state, CancellationToken cancellationToken = default)
    {
        var (account, peer) = conversation;
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        if (session.IsOnline && (session.Groups.Find(account, peer) is not null || await SeesUsAsync(account, peer).ConfigureAwait(false)))
        {
            await client.Network.DeliverAsync(new TypingParcel(conversation.Account, conversation.Peer, state)).ConfigureAwait(false);
        }
    }

    private async Task<bool> SeesUsAsync(Jid account, Jid peer) =>
        peer.Bare == account
        || await ContactRules.FindAsync(client, account, peer.Bare).ConfigureAwait(false)
            is { IsBlocked: false, Subscription: SubscriptionState.From or SubscriptionState.Both };

    private async Task<ActReceipt> ActAsync(
        ChatMessage? target,
        MessageActKind kind,
        string? body,
        ValueList<string> emojis,
        EncryptionChoice encryption,
        CancellationToken cancellationToken
    )
    {
        if (target is null or { RetractedAt: not null })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such message.") { Condition = "no-such-message" };
        }

        var (account, peer) = target.Conversation;
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        var protection =
            target.Encryption == EncryptionKind.None && encryption == EncryptionChoice.Auto ? EncryptionChoice.None : encryption;
        var chosen = Choose(session, peer, protection);
        if (chosen == EncryptionKind.Otr)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "A private conversation has texts only.");
        }

        if (chosen == EncryptionKind.None && target.Encryption != EncryptionKind.None)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "This would be protected less.") { Condition = "weaker-protection" };
        }

        var act = new MessageAct
        {
            Conversation = target.Conversation,
            Id = MessageId.Create(),
            Direction = MessageDirection.Outgoing,
            From = account,
            Kind = kind,
            Target = target.Id,
            At = client.Network.Time.GetUtcNow(),
            Body = body,
            Emojis = emojis,
            Encryption = chosen,
            SenderKey = chosen == EncryptionKind.None ? null : session.Key,
            State = DeliveryState.Queued,
        };
        // What failed before it and would be done anew by it is given up.
        var unsent = await UnsentActsAsync(target.Conversation, cancellationToken).ConfigureAwait(false);
        var past = unsent
            .Where(other => other.State == DeliveryState.Failed && other.Kind == kind && other.Target == target.Id)
            .Select(other => other with { FailureReason = MessageAct.GivenUp });
        var changes = ActChanges.Of(account, act);
        await client.CommitAsync(changes with { Acts = [.. past, .. changes.Acts] }).ConfigureAwait(false);
        return new(act, await session.SendAsync(new ActParcel(account, peer, act)).ConfigureAwait(false));
    }

    public async Task<long?> GetFileLimitAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        return client.Network.MaxFileSize;
    }

    public Task<LinkMetadata> FetchLinkAsync(Jid account, Uri link, CancellationToken cancellationToken = default) =>
        client.LinkPages.FetchAsync(account, link, cancellationToken);

    public Task<Attachment> DownloadAsync(MessageRef message, int index = 0, CancellationToken cancellationToken = default) =>
        client.Files.DownloadAsync(message, index, cancellationToken);

    public Task<Stream> OpenAttachmentAsync(MessageRef message, int index = 0, CancellationToken cancellationToken = default) =>
        client.Files.OpenAsync(message, index, cancellationToken);

    public async Task<bool> CancelAsync(ConversationId conversation, MessageId message, CancellationToken cancellationToken = default)
    {
        var session = await client.SessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        if (await session.StopAsync(conversation, message).ConfigureAwait(false))
        {
            return true;
        }

        if (await FindFailedAsync(conversation, message, cancellationToken).ConfigureAwait(false) is not { } failed)
        {
            return false;
        }

        await client
            .CommitAsync(new(conversation.Account) { Acts = [failed with { FailureReason = MessageAct.GivenUp }] })
            .ConfigureAwait(false);
        return true;
    }

    private async Task<MessageAct?> FindFailedAsync(ConversationId conversation, MessageId act, CancellationToken cancellationToken) =>
        (await UnsentActsAsync(conversation, cancellationToken).ConfigureAwait(false)).FirstOrDefault(unsent =>
            unsent.Id == act && unsent.State == DeliveryState.Failed
        );

    public async Task<SendReceipt> RetryAsync(
        ConversationId conversation,
        MessageId message,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var failed = await Messages.FindAsync(conversation, MessageDirection.Outgoing, message, cancellationToken).ConfigureAwait(false);
        if (failed is not { State: DeliveryState.Failed, Body: not null })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such message that failed.");
        }

        await client
            .Store.CommitAsync(
                new ChangeSet(conversation.Account) { DeletedMessages = [new(conversation, MessageDirection.Outgoing, message)] },
                cancellationToken
            )
            .ConfigureAwait(false);
        return await SendAgainAsync(conversation, failed, encryption, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SendReceipt> ForwardAsync(
        MessageRef message,
        ConversationId to,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var found = await FindAsync(message, cancellationToken).ConfigureAwait(false);
        return found?.Body is not null
            ? await SendAgainAsync(to, found, encryption, cancellationToken).ConfigureAwait(false)
            : throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such message with a text.");
    }

    public Task SaveDraftAsync(ConversationId conversation, string text, CancellationToken cancellationToken = default) =>
        ChangeAsync(new ConversationChange(conversation) { Draft = text }, cancellationToken);

    private async Task<SendReceipt> SendAgainAsync(
        ConversationId conversation,
        ChatMessage message,
        EncryptionChoice encryption,
        CancellationToken cancellationToken
    )
    {
        var session = await client.SessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        var kind = Choose(session, conversation.Peer, encryption);
        return await SendAsync(session, kind, conversation, new(message.Body!, encryption) { Links = message.Links }, message.Attachments)
            .ConfigureAwait(false);
    }

    private static void CheckBody(string body)
    {
        var isText = body.Length is > 0 and <= MaxBody;
        try
        {
            _ = XmlConvert.VerifyXmlChars(body);
        }
        catch (XmlException)
        {
            isText = false;
        }

        if (!isText)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message has 1 to 65,536 characters that XML may hold.");
        }
    }
}
