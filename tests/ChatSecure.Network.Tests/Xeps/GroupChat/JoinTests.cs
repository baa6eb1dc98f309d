// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.Presence;
using Microsoft.Extensions.Time.Testing;
using static ChatSecure.Network.Tests.Xeps.GroupChat.RoomFixture;

namespace ChatSecure.Network.Tests.Xeps.GroupChat;

/// <summary>Entering and leaving rooms (XEP-0045, section 7).</summary>
public sealed class JoinTests
{
    private readonly RoomFixture _fixture = new();

    [Fact]
    public async Task Entering_asks_what_the_room_is_then_sends_limits_and_password_and_ends_with_our_own_presence()
    {
        var joining = _fixture.Module.JoinAsync(
            Address,
            "thirdwitch",
            new()
            {
                Password = "cauldronburn",
                HistoryMessages = 20,
                HistoryCharacters = 65000,
                HistoryDuration = TimeSpan.FromMinutes(3),
                HistorySince = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            }
        );

        var presence = _fixture.LastPresence;
        var x = presence.Element.Child("x", GroupChatModule.Namespace)!;
        var history = x.Child("history", GroupChatModule.Namespace)!;
        Assert.Equal((Address.WithResource("thirdwitch"), null), (presence.To, presence.Type));
        Assert.Equal(
            ("65000", "20", "180", "2026-01-02T03:04:05.000Z"),
            (history["maxchars"], history["maxstanzas"], history["seconds"], history["since"])
        );
        Assert.Equal("cauldronburn", x.Child("password", GroupChatModule.Namespace)!.Text);
        Assert.Equal(Address, _fixture.Session.Requests[0].To);

        await _fixture.EnterAsync(
            "firstwitch",
            id: "o1",
            item: "affiliation='owner' role='moderator' jid='crone1@shakespeare.lit/desktop'"
        );
        await _fixture.EnterAsync("secondwitch");
        Assert.False(joining.IsCompleted);
        Assert.Null(_fixture.Module.Find(Address));
        await _fixture.EnterAsync("thirdwitch", "<status code='100'/><status code='170'/><status code='110'/>", id: "o3");

        var room = (await joining).Room!;
        Assert.Equal((true, true, false), (room.IsNonAnonymous, room.IsLogged, room.IsNew));
        Assert.Equal(["firstwitch", "secondwitch", "thirdwitch"], room.Occupants.Select(occupant => occupant.Nickname));
        Assert.Equal(
            new Occupant(
                "firstwitch",
                RoomRole.Moderator,
                RoomAffiliation.Owner,
                Availability.Online,
                "o1",
                Jid.Parse("crone1@shakespeare.lit/desktop")
            ),
            room.Find("firstwitch")
        );
        Assert.Equal("o3", room.Self!.OccupantId);
        Assert.Equal("The Coven", room.Details.Name);
        Assert.Empty(_fixture.Events);
    }

    [Fact]
    public async Task By_default_no_history_is_asked_for()
    {
        await _fixture.JoinAsync();

        var history = _fixture.LastPresence.Element.Children[0].Children[0];
        Assert.Equal(("0", "0"), (history["maxchars"], history["maxstanzas"]));
    }

    [Theory]
    [InlineData("not-authorized", RoomAdmission.PasswordRequired)]
    [InlineData("forbidden", RoomAdmission.Banned)]
    [InlineData("item-not-found", RoomAdmission.NotFound)]
    [InlineData("not-allowed", RoomAdmission.NotAllowed)]
    [InlineData("not-acceptable", RoomAdmission.NicknameReserved)]
    [InlineData("registration-required", RoomAdmission.MembersOnly)]
    [InlineData("conflict", RoomAdmission.NicknameTaken)]
    [InlineData("service-unavailable", RoomAdmission.Full)]
    [InlineData("remote-server-not-found", RoomAdmission.Refused)]
    public async Task A_refusal_says_why_and_leaves_no_room(string condition, RoomAdmission admission)
    {
        var joining = _fixture.Module.JoinAsync(Address, "me");
        await _fixture.ErrorAsync(_fixture.LastPresence.Id!, condition);

        Assert.Equal(new(admission, null, condition), await joining);
        await _fixture.EnterAsync("me", "<status code='110'/>");
        Assert.Empty(_fixture.Module.Rooms);
    }

