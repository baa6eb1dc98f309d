// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Groups;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Conversations;

/// <summary>What is read from the profile, and what a person decides about a conversation on this device.</summary>
internal sealed partial class ConversationService
{
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

    public async Task<IReadOnlyList<ArchiveGap>> GapsAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        var gaps = await session.GapsAsync(conversation, cancellationToken).ConfigureAwait(false);
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
