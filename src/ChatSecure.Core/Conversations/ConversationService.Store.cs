// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Groups;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Conversations;

/// <summary>What is read from the profile, and what a person decides about a conversation on this device.</summary>
internal sealed partial class ConversationService
{
    private const int MaxDeleted = 1000;

    public async Task<ITimeline> OpenTimelineAsync(
        ConversationId conversation,
        int count = 100,
        MessageRef? around = null,
        CancellationToken cancellationToken = default
    ) => await services.Store.Messages.OpenTimelineAsync(conversation, count, around, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<ConversationNote>> NotesAsync(
        ConversationId conversation,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    ) => await services.Store.Notes.ListAsync(conversation, since, until, cancellationToken).ConfigureAwait(false);

    public async Task<ChatMessage?> FindAsync(MessageRef message, CancellationToken cancellationToken = default) =>
        await services
            .Store.Messages.FindAsync(message.Conversation, message.Direction, message.Id, cancellationToken)
            .ConfigureAwait(false);

    public async Task<UnreadMessages?> FindUnreadAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        await services.Store.Messages.FindUnreadAsync(conversation, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<SearchHit>> SearchHitsAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    ) =>
        await services
            .Store.Messages.SearchHitsAsync(account, words, peer, limit, cancellationToken: cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    ) => await services.Store.Conversations.ListAsync(account, limit, cancellationToken).ConfigureAwait(false);

    public async Task<ConversationSummary?> FindConversationAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) => await services.Store.Conversations.FindAsync(Bare(conversation), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<ConversationSummary>> ListArchivedAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    ) => await services.Store.Conversations.ListArchivedAsync(account, limit, cancellationToken).ConfigureAwait(false);

    public async Task ChangeAsync(ConversationChange change, CancellationToken cancellationToken = default)
    {
        // Asked for its account alone: a profile must not come to hold conversations of none.
        await sessions.GetAsync(change.Conversation.Account, cancellationToken).ConfigureAwait(false);
        await CommitAsync(new(change.Conversation.Account) { Conversations = [change] }, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        await CommitAsync(new(conversation.Account) { DeletedConversations = [conversation] }, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteMessagesAsync(IReadOnlyList<MessageRef> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = [.. messages.Select(message => message with { Conversation = Bare(message.Conversation) }).Distinct()];
        if (messages is not [{ Conversation.Account: var account }, ..])
        {
            return;
        }

        if (messages.Count > MaxDeleted || messages.Any(message => message.Conversation.Account != account))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, $"At most {MaxDeleted} messages of one account are deleted at once.");
        }

        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        await StopAsync(session, messages, cancellationToken).ConfigureAwait(false);
        await CommitAsync(new(account) { DeletedMessages = messages }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What waits to be sent is not sent. Of what is on its way nobody knows whether it arrives: what would be resent must not be gone.</summary>
    private async Task StopAsync(AccountSession session, IReadOnlyList<MessageRef> messages, CancellationToken cancellationToken)
    {
        var outbox = await services.Store.Outbox.ListAsync(session.Account, cancellationToken).ConfigureAwait(false);
        var waiting = outbox.Where(entry => entry.Kind == OutboxKind.Message && messages.Contains(NameOf(entry))).ToList();
        if (waiting.Any(entry => entry.Prepared is not null))
        {
            throw OnItsWay();
        }

        foreach (var message in waiting.Select(NameOf))
        {
            if (!await session.CancelAsync(message.Conversation, message.Id, cancellationToken).ConfigureAwait(false))
            {
                throw OnItsWay();
            }
        }

        static MessageRef NameOf(OutboxEntry entry) => new(new(entry.Account, entry.To), MessageDirection.Outgoing, entry.Id);
    }

    private static ChatSecureException OnItsWay() =>
        new(ErrorKind.InvalidInput, "A message that is on its way can be deleted when the server has it.") { Condition = "on-its-way" };

    public async Task<IReadOnlyList<ArchiveGap>> GapsAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        var gaps = await session.GapsAsync(Bare(conversation), cancellationToken).ConfigureAwait(false);
        return [.. gaps.Select(Named)];

        // Behind the gap stands a message, which is known here by the stored name of its id.
        ArchiveGap Named(ArchiveGap gap) =>
            gap.Archive == conversation.Account ? gap : gap with { Before = RoomIds.Stored(gap.Archive, gap.Before) };
    }

    public async Task<int> FillGapAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        return await session.FillGapAsync(Bare(conversation), cancellationToken).ConfigureAwait(false);
    }

    private async Task CommitAsync(ChangeSet changes, CancellationToken cancellationToken) =>
        await services.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
}