    [Theory]
    [InlineData("xmpp:new@chat.example?join", "new@chat.example")]
    [InlineData("xmpp:chat.example", null)]
    [InlineData("https://chat.example/", null)]
    [InlineData("", null)]
    public async Task A_room_that_is_gone_may_say_where_to_go_instead(string text, string? alternate)
    {
        var joining = _fixture.Module.JoinAsync(Address, "me");
        var gone = $"<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{text}</gone></error>";
        await _fixture.Session.ReceivePresenceAsync(
            $"<presence type='error' id='{_fixture.LastPresence.Id}' from='{Address}/me'>{gone}</presence>"
        );

        var result = await joining;
        Assert.Equal((RoomAdmission.Refused, "gone", alternate), (result.Admission, result.Condition, result.Alternate?.ToString()));
    }

    [Fact]
    public async Task An_error_with_another_id_is_no_answer_to_our_entering()
    {
        var joining = _fixture.Module.JoinAsync(Address, "me");
        await _fixture.ErrorAsync("guess", "forbidden");
        await _fixture.Session.ReceivePresenceAsync(
            $"<presence type='error' from='romeo@montague.example' id='{_fixture.LastPresence.Id}'>{ErrorXml("forbidden")}</presence>"
        );
        Assert.False(joining.IsCompleted);

        await _fixture.EnterAsync("me", "<status code='110'/>");
        Assert.Equal(RoomAdmission.Admitted, (await joining).Admission);
    }

    [Fact]
    public async Task A_name_that_the_room_gives_us_is_ours_only_if_it_says_that_it_changed_it()
    {
        var joining = _fixture.Module.JoinAsync(Address, "me");
        await _fixture.EnterAsync("mallory", "<status code='110'/>");
        Assert.False(joining.IsCompleted);

        await _fixture.EnterAsync("me2", "<status code='110'/><status code='210'/>");
        Assert.Equal("me2", (await joining).Room!.Nickname);
    }

    [Fact]
    public async Task A_presence_with_two_descriptions_is_nobody_s()
    {
        await _fixture.JoinAsync();
        await _fixture.Session.ReceivePresenceAsync(
            $"<presence from='{Address}/mallory'><x xmlns='{User}'><item role='moderator' affiliation='owner'/></x><x xmlns='{User}'><item role='visitor' affiliation='none'/></x></presence>"
        );

        Assert.Null(_fixture.Room.Find("mallory"));
    }

    [Fact]
    public async Task A_nickname_with_invisible_controls_is_no_occupant()
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("m\u202Ee");
        await _fixture.EnterAsync("me\u200B");

