// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class ConversationStateChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("Pinned conversations stand before the others", PinAsync),
        Check("A conversation that is put away is in the other list", ArchiveAsync),
        Check("Draft and silence are kept until they are taken back", DraftAsync),
        Check("A conversation stays marked as unread until it is read here, or something newer is said in it by us", MarkUnreadAsync),
        Check("A conversation can have a draft before it has a message", EmptyAsync),
        Check("Of each person's markers the newest counts", MarkersAsync),
        Check("Contacts and rooms are found by words of their names and addresses", NamesAsync),
        Check("Rooms and their occupants are kept, replaced and removed", RoomsAsync),
        Check("Gaps of an archive are opened and closed", GapsAsync),
    ];

    private static async Task PinAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1), Incoming("2", 2, WithCarol)).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsPinned = true }).ConfigureAwait(false);
        await OrderAsync(WithBob, WithCarol).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsPinned = false }).ConfigureAwait(false);
        await OrderAsync(WithCarol, WithBob).ConfigureAwait(false);

        async Task OrderAsync(params ConversationId[] order) =>
            Expect.Sequence(
                order,
                (await store.Conversations.ListAsync(Alice).ConfigureAwait(false)).Select(conversation => conversation.Id),
                "The conversations"
            );
    }

    private static async Task ArchiveAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1), Incoming("2", 2, WithCarol)).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsArchived = true }).ConfigureAwait(false);
        var list = await store.Conversations.ListAsync(Alice).ConfigureAwait(false);
        var archived = await store.Conversations.ListArchivedAsync(Alice).ConfigureAwait(false);
        Expect.Sequence([WithCarol], list.Select(conversation => conversation.Id), "The list");
        Expect.Sequence([WithBob], archived.Select(conversation => conversation.Id), "What is put away");
        Expect.True(archived[0].IsArchived, "A conversation that is put away does not say so.");
    }

    private static async Task DraftAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { Draft = "not yet", MutedUntil = DateTimeOffset.MaxValue }).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsPinned = true }).ConfigureAwait(false);
        var found = await store.Conversations.FindAsync(WithBob).ConfigureAwait(false);
        Expect.Equal("not yet", found?.Draft, "The draft");
        Expect.Equal(DateTimeOffset.MaxValue, found?.MutedUntil, "The silence");
        await ChangeAsync(store, new(WithBob) { Draft = "", MutedUntil = DateTimeOffset.MinValue }).ConfigureAwait(false);
        found = await store.Conversations.FindAsync(WithBob).ConfigureAwait(false);
        Expect.True(found is { Draft: null, MutedUntil: null, IsPinned: true }, "What was taken back is still there.");
    }

    private static async Task MarkUnreadAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Read = [WithBob] }).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsMarkedUnread = true }).ConfigureAwait(false);
        await IsAsync(true, "What was marked").ConfigureAwait(false);

        // What others say, what we said before, other devices' reading and other decisions leave the mark.
        await store.AddAsync(Incoming("2", 3), Outgoing("3", 2)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { ReadThrough = [new(WithBob, MessageDirection.Incoming, new("2"))] }).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsPinned = true }).ConfigureAwait(false);
        await IsAsync(true, "What nobody came back to").ConfigureAwait(false);

        await store.CommitAsync(new(Alice) { Read = [WithBob] }).ConfigureAwait(false);
        await IsAsync(false, "What was read").ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsMarkedUnread = true }).ConfigureAwait(false);
        await store.AddAsync(Outgoing("4", 4)).ConfigureAwait(false);
        await IsAsync(false, "What was answered").ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsMarkedUnread = true }).ConfigureAwait(false);
        await ChangeAsync(store, new(WithBob) { IsMarkedUnread = false }).ConfigureAwait(false);
        await IsAsync(false, "What was taken back").ConfigureAwait(false);

        async Task IsAsync(bool isMarked, string what) =>
            Expect.Equal(
                (isMarked, 0),
                (await store.Conversations.FindAsync(WithBob).ConfigureAwait(false)) is { } found
                    ? (found.IsMarkedUnread, found.UnreadCount)
                    : default,
                what
            );
    }

    private static async Task EmptyAsync(IChatStore store)
    {
        await ChangeAsync(store, new(WithBob) { Draft = "first" }).ConfigureAwait(false);
        var list = await store.Conversations.ListAsync(Alice).ConfigureAwait(false);
        Expect.Sequence([new() { Id = WithBob, Draft = "first" }], list, "The list");
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        list = await store.Conversations.ListAsync(Alice).ConfigureAwait(false);
        Expect.Equal("1", list[0].LastMessage?.Id.Value, "The newest message");
    }

    private static async Task MarkersAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1"), Outgoing("2", 1)).ConfigureAwait(false);
        ReadMarker received = new(WithBob, Bob, DeliveryState.Received, new("2"), Start.AddSeconds(2));
        ReadMarker displayed = new(WithBob, Bob, DeliveryState.Displayed, new("1"), Start.AddSeconds(3));
        await store
            .CommitAsync(new(Alice) { Markers = [received, displayed, received with { Message = new("1"), At = Start.AddSeconds(1) }] })
            .ConfigureAwait(false);
        Expect.Sequence([received, displayed], await store.Conversations.ListMarkersAsync(WithBob).ConfigureAwait(false), "The markers");
        Expect.Equal(0, (await store.Conversations.ListMarkersAsync(WithCarol).ConfigureAwait(false)).Count, "Another's markers");
    }

    private static async Task NamesAsync(IChatStore store)
    {
        await store.Roster.SaveAsync(Alice, new() { Jid = Bob, Name = "Zoë van Dam" }, null).ConfigureAwait(false);
        await store.Roster.SaveAsync(Alice, new() { Jid = Carol }, null).ConfigureAwait(false);
        var room = Addressing.Jid.Parse("garden@rooms.example.org");
        await store.Rooms.SaveAsync(Alice, new() { Jid = room, Name = "The orchard" }).ConfigureAwait(false);
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        await FindsAsync("zoe", WithBob).ConfigureAwait(false);
        await FindsAsync("dam zo", WithBob).ConfigureAwait(false);
        await FindsAsync("caro", WithCarol).ConfigureAwait(false);
        await FindsAsync("ORCHARD", new ConversationId(Alice, room)).ConfigureAwait(false);
        await FindsAsync("garden", new ConversationId(Alice, room)).ConfigureAwait(false);
        await FindsAsync("nobody").ConfigureAwait(false);
        await store.Roster.SaveAsync(Alice, new() { Jid = Bob, Name = "Robert" }, null).ConfigureAwait(false);
        await FindsAsync("zoe").ConfigureAwait(false);
        var found = await store.Conversations.SearchNamesAsync(Alice, "robert").ConfigureAwait(false);
        Expect.True(found is [{ Name: "Robert", LastMessage.Id.Value: "1" }], "A found contact comes without its conversation.");
        await store.Roster.RemoveAsync(Alice, Bob, null).ConfigureAwait(false);
        await FindsAsync("robert").ConfigureAwait(false);

        async Task FindsAsync(string words, params ConversationId[] ids) =>
            Expect.Sequence(
                ids,
                (await store.Conversations.SearchNamesAsync(Alice, words).ConfigureAwait(false)).Select(conversation => conversation.Id),
                $"Who is found by <{words}>"
            );
    }

    private static async Task RoomsAsync(IChatStore store)
    {
        var jid = Addressing.Jid.Parse("room@rooms.example.org");
        var room = new RoomInfo
        {
            Jid = jid,
            Name = "Room",
            Subject = "talk",
            Nick = "me",
            Password = "secret",
            IsAutoJoined = true,
            IsMembersOnly = true,
            IsNonAnonymous = true,
            Refusal = "destroyed",
            RefusalText = "We have moved",
            Alternate = Addressing.Jid.Parse("new@rooms.example.org"),
            AvatarId = "0123456789abcdef0123456789abcdef01234567",
        };
        RoomOccupant bob = new("bob", Bob, "id", "moderator", "owner");
        RoomOccupant stranger = new("A stranger", null, null, null, null);
        await store.Rooms.SaveOccupantsAsync(Alice, jid, [bob]).ConfigureAwait(false);
        Expect.Equal(0, (await store.Rooms.ListOccupantsAsync(Alice, jid).ConfigureAwait(false)).Count, "Occupants of no room");
        await store.Rooms.SaveAsync(Alice, room with { Subject = "old" }).ConfigureAwait(false);
        await store.Rooms.SaveOccupantsAsync(Alice, jid, [bob with { Role = null }, stranger with { Nick = "gone" }]).ConfigureAwait(false);
        await store.Rooms.SaveAsync(Alice, room).ConfigureAwait(false);
        await store.Rooms.SaveOccupantsAsync(Alice, jid, [bob, stranger]).ConfigureAwait(false);
        Expect.Sequence([room], await store.Rooms.ListAsync(Alice).ConfigureAwait(false), "The rooms");
        Expect.Sequence([stranger, bob], await store.Rooms.ListOccupantsAsync(Alice, jid).ConfigureAwait(false), "The occupants");
        await store.Rooms.RemoveAsync(Alice, jid).ConfigureAwait(false);
        Expect.Equal(0, (await store.Rooms.ListAsync(Alice).ConfigureAwait(false)).Count, "The rooms after removal");
        await store.Rooms.SaveAsync(Alice, room).ConfigureAwait(false);
        Expect.Equal(0, (await store.Rooms.ListOccupantsAsync(Alice, jid).ConfigureAwait(false)).Count, "Occupants after removal");
    }

    private static async Task GapsAsync(IChatStore store)
    {
        ArchiveGap first = new(Alice, "", "9") { BeforeAt = Start };
        ArchiveGap second = new(Alice, "20", "30");
        await store.CommitAsync(new(Alice) { GapsOpened = [first, second, new(Bob, "", "1")] }).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { GapsOpened = [first] }).ConfigureAwait(false);
        Expect.Sequence([first, second], await store.ArchiveCursors.ListGapsAsync(Alice, Alice).ConfigureAwait(false), "The gaps");
        await store.CommitAsync(new(Alice) { GapsClosed = [first], GapsOpened = [new(Alice, "", "4")] }).ConfigureAwait(false);
        Expect.Sequence(
            [second, new(Alice, "", "4")],
            await store.ArchiveCursors.ListGapsAsync(Alice, Alice).ConfigureAwait(false),
            "The gaps after a part was read"
        );
    }

    private static async Task ChangeAsync(IChatStore store, ConversationChange change) =>
        await store.CommitAsync(new(Alice) { Conversations = [change] }).ConfigureAwait(false);
}
