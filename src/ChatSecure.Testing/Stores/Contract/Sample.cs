// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>The people and messages of the checks.</summary>
internal static class Sample
{
    public static Jid Alice { get; } = Jid.Parse("alice@example.org");

    public static Jid Bob { get; } = Jid.Parse("bob@example.org");

    public static Jid Carol { get; } = Jid.Parse("carol@example.net");

    public static ConversationId WithBob { get; } = new(Alice, Bob);

    public static ConversationId WithCarol { get; } = new(Alice, Carol);

    public static DateTimeOffset Start { get; } = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static ChatMessage Incoming(string id, double seconds = 0, ConversationId? conversation = null) =>
        new()
        {
            Conversation = conversation ?? WithBob,
            Id = new(id),
            From = (conversation ?? WithBob).Peer,
            Direction = MessageDirection.Incoming,
            Timestamp = Start.AddSeconds(seconds),
            Body = $"text of {id}",
            State = DeliveryState.Received,
        };

    public static ChatMessage Outgoing(string id, double seconds = 0, ConversationId? conversation = null) =>
        Incoming(id, seconds, conversation) with
        {
            From = Alice,
            Direction = MessageDirection.Outgoing,
            State = DeliveryState.Queued,
        };

    public static AccountSettings Account(Jid jid) => new() { Jid = jid, AddedAt = Start };

    public static async Task<CommitResult> AddAsync(this IChatStore store, params ChatMessage[] messages) =>
        await store.CommitAsync(new(messages[0].Conversation.Account) { Messages = messages }).ConfigureAwait(false);

    public static async Task<IReadOnlyList<ChatMessage>> HistoryAsync(this IChatStore store, ConversationId conversation) =>
        (await store.Messages.PageAsync(conversation, 1000).ConfigureAwait(false)).Messages;

    /// <summary>A check on an open, empty store.</summary>
    public static ContractCheck Check(string name, Func<IChatStore, Task> run) =>
        new(
            name,
            async factory =>
            {
                var store = await factory.OpenAsync().ConfigureAwait(false);
                await using (store.ConfigureAwait(false))
                {
                    await run(store).ConfigureAwait(false);
                }
            }
        );
}
