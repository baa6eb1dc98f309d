// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class ErasureChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A deleted message is gone from history, search, archive, outbox and counters", MessageAsync),
        Check("A conversation whose messages are gone stays in its place", EmptiedAsync),
        Check("A deleted conversation takes all that belongs to it, and nothing else", ConversationAsync),
        new("What was erased is remembered by its names, also when the store is opened again", RememberedAsync),
        Check("Up to when a conversation was erased is remembered, and never goes back", UntilAsync),
        Check("Of the erased messages of a conversation the newest 1000 are remembered", RememberedBoundAsync),
        Check("A deleted contact takes its conversation along", ContactAsync),
        Check("Messages whose time has come disappear, and no others", ExpiryAsync),
        Check("A file goes with the last message that names it", MediaAsync),
        Check("A removed account takes its rooms, records of its connection and files", AccountAsync),
    ];

    private static async Task MessageAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1), Incoming("2", 2) with { ArchiveId = "a" }, Outgoing("3", 3)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Outbox = [new(Alice, Bob, new("3"), default, null)] }).ConfigureAwait(false);
        await store
            .CommitAsync(
                new(Alice)
                {
                    DeletedMessages =
                    [
                        new(WithBob, MessageDirection.Incoming, new("2")),
                        new(WithBob, MessageDirection.Outgoing, new("3")),
                    ],
                }
            )
            .ConfigureAwait(false);
        var summary = await store.Conversations.FindAsync(WithBob).ConfigureAwait(false);
        Expect.Sequence([Incoming("1", 1)], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The history");
        Expect.Equal(Incoming("1", 1), summary?.LastMessage, "The newest message");
        Expect.Equal(1, summary?.UnreadCount, "The unread messages");
        Expect.Equal(1, (await store.Messages.SearchAsync(Alice, "text").ConfigureAwait(false)).Count, "Hits");
        Expect.Equal(null, await store.Messages.FindArchivedAsync(Alice, "a").ConfigureAwait(false), "The archived message");
        Expect.Equal(0, (await store.Outbox.ListAsync(Alice).ConfigureAwait(false)).Count, "The outbox");
    }

    private static async Task EmptiedAsync(IChatStore store)
    {
        await store
            .AddAsync(Incoming("1", 1), Incoming("2", 2, WithCarol) with { Encryption = Encryption.EncryptionKind.Omemo })
            .ConfigureAwait(false);
        await store
            .CommitAsync(new(Alice) { DeletedMessages = [new(WithCarol, MessageDirection.Incoming, new("2"))] })
            .ConfigureAwait(false);
        var list = await store.Conversations.ListAsync(Alice).ConfigureAwait(false);
        Expect.Sequence([WithCarol, WithBob], list.Select(conversation => conversation.Id), "The list");
        Expect.True(
            list[0] is { LastMessage: null, UnreadCount: 0, EverEncrypted: true },
            "An emptied conversation is not as it should be."
        );
        await store.AddAsync(Incoming("0", 0, WithCarol)).ConfigureAwait(false);
        list = await store.Conversations.ListAsync(Alice).ConfigureAwait(false);
        Expect.Sequence(["1", "0"], list.Select(conversation => conversation.LastMessage?.Id.Value), "The newest messages");
    }

    private static async Task ConversationAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1), Outgoing("2", 2), Incoming("3", 3, WithCarol)).ConfigureAwait(false);
        await store
            .CommitAsync(
                new(Alice)
                {
                    Outbox = [new(Alice, Bob, new("2"), default, null), new(Alice, Carol, new("9"), default, null)],
                    Conversations = [new(WithBob) { Draft = "draft", IsPinned = true }],
                    Markers = [new(WithBob, Bob, DeliveryState.Displayed, new("2"), Start)],
                }
            )
            .ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedConversations = [WithBob] }).ConfigureAwait(false);
        Expect.Equal(null, await store.Conversations.FindAsync(WithBob).ConfigureAwait(false), "The conversation");
        Expect.Equal(0, (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Count, "Its messages");
        Expect.Equal(0, (await store.Conversations.ListMarkersAsync(WithBob).ConfigureAwait(false)).Count, "Its markers");
        Expect.Sequence(["9"], (await store.Outbox.ListAsync(Alice).ConfigureAwait(false)).Select(entry => entry.Id.Value), "The outbox");
        Expect.Sequence(["3"], (await store.Messages.SearchAsync(Alice, "text").ConfigureAwait(false)).Select(hit => hit.Id.Value), "Hits");
        await store.AddAsync(Incoming("1", 1)).ConfigureAwait(false);
        var again = await store.Conversations.FindAsync(WithBob).ConfigureAwait(false);
        Expect.True(again is { Draft: null, IsPinned: false, UnreadCount: 1 }, "A new conversation remembers the deleted one.");
    }

    private static async Task RememberedAsync(IChatStoreFactory factory)
    {
        var store = await factory.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store
                .AddAsync(
                    Incoming("1", 1) with
                    {
                        ArchiveId = "a1",
                    },
                    Outgoing("2", 2),
                    Incoming("3", 3) with
                    {
                        ArchiveId = "a3",
                    },
                    Incoming("4", 4, WithCarol) with
                    {
                        ArchiveId = "a4",
                    }
                )
                .ConfigureAwait(false);
            MessageRef unknown = new(WithBob, MessageDirection.Incoming, new("unknown"));
            await store.CommitAsync(new(Alice) { DeletedMessages = [Named("1"), unknown] }).ConfigureAwait(false);
            await store.CommitAsync(new(Alice) { DeletedConversations = [WithCarol] }).ConfigureAwait(false);
        }

        store = await factory.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            Expect.Equal(true, await store.Messages.IsErasedAsync(Named("1"), null).ConfigureAwait(false), "By its id");
            Expect.Equal(true, await store.Messages.IsErasedAsync(Named("x"), "a1").ConfigureAwait(false), "By its archive's id");
            var ofCarol = new MessageRef(WithCarol, MessageDirection.Incoming, new("4"));
            Expect.Equal(true, await store.Messages.IsErasedAsync(ofCarol, null).ConfigureAwait(false), "With its conversation");
            Expect.Equal(false, await store.Messages.IsErasedAsync(Named("3"), "a3").ConfigureAwait(false), "One that is there");
            Expect.Equal(
                false,
                await store.Messages.IsErasedAsync(Named("unknown"), null).ConfigureAwait(false),
                "One that never was there"
            );
            var ours = Named("1") with { Direction = MessageDirection.Outgoing };
            Expect.Equal(false, await store.Messages.IsErasedAsync(ours, null).ConfigureAwait(false), "One of the other direction");
            var elsewhere = Named("1") with { Conversation = new(Bob, Alice) };
            Expect.Equal(false, await store.Messages.IsErasedAsync(elsewhere, "a1").ConfigureAwait(false), "One of another account");
        }

        static MessageRef Named(string id) => new(WithBob, MessageDirection.Incoming, new(id));
    }

    private static async Task UntilAsync(IChatStore store)
    {
        Expect.Equal(null, await store.Conversations.FindErasedUntilAsync(WithBob).ConfigureAwait(false), "Of one that was never erased");
        await EraseAsync(Incoming("1", 1), Outgoing("3", 3), Incoming("2", 2)).ConfigureAwait(false);
        Expect.Equal(Start.AddSeconds(3), await store.Conversations.FindErasedUntilAsync(WithBob).ConfigureAwait(false), "Until when");
        await EraseAsync(Incoming("4", 1)).ConfigureAwait(false);
        Expect.Equal(Start.AddSeconds(3), await store.Conversations.FindErasedUntilAsync(WithBob).ConfigureAwait(false), "Until when");
        await EraseAsync(Incoming("5", 5)).ConfigureAwait(false);
        Expect.Equal(Start.AddSeconds(5), await store.Conversations.FindErasedUntilAsync(WithBob).ConfigureAwait(false), "Until when");
        Expect.Equal(null, await store.Conversations.FindErasedUntilAsync(WithCarol).ConfigureAwait(false), "Of another one");
        await store.CommitAsync(new(Alice) { DeletedConversations = [WithCarol] }).ConfigureAwait(false);
        Expect.Equal(null, await store.Conversations.FindErasedUntilAsync(WithCarol).ConfigureAwait(false), "Of one that held nothing");

        async Task EraseAsync(params ChatMessage[] messages)
        {
            await store.AddAsync(messages).ConfigureAwait(false);
            await store.CommitAsync(new(Alice) { DeletedConversations = [WithBob] }).ConfigureAwait(false);
        }
    }

    private static async Task RememberedBoundAsync(IChatStore store)
    {
        await store.AddAsync([.. Enumerable.Range(0, 1001).Select(i => Incoming($"{i}", i))]).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedConversations = [WithBob] }).ConfigureAwait(false);
        Expect.Equal(
            (false, true),
            (await IsErasedAsync("0").ConfigureAwait(false), await IsErasedAsync("1").ConfigureAwait(false)),
            "1000"
        );
        await store.AddAsync(Incoming("new")).ConfigureAwait(false);
        await store
            .CommitAsync(new(Alice) { DeletedMessages = [new(WithBob, MessageDirection.Incoming, new("new"))] })
            .ConfigureAwait(false);
        Expect.Equal(
            (false, true),
            (await IsErasedAsync("1").ConfigureAwait(false), await IsErasedAsync("new").ConfigureAwait(false)),
            "1001"
        );

        async Task<bool> IsErasedAsync(string id) =>
            await store.Messages.IsErasedAsync(new(WithBob, MessageDirection.Incoming, new(id)), null).ConfigureAwait(false);
    }

    private static async Task ContactAsync(IChatStore store)
    {
        await store.Roster.SaveAsync(Alice, new() { Jid = Bob, Name = "Bob" }, "v").ConfigureAwait(false);
        await store.Rooms.SaveAsync(Alice, new() { Jid = Carol, Name = "Room" }).ConfigureAwait(false);
        await store.Rooms.SaveOccupantsAsync(Alice, Carol, [new("x", null, null, null, null)]).ConfigureAwait(false);
        await store.AddAsync(Incoming("1"), Incoming("2", 2, WithCarol)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedContacts = [Bob, Carol] }).ConfigureAwait(false);
        Expect.Equal(0, (await store.Roster.ListAsync(Alice).ConfigureAwait(false)).Count, "The roster");
        Expect.Equal(0, (await store.Rooms.ListAsync(Alice).ConfigureAwait(false)).Count, "The rooms");
        Expect.Equal(0, (await store.Conversations.ListAsync(Alice).ConfigureAwait(false)).Count, "The conversations");
        Expect.Equal(0, (await store.Conversations.SearchNamesAsync(Alice, "b").ConfigureAwait(false)).Count, "Who is found by name");
    }

    private static async Task ExpiryAsync(IChatStore store)
    {
        var soon = Start.AddYears(5000);
        await store
            .AddAsync(
                Incoming("1", 1) with
                {
                    ExpiresAt = soon,
                },
                Incoming("2", 2),
                Incoming("3", 3) with
                {
                    ExpiresAt = soon.AddDays(1),
                },
                Outgoing("4", 4, WithCarol) with
                {
                    ExpiresAt = soon,
                }
            )
            .ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Outbox = [new(Alice, Carol, new("4"), default, null)] }).ConfigureAwait(false);
        Expect.Equal(0, await store.Messages.RemoveExpiredAsync(soon.AddTicks(-1)).ConfigureAwait(false), "What disappeared early");
        Expect.Equal(2, await store.Messages.RemoveExpiredAsync(soon).ConfigureAwait(false), "What disappeared");
        Expect.Sequence(["2", "3"], (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Select(m => m.Id.Value), "What is left");
        Expect.Equal(2, (await store.Messages.SearchAsync(Alice, "text").ConfigureAwait(false)).Count, "Hits");
        Expect.Equal(0, (await store.Outbox.ListAsync(Alice).ConfigureAwait(false)).Count, "The outbox");
        Expect.Equal(2, (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false))?.UnreadCount, "The unread messages");
        Expect.Equal(0, await store.Messages.RemoveExpiredAsync(soon).ConfigureAwait(false), "What disappeared twice");
    }

    private static async Task MediaAsync(IChatStore store)
    {
        var file = await store.Media.AddAsync(Alice, new MemoryStream([1, 2, 3])).ConfigureAwait(false);
        var small = await store.Media.AddAsync(Alice, new MemoryStream([1])).ConfigureAwait(false);
        await store.Media.SetThumbnailAsync(Alice, file.Id, small.Id).ConfigureAwait(false);
        ValueList<Attachment> attachments = [new() { MediaId = file.Id }];
        await store
            .AddAsync(Incoming("1", 1) with { Attachments = attachments }, Incoming("2", 2, WithCarol) with { Attachments = attachments })
            .ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedMessages = [new(WithBob, MessageDirection.Incoming, new("1"))] }).ConfigureAwait(false);
        Expect.True(await store.Media.FindAsync(Alice, file.Id).ConfigureAwait(false) is not null, "A file that is named is gone.");
        await store.CommitAsync(new(Alice) { DeletedConversations = [WithCarol] }).ConfigureAwait(false);
        Expect.Equal(null, await store.Media.FindAsync(Alice, file.Id).ConfigureAwait(false), "The file");
        Expect.Equal(null, await store.Media.FindAsync(Alice, small.Id).ConfigureAwait(false), "The smaller picture");
        Expect.Equal(0, await store.Media.GetUsageAsync(Alice).ConfigureAwait(false), "What files hold");
    }

    private static async Task AccountAsync(IChatStore store)
    {
        await store.Accounts.SaveAsync(Account(Alice)).ConfigureAwait(false);
        await store.Connections.SetAsync(Alice, ConnectionRecord.FastToken, new byte[] { 1 }).ConfigureAwait(false);
        await store.Rooms.SaveAsync(Alice, new() { Jid = Carol }).ConfigureAwait(false);
        var file = await store.Media.AddAsync(Alice, new MemoryStream([1])).ConfigureAwait(false);
        await store.Accounts.RemoveAsync(Alice).ConfigureAwait(false);
        Expect.Equal(0, (await store.Rooms.ListAsync(Alice).ConfigureAwait(false)).Count, "The rooms");
        Expect.True(
            await store.Connections.GetAsync(Alice, ConnectionRecord.FastToken).ConfigureAwait(false) is null,
            "A record of the connection is there."
        );
        Expect.Equal(null, await store.Media.FindAsync(Alice, file.Id).ConfigureAwait(false), "The file");
    }
}
