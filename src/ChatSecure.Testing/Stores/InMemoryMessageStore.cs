// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryMessageStore(InMemoryChatStore store) : IMessageStore
{
    public ValueTask<ChatMessage?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn(
            profile => profile.TryFind(conversation, out var found) ? found.ById.GetValueOrDefault((direction, id))?.Value : null,
            cancellationToken
        );

    public ValueTask<ChatMessage?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile => profile.Accounts.TryGetValue(account, out var found) ? found.Archived.GetValueOrDefault(archiveId)?.Value : null,
            cancellationToken
        );

    public ValueTask<MessagePage> PageAsync(
        ConversationId conversation,
        int limit,
        string? before = null,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        long? end = before is null ? null : ParseCursor(before);
        return store.InTurn(
            profile =>
            {
                if (!profile.TryFind(conversation, out var found))
                {
                    return new MessagePage([], null);
                }

                var older = end is null ? found.Messages.Count : found.Messages.FindIndex(message => message.Number == end);
                if (older < 0)
                {
                    throw BadCursor();
                }

                var start = Math.Max(0, older - limit);
                var page = found.Messages[start..older];
                return new MessagePage(
                    [.. page.Select(message => message.Value)],
                    start == 0 ? null : page[0].Number.ToString(CultureInfo.InvariantCulture)
                );
            },
            cancellationToken
        );
    }

    public ValueTask<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        var query = new InMemorySearch(words);
        return store.InTurn<IReadOnlyList<ChatMessage>>(
            profile =>
                profile.Accounts.TryGetValue(account, out var found)
                    ?
                    [
                        .. found
                            .Conversations.Where(conversation => peer is null || conversation.Key == peer)
                            .SelectMany(conversation => conversation.Value.Messages)
                            .Where(message => query.Matches(message.Value.Body))
                            .OrderBy(message => message.Place)
                            .Select(message => message.Value)
                            .TakeLast(limit),
                    ]
                    : [],
            cancellationToken
        );
    }

    public IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchAsync(
        ConversationId conversation,
        int window,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return store.Feeds.WatchAsync(
            StoreRules.Conversation(conversation),
            profile =>
                profile.TryFind(conversation, out var found)
                    ? (IReadOnlyList<ChatMessage>)[.. found.Messages.TakeLast(window).Select(m => m.Value)]
                    : [],
            message => (message.Direction, message.Id),
            cancellationToken
        );
    }

    private static long ParseCursor(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw BadCursor();

    private static ChatSecureException BadCursor() => new(ErrorKind.InvalidInput, "This is not the cursor of a page of this conversation.");
}
