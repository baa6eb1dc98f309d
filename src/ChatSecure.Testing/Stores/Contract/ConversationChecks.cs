// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class ConversationChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A conversation shows its newest message, whatever the order of arrival", NewestAsync),
        Check("Conversations are listed by their newest message", OrderAsync),
        Check("A conversation counts the incoming messages that were not read", UnreadAsync),
        Check("A conversation that was encrypted once stays so for ever", EverEncryptedAsync),
        Check("A conversation shows the contact's name", NameAsync),
    ];

    private static async Task NewestAsync(IChatStore store)
    {
        Expect.Equal(null, await store.Conversations.FindAsync(WithBob).ConfigureAwait(false), "An unknown conversation");
        await store.AddAsync(Incoming("new", 9), Incoming("old", 1)).ConfigureAwait(false);
        Expect.Equal("new", await LastAsync(store).ConfigureAwait(false), "The newest message");
        await store.AddAsync(Outgoing("same time", 9)).ConfigureAwait(false);
        Expect.Equal("same time", await LastAsync(store).ConfigureAwait(false), "The newest message of one time");
        await store.CommitAsync(new(Alice) { Updates = [new(WithBob, new("same time"), DeliveryState.Acked)] }).ConfigureAwait(false);
        var summary = (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false))!;
        Expect.Equal(DeliveryState.Acked, summary.LastMessage?.State, "The newest message's state");
    }

    private static async Task OrderAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 5), Incoming("2", 1, WithCarol)).ConfigureAwait(false);
        await ListsAsync(store, Bob, Carol).ConfigureAwait(false);
        await store.AddAsync(Incoming("3", 5, WithCarol)).ConfigureAwait(false);
        await ListsAsync(store, Carol, Bob).ConfigureAwait(false);
        await store.AddAsync(Incoming("4", 2)).ConfigureAwait(false);
        await ListsAsync(store, Carol, Bob).ConfigureAwait(false);
        var one = await store.Conversations.ListAsync(Alice, 1).ConfigureAwait(false);
        Expect.Sequence([Carol], one.Select(summary => summary.Id.Peer), "A list of one");
        Expect.Equal(0, (await store.Conversations.ListAsync(Carol).ConfigureAwait(false)).Count, "Another account's conversations");
    }

    private static async Task UnreadAsync(IChatStore store)
    {
        await store
            .AddAsync(Incoming("1"), Incoming("2", 1), Outgoing("3", 2), Incoming("4", 3) with { State = DeliveryState.Displayed })
            .ConfigureAwait(false);
        await store.AddAsync(Incoming("1"), Incoming("5", 4, WithCarol)).ConfigureAwait(false);
        Expect.Equal(2, (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false))?.UnreadCount, "The unread messages");
        await store.CommitAsync(new(Alice) { Read = [WithBob, new(Alice, Alice)] }).ConfigureAwait(false);
        Expect.Equal(0, (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false))?.UnreadCount, "The unread messages once read");
        Expect.Equal(
            1,
            (await store.Conversations.FindAsync(WithCarol).ConfigureAwait(false))?.UnreadCount,
            "The unread messages elsewhere"
        );
    }

    private static async Task EverEncryptedAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1"), Outgoing("2", 1, WithCarol)).ConfigureAwait(false);
        Expect.Equal(false, await EncryptedAsync(store, WithBob).ConfigureAwait(false), "Whether plain text marks as encrypted");
        await store.AddAsync(Incoming("2", 2) with { Encryption = EncryptionKind.Omemo }, Incoming("3", 3)).ConfigureAwait(false);
        Expect.Equal(true, await EncryptedAsync(store, WithBob).ConfigureAwait(false), "Whether an encrypted message marks");
        Expect.Equal(false, await EncryptedAsync(store, WithCarol).ConfigureAwait(false), "Whether another conversation is marked");
        await store
            .CommitAsync(new(Alice) { Updates = [new(WithCarol, new("2"), Encryption: EncryptionKind.Omemo2)] })
            .ConfigureAwait(false);
        Expect.Equal(true, await EncryptedAsync(store, WithCarol).ConfigureAwait(false), "Whether a message that was encrypted late marks");

        await store.AddAsync(Incoming("1", 0, new(Alice, Alice))).ConfigureAwait(false);
        await store.AddAsync(Incoming("1", 0, new(Alice, Alice)) with { Encryption = EncryptionKind.Otr }).ConfigureAwait(false);
        Expect.Equal(true, await EncryptedAsync(store, new(Alice, Alice)).ConfigureAwait(false), "Whether an encrypted duplicate marks");
    }

    private static async Task NameAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        Expect.Equal(null, (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false))?.Name, "A stranger's name");
        await store.Roster.SaveAsync(Alice, new() { Jid = Bob, Name = "Bob B." }, null).ConfigureAwait(false);
        Expect.Equal("Bob B.", (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false))?.Name, "The contact's name");
    }

    private static async Task<string?> LastAsync(IChatStore store) =>
        (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false))?.LastMessage?.Id.Value;

    private static async Task<bool?> EncryptedAsync(IChatStore store, ConversationId conversation) =>
        (await store.Conversations.FindAsync(conversation).ConfigureAwait(false))?.EverEncrypted;

    private static async Task ListsAsync(IChatStore store, params Addressing.Jid[] peers)
    {
        var list = await store.Conversations.ListAsync(Alice).ConfigureAwait(false);
        Expect.Sequence(peers, list.Select(summary => summary.Id.Peer), "The conversations");
    }
}
