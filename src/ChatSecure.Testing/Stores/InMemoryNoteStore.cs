// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryNoteStore(InMemoryChatStore store) : INoteStore
{
    public ValueTask<IReadOnlyList<ConversationNote>> ListAsync(
        ConversationId conversation,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn<IReadOnlyList<ConversationNote>>(
            profile =>
                profile.Accounts.TryGetValue(conversation.Account, out var found)
                    ?
                    [
                        .. found
                            .Notes.Where(note =>
                                note.Conversation == conversation
                                && (since is null || note.At >= since)
                                && (until is null || note.At < until)
                            )
                            .OrderBy(note => note.At),
                    ]
                    : [],
            cancellationToken
        );
}
