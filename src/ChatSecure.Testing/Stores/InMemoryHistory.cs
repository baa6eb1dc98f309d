// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;

namespace ChatSecure.Testing.Stores;

/// <summary>A conversation's messages in memory.</summary>
internal sealed class InMemoryHistory(ConversationId conversation) : IHistory<InMemoryProfile>
{
    public IReadOnlyList<(ChatMessage Message, Place Place)> Before(InMemoryProfile source, Place from, Place before, int limit) =>
        [
            .. All(source)
                .Where(message => message.Place.CompareTo(from) >= 0 && message.Place.CompareTo(before) < 0)
                .Reverse()
                .Take(limit)
                .Select(message => (message.Value, message.Place)),
        ];

    public IReadOnlyList<(ChatMessage Message, Place Place)> After(InMemoryProfile source, Place after, int limit) =>
        [.. All(source).Where(message => message.Place.CompareTo(after) > 0).Take(limit).Select(message => (message.Value, message.Place))];

    private List<InMemoryMessage> All(InMemoryProfile source) => source.TryFind(conversation, out var found) ? found.Messages : [];
}