        Assert.Single(_fixture.Room.Occupants);
    }

    [Fact]
    public async Task A_room_that_does_not_answer_is_given_up_and_left()
    {
        var joining = _fixture.Module.JoinAsync(Address, "me", new() { Timeout = TimeSpan.FromSeconds(5) });
        await _fixture.EnterAsync("other");
        ((FakeTimeProvider)_fixture.Session.Time).Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(ErrorKind.TimedOut, (await Assert.ThrowsAsync<ChatSecureException>(() => joining)).Kind);
        Assert.Equal(("unavailable", Address.WithResource("me")), (_fixture.LastPresence.Type, _fixture.LastPresence.To));
        Assert.Empty(_fixture.Module.Rooms);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves()
    {
        using var stop = new CancellationTokenSource();
        var joining = _fixture.Module.JoinAsync(Address, "me", cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
        Assert.Equal("unavailable", _fixture.LastPresence.Type);
    }

    [Fact]
    public async Task A_new_room_that_does_not_say_what_it_is_is_left_again()
    {
        _fixture.Session.Answer("get", "query", DiscoInfo.Namespace, _ => throw new StanzaErrorException("item-not-found"));
        var joining = _fixture.Module.JoinAsync(Address, "me");
        _fixture.Session.Answer("get", "query", DiscoInfo.Namespace, _ => throw new ChatSecureException(ErrorKind.TimedOut, "x"));
        await _fixture.EnterAsync("me", "<status code='110'/><status code='201'/>");

        Assert.Equal(ErrorKind.TimedOut, (await Assert.ThrowsAsync<ChatSecureException>(() => joining)).Kind);
        Assert.Equal("unavailable", _fixture.LastPresence.Type);
        Assert.Empty(_fixture.Module.Rooms);
    }

    [Fact]
    public async Task Silence_is_counted_from_the_last_that_the_room_sent()
    {
        var clock = (FakeTimeProvider)_fixture.Session.Time;
        var room = await _fixture.JoinAsync();
        clock.Advance(TimeSpan.FromMinutes(20));
        await _fixture.SayAsync("other", "<body>x</body>");
        var heard = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(1));
        await _fixture.Session.ReceiveMessageAsync("<message from='romeo@montague.example'><body>x</body></message>");

        Assert.Equal(heard, room.LastHeard);
        await _fixture.EnterAsync("third");
        Assert.Equal(clock.GetUtcNow(), room.LastHeard);
    }

    [Fact]
    public async Task A_room_can_not_be_entered_twice_at_once()
    {
        var joining = _fixture.Module.JoinAsync(Address, "me");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.Module.JoinAsync(Address, "me"));

        await _fixture.EnterAsync("me", "<status code='110'/>");
        var again = await _fixture.Module.JoinAsync(Address, "me");
        Assert.Same((await joining).Room, again.Room);
    }

    [Fact]
    public async Task What_can_not_be_a_room_or_a_nickname_is_not_entered()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Module.JoinAsync(Jid.Parse("chat.example"), "me"));
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Module.JoinAsync(Address.WithResource("x"), "me"));
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Module.JoinAsync(Address, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Module.JoinAsync(Address, "me", new() { HistoryMessages = -1 }));
        Assert.Empty(_fixture.Session.Sent);
    }

    [Fact]
    public async Task A_flood_of_occupants_while_entering_ends_with_a_clear_error()
    {
        var joining = _fixture.Module.JoinAsync(Address, "me");
        await FloodAsync();

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => joining);
        Assert.Equal((ErrorKind.Failed, "resource-constraint"), (error.Kind, error.Condition));
        Assert.Equal("unavailable", _fixture.LastPresence.Type);
        Assert.Empty(_fixture.Module.Rooms);
    }

    [Fact]
    public async Task A_flood_of_occupants_later_makes_us_leave()
    {
        await _fixture.JoinAsync();
        await FloodAsync();

        Assert.Equal(new RoomLeft(Address, RoomLeaveReason.TooManyOccupants), _fixture.Events[^1]);
        Assert.Equal("unavailable", _fixture.LastPresence.Type);
        Assert.Null(_fixture.Module.Find(Address));
    }

    [Fact]
    public async Task A_flood_of_long_addresses_makes_us_leave_before_it_fills_the_memory()
    {
        await _fixture.JoinAsync();
        var user = new string('u', 1000);
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 4));
        for (var i = 0; i < Room.MaxOccupants && _fixture.Module.Find(Address) is not null; i++)
        {
            await _fixture.EnterAsync($"{i:D4}", item: $"jid='{user}@{domain}/{i}'");
            await _fixture.EnterAsync($"{i:D4}", item: $"jid='{user}@{domain}/{i}'");
            if (i == 500)
            {
                // What has gone weighs nothing.
                for (var j = 0; j <= i; j++)
                {
                    await _fixture.ExitAsync($"{j:D4}");
                }
            }
        }

        Assert.Equal(new RoomLeft(Address, RoomLeaveReason.TooManyOccupants), _fixture.Events[^1]);
        var came = _fixture.Events.OfType<OccupantChanged>().Count(changed => changed.Change == OccupantChange.Joined);
        Assert.InRange(came, 501 + Room.MaxCharacters / 1260, 501 + Room.MaxCharacters / 1240);
    }

    [Fact]
    public async Task Presence_of_a_room_that_we_are_not_in_is_ignored()
    {
        var told = new List<Jid>();
        var discovery = new DiscoveryModule();
        var presence = new PresenceModule(new CapabilitiesModule(discovery))
        {
            AvailabilityChanged = (who, _, _) =>
            {
                told.Add(who);
                return ValueTask.CompletedTask;
            },
        };
        var fixture = new RoomFixture(presence);
        await fixture.EnterAsync("me", "<status code='110'/>");
        Assert.Empty(fixture.Module.Rooms);

        await fixture.JoinAsync();
        await fixture.Session.ReceivePresenceAsync($"<presence from='{Address}'/>");
        await fixture.Session.ReceivePresenceAsync($"<presence from='{Address}' type='subscribe'/>");

        Assert.Empty(told);
        Assert.Empty(fixture.Events);
        await fixture.Session.ReceivePresenceAsync("<presence from='romeo@montague.example/a'/>");
        Assert.Equal([FakeXmppSession.Peer], told);
    }

    [Fact]
    public async Task Leaving_waits_for_the_room_but_not_for_ever()
    {
        await _fixture.JoinAsync();
        var leaving = _fixture.Module.LeaveAsync(Address, "gone where the goblins go");
        Assert.False(leaving.IsCompleted);
        await _fixture.ExitAsync("me", "<item affiliation='member' role='none'/><status code='110'/>");
        await leaving;
        Assert.Equal("gone where the goblins go", _fixture.LastPresence.Element.Child("status", Stanza.ClientNamespace)!.Text);
        Assert.Empty(_fixture.Events);
        Assert.Null(_fixture.Module.Find(Address));

        await _fixture.JoinAsync();
        leaving = _fixture.Module.LeaveAsync(Address);
        ((FakeTimeProvider)_fixture.Session.Time).Advance(TimeSpan.FromSeconds(10));
        await leaving;
        Assert.Empty(_fixture.Module.Rooms);
        Assert.True(_fixture.Module.IsOfRoom(Address.WithResource("anybody")));
    }

    [Theory]
    [InlineData("<item><actor nick='boss'/><reason>Out!</reason></item><status code='307'/>", RoomLeaveReason.Kicked)]
    [InlineData("<item><actor nick='boss'/><reason>Out!</reason></item><status code='301'/><status code='307'/>", RoomLeaveReason.Banned)]
    [InlineData("<item><actor nick='boss'/><reason>Out!</reason></item><status code='321'/>", RoomLeaveReason.AffiliationLost)]
    [InlineData("<item><actor nick='boss'/><reason>Out!</reason></item><status code='322'/>", RoomLeaveReason.MembersOnly)]
    [InlineData("<item><actor nick='boss'/><reason>Out!</reason></item><status code='332'/>", RoomLeaveReason.Shutdown)]
    [InlineData("<item><actor nick='boss'/><reason>Out!</reason></item><status code='307'/><status code='333'/>", RoomLeaveReason.Failed)]
    [InlineData(
        "<item><actor nick='boss'/></item><destroy jid='new@chat.example/x'><reason>Out!</reason></destroy>",
        RoomLeaveReason.Destroyed
    )]
    public async Task Who_is_made_to_leave_is_told_why_and_by_whom(string content, RoomLeaveReason reason)
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("other");
        await _fixture.ExitAsync("other", content);
        var other = Assert.IsType<OccupantChanged>(_fixture.Events[^1]);
        await _fixture.ExitAsync("me", content + "<status code='110'/>");
        var we = Assert.IsType<RoomLeft>(_fixture.Events[^1]);

        Assert.Equal((OccupantChange.Left, reason, "boss", "Out!"), (other.Change, other.Reason, other.Actor, other.Text));
        Assert.Equal((reason, "boss", "Out!"), (we.Reason, we.Actor, we.Text));
        Assert.Equal(reason == RoomLeaveReason.Destroyed ? Jid.Parse("new@chat.example") : null, we.Alternate);
        Assert.Null(_fixture.Module.Find(Address));
    }

    [Fact]
    public async Task A_lost_connection_leaves_all_rooms_and_a_resumed_one_none()
    {
        await _fixture.JoinAsync();
        await _fixture.Session.StartAsync(resumed: true);
        Assert.NotNull(_fixture.Room);

        var sending = _fixture.Module.SendAsync(Address, new MessageStanza(to: null) { Body = "Hi" });
        await _fixture.Session.StartAsync();

        Assert.Equal([new RoomLeft(Address, RoomLeaveReason.Disconnected)], _fixture.Events);
        Assert.Empty(_fixture.Module.Rooms);
        Assert.Equal(ErrorKind.Disconnected, (await Assert.ThrowsAsync<ChatSecureException>(() => sending)).Kind);
    }

    private async Task FloodAsync()
    {
        for (var i = 0; i <= Room.MaxOccupants; i++)
        {
            await _fixture.EnterAsync($"flood{i}");
        }
    }
}
