// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryMessageActStore(InMemoryChatStore store) : IMessageActStore
{
    public ValueTask<MessageAct?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    ) => FindAsync(conversation.Account, act => Is(act, conversation, direction, id), cancellationToken);

    public ValueTask<MessageAct?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default) =>
        FindAsync(account, act => act.ArchiveId == archiveId, cancellationToken);

    public ValueTask<IReadOnlyList<MessageAct>> ListWaitingAsync(
        ConversationId conversation,
        MessageId target,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn<IReadOnlyList<MessageAct>>(
            profile =>
                profile.Accounts.TryGetValue(conversation.Account, out var found)
                    ?
                    [
                        .. found
                            .Acts.Where(act =>
                                act.Conversation == conversation && act.Target == target && act.Standing == ActStanding.Waiting
                            )
                            .OrderBy(act => act.At),
                    ]
                    : [],
            cancellationToken
        );

    public ValueTask<MessageAct?> FindLatestReactionAsync(
        ConversationId conversation,
        MessageId target,
        Jid from,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn(
            profile =>
                profile.Accounts.TryGetValue(conversation.Account, out var found)
                    ? found
                        .Acts.Where(act =>
                            act is { Kind: MessageActKind.Reaction, Standing: ActStanding.Applied, State: not DeliveryState.Failed }
                            && act.Conversation == conversation
                            && act.Target == target
                            && act.From == from
                        )
                        .MaxBy(act => act.At)
                    : null,
            cancellationToken
        );

    public ValueTask<IReadOnlyList<MessageAct>> ListUnsentAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn<IReadOnlyList<MessageAct>>(
            profile =>
                profile.Accounts.TryGetValue(conversation.Account, out var found)
                    ?
                    [
                        .. found
                            .Acts.Where(act => act.Conversation == conversation && MessageChanges.IsUnsent(act))
                            .TakeLast(MessageChanges.MaxUnsentActs),
                    ]
                    : [],
            cancellationToken
        );

    public static bool Is(MessageAct act, ConversationId conversation, MessageDirection direction, MessageId id) =>
        act.Conversation == conversation && act.Direction == direction && act.Id == id;

    private ValueTask<MessageAct?> FindAsync(Jid account, Func<MessageAct, bool> match, CancellationToken cancellationToken) =>
        store.InTurn(
            profile => profile.Accounts.TryGetValue(account, out var found) ? found.Acts.FirstOrDefault(match) : null,
            cancellationToken
        );
}
