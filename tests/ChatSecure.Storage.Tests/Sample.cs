// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

/// <summary>The people and messages of the tests.</summary>
public static class Sample
{
    public static Jid Alice { get; } = Jid.Parse("alice@example.org");

    public static Jid Bob { get; } = Jid.Parse("bob@example.org");

    public static ConversationId WithBob { get; } = new(Alice, Bob);

    public static ChatMessage Message(string id, double seconds = 0) =>
        new()
        {
            Conversation = WithBob,
            Id = new(id),
            From = Bob,
            Direction = MessageDirection.Incoming,
            Timestamp = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(seconds),
            Body = $"text of {id}",
            State = DeliveryState.Received,
        };

    public static async Task AddAsync(this IChatStore store, params ChatMessage[] messages) =>
        await store.CommitAsync(new(Alice) { Messages = messages }, TestContext.Current.CancellationToken);

    public static async Task<IReadOnlyList<ChatMessage>> HistoryAsync(this IChatStore store)
    {
        List<ChatMessage> all = [];
        string? before = null;
        do
        {
            var page = await store.Messages.PageAsync(WithBob, 1000, before, TestContext.Current.CancellationToken);
            all.InsertRange(0, page.Messages);
            before = page.Before;
        } while (before is not null);

        return all;
    }
}
