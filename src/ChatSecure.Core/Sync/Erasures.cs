// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>What was erased here stays so, whatever archives, copies and other devices still have of it.</summary>
internal sealed class Erasures(IChatStore store)
{
    /// <summary>Whether a message was erased.</summary>
    /// <param name="message">The message.</param>
    /// <param name="archiveId">Its archive's id, as it is stored.</param>
    /// <param name="sent">When it was sent, if it comes from a part of an archive that may have been read before; null for news: those a clock that is wrong must not
    /// keep out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<bool> CoverAsync(
        MessageRef message,
        string? archiveId,
        DateTimeOffset? sent,
        CancellationToken cancellationToken
    ) =>
        await store.Messages.IsErasedAsync(message, archiveId, cancellationToken).ConfigureAwait(false)
        || (
            sent is { } at
            && await store.Conversations.FindErasedUntilAsync(message.Conversation, cancellationToken).ConfigureAwait(false) is { } until
            && at <= until
        );

    /// <summary>Of the gaps of an archive, those that may hold something of a conversation.</summary>
    public async ValueTask<IReadOnlyList<ArchiveGap>> WithoutAsync(
        ConversationId conversation,
        IReadOnlyList<ArchiveGap> gaps,
        CancellationToken cancellationToken
    ) =>
        gaps.Count > 0 && await store.Conversations.FindErasedUntilAsync(conversation, cancellationToken).ConfigureAwait(false) is { } until
            ? [.. gaps.Where(gap => !(gap.BeforeAt <= until))]
            : gaps;

    /// <summary>Whether the message that an act names was erased: then it does nothing, and waits for nothing.</summary>
    /// <param name="act">The act.</param>
    /// <param name="target">The message's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<bool> CoverTargetAsync(MessageAct act, MessageId target, CancellationToken cancellationToken)
    {
        MessageDirection[] directions =
            act.Kind == MessageActKind.Reaction ? [MessageDirection.Incoming, MessageDirection.Outgoing] : [act.Direction];
        foreach (var direction in directions)
        {
            // Rooms name messages by the ids of their archives.
            var message = new MessageRef(act.Conversation, direction, target);
            if (await store.Messages.IsErasedAsync(message, target.Value, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }
}
