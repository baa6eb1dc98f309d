// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using static ChatSecure.Core.Tests.Groups.GroupFixture;
using static ChatSecure.Messaging.ConversationNoteKind;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>What a room may have kept, and what not.</summary>
public sealed class GroupNotesTests : IAsyncLifetime
{
    private const string Hag66 = "hag66@shakespeare.test";

    private GroupFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task That_members_come_online_and_go_is_no_news()
    {
        await _fixture.EnterAsync(("wiccarocks", "wiccarocks@shakespeare.test"));
        await _fixture.AppearAsync("thirdwitch", Hag66);
        await _fixture.VanishAsync("thirdwitch", string.Empty, "member");
        await _fixture.AppearAsync("thirdwitch", Hag66);

        await ExpectAsync([]);
    }

    [Fact]
    public async Task Who_is_put_out_for_good_is_told_with_who_did_it_and_why_and_who_is_only_sent_out_otherwise()
    {
        await _fixture.EnterAsync(("thirdwitch", Hag66), ("wiccarocks", "wiccarocks@shakespeare.test"));
        await _fixture.VanishAsync("wiccarocks", "<status code='307'/>", "member");
        await _fixture.Session.SendXmlAsync(
            $"<presence type='unavailable' from='{Room}/thirdwitch'><x xmlns='http://jabber.org/protocol/muc#user'>"
                + "<item affiliation='none' role='none'><actor nick='alice'/><reason>Treason</reason></item><status code='321'/></x></presence>"
        );

        var notes = await ExpectAsync([(MemberKicked, Jid.Parse("wiccarocks@shakespeare.test")), (MemberRemoved, Jid.Parse(Hag66))]);
        Assert.Equal((Alice, "Treason"), (notes[1].By!.Value, notes[1].Text));
    }

    [Fact]
    public async Task Whom_the_lists_name_first_is_no_news_and_whom_they_name_later_is()
    {
        _fixture.Lists["member"] = [Hag66];
        await _fixture.EnterAsync(("thirdwitch", Hag66));
        await _fixture.Audience.RenewListsAsync(Room, TestContext.Current.CancellationToken);
        await ExpectAsync([]);

        _fixture.Lists["member"] = ["crone1@shakespeare.test"];
        _fixture.Lists["admin"] = [Hag66];
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await _fixture.Audience.RenewListsAsync(Room, TestContext.Current.CancellationToken);

        var notes = await ExpectAsync([(AffiliationChanged, Jid.Parse(Hag66)), (MemberJoined, Jid.Parse("crone1@shakespeare.test"))]);
        Assert.Equal(GroupAffiliation.Admin, notes[0].Affiliation);
    }

    [Fact]
    public async Task What_the_lists_say_that_were_asked_for_before_something_happened_does_not_undo_it()
    {
        await _fixture.EnterAsync(("thirdwitch", Hag66));
        _fixture.Lists["member"] = [Hag66];
        await _fixture.Audience.RenewListsAsync(Room, TestContext.Current.CancellationToken);
        var told = _fixture.Audience.Listing!(Room);
        await _fixture.VanishAsync("thirdwitch", "<status code='321'/>");
        await ExpectAsync([(MemberRemoved, Jid.Parse(Hag66))]);

        await told(
            new Dictionary<Jid, Network.Xeps.GroupChat.RoomAffiliation>
            {
                [Jid.Parse(Hag66)] = Network.Xeps.GroupChat.RoomAffiliation.Member,
            },
            TestContext.Current.CancellationToken
        );

        await ExpectAsync([(MemberRemoved, Jid.Parse(Hag66))]);
    }

    [Fact]
    public async Task In_a_room_that_is_not_private_nothing_of_others_is_kept()
    {
        _fixture.Features.TryRemove("muc_membersonly", out _);
        await _fixture.EnterAsync(("thirdwitch", Hag66));
        await _fixture.AppearAsync("thirdwitch", Hag66, affiliation: "admin");
        await _fixture.VanishAsync("thirdwitch", "<status code='301'/>", "outcast");
        await _fixture.Session.SendXmlAsync($"<message type='groupchat' from='{Room}/crone'><subject>Brew</subject></message>");
        await UntilAsync(() => _fixture.Keeper.Info.Subject == "Brew");

        await ExpectAsync([]);
    }

    [Fact]
    public async Task What_the_group_was_about_before_is_no_news_and_what_it_is_about_from_now_on_is_cut_to_a_bound()
    {
        await _fixture.EnterAsync();
        await _fixture.Session.SendXmlAsync(
            $"<message type='groupchat' from='{Room}/alice'><subject>{new string('x', 5000)}</subject></message>"
        );

        var note = Assert.Single(await UntilAsync(1));
        Assert.Equal((SubjectChanged, 1024, Alice), (note.Kind, note.Text!.Length, note.By!.Value));
    }

    [Fact]
    public async Task A_room_that_never_stops_keeps_its_newest_notes_alone()
    {
        await _fixture.EnterAsync();
        for (var i = 0; i < 230; i++)
        {
            await _fixture.Session.SendXmlAsync(
                $"<message from='{Room}'><x xmlns='http://jabber.org/protocol/muc#user'>"
                    + $"<item affiliation='none' jid='nobody{i}@shakespeare.test'/></x></message>"
            );
        }

        await UntilAsync(() => Notes() is [.., var last] && last.Who == Jid.Parse("nobody229@shakespeare.test"));
        Assert.Equal(200, Notes().Count);
    }

    [Theory]
    [InlineData("<status code='307'/>", MemberKicked)]
    [InlineData("<status code='301'/>", MemberBanned)]
    [InlineData("<status code='321'/>", MemberRemoved)]
    [InlineData("<status code='322'/>", MemberRemoved)]
    public async Task Who_put_us_out_is_named(string status, ConversationNoteKind kind)
    {
        await _fixture.EnterAsync(("thirdwitch", Hag66));
        await _fixture.Session.SendXmlAsync(
            $"<presence type='unavailable' from='{Room}/alice'><x xmlns='http://jabber.org/protocol/muc#user'>"
                + $"<item affiliation='none' role='none'><actor nick='thirdwitch'/></item>{status}</x></presence>"
        );

        var note = Assert.Single(await UntilAsync(1));
        Assert.Equal((kind, Alice, Jid.Parse(Hag66)), (note.Kind, note.Who!.Value, note.By!.Value));
    }

    private async Task<IReadOnlyList<ConversationNote>> ExpectAsync((ConversationNoteKind, Jid)[] expected)
    {
        // An answer to what was sent after what is waited for: by then that was taken in.
        await _fixture.Session.SendXmlAsync($"<iq type='get' id='after' from='{Alice.Domain}'><after xmlns='urn:example:after'/></iq>");
        Assert.Equal("after", (await _fixture.Session.ExpectAsync("iq"))["id"]);
        var notes = Notes();
        Assert.Equal(expected, notes.Select(note => (note.Kind, note.Who!.Value)));
        return notes;
    }

    private async Task<IReadOnlyList<ConversationNote>> UntilAsync(int count)
    {
        await GroupFixture.UntilAsync(() => Notes().Count >= count);
        return Notes();
    }

    private static Task UntilAsync(Func<bool> condition) => GroupFixture.UntilAsync(condition);

    private IReadOnlyList<ConversationNote> Notes() => _fixture.Store.Notes.ListAsync(new(Alice, Room)).AsTask().GetAwaiter().GetResult();
}
