// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.GroupChat.RoomFixture;

namespace ChatSecure.Network.Tests.Xeps.GroupChat;

/// <summary>Who is in a room, and whether we still are (XEP-0045, XEP-0410, XEP-0421).</summary>
public sealed class OccupantTests
{
    private const string Disco = "http://jabber.org/protocol/disco#info";
    private readonly RoomFixture _fixture = new();

    [Fact]
    public async Task Who_comes_changes_and_goes_is_told()
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("other", id: "o1");
        await _fixture.EnterAsync("other", id: "o1");
        await _fixture.EnterAsync("other", id: "o1", item: "affiliation='admin' role='moderator'");
        await _fixture.ExitAsync("other");
        await _fixture.ExitAsync("nobody");

        Assert.Equal(
            [OccupantChange.Joined, OccupantChange.Updated, OccupantChange.Left],
            _fixture.Events.Cast<OccupantChanged>().Select(changed => changed.Change)
        );
        var left = (OccupantChanged)_fixture.Events[^1];
        Assert.Equal(
            (RoomAffiliation.Admin, RoomRole.Moderator, RoomLeaveReason.Left),
            (left.Occupant.Affiliation, left.Occupant.Role, left.Reason)
        );
    }

    [Fact]
    public async Task A_new_name_keeps_the_occupant()
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("other", id: "o1");
        await _fixture.ExitAsync("other", "<item affiliation='member' role='participant' nick='another'/><status code='303'/>");
        await _fixture.EnterAsync("another", id: "o1");

        var renamed = Assert.IsType<OccupantChanged>(_fixture.Events[^1]);
        Assert.Equal(
            (OccupantChange.Renamed, "other", "another", "o1"),
            (renamed.Change, renamed.FormerNickname, renamed.Occupant.Nickname, renamed.Occupant.OccupantId)
        );
        Assert.Null(_fixture.Room.Find("other"));
    }

    [Fact]
    public async Task Somebody_who_takes_our_mark_is_not_us()
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("mallory", "<status code='110'/>");
        await _fixture.ExitAsync("mallory", "<status code='110'/>");

        Assert.Equal("me", _fixture.Room.Nickname);
    }

    [Fact]
    public async Task Our_new_name_is_ours_when_the_room_says_so()
    {
        await _fixture.JoinAsync();
        var changing = _fixture.Module.ChangeNicknameAsync(Address, "also me");
        Assert.Equal(RoomCheck.Unknown, await _fixture.Module.CheckAsync(Address));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.Module.ChangeNicknameAsync(Address, "third"));
        await _fixture.ExitAsync("me", "<item nick='also me'/><status code='303'/><status code='110'/>");
        await _fixture.EnterAsync("also me", "<status code='110'/>", id: "own");

        Assert.Equal(RoomAdmission.Admitted, await changing);
        Assert.Equal(("also me", "own"), (_fixture.Room.Nickname, _fixture.Room.Self!.OccupantId));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_another_can_be_asked_for()
    {
        await _fixture.JoinAsync();
        var changing = _fixture.Module.ChangeNicknameAsync(Address, "taken");
        await _fixture.ErrorAsync("guess", "conflict", "taken");
        Assert.False(changing.IsCompleted);
        await _fixture.ErrorAsync(_fixture.LastPresence.Id!, "conflict", "taken");

        Assert.Equal(RoomAdmission.NicknameTaken, await changing);
        Assert.Equal("me", _fixture.Room.Nickname);
        var again = _fixture.Module.ChangeNicknameAsync(Address, "free");
        await _fixture.ExitAsync("me", "<item nick='free'/><status code='303'/>");
        Assert.Equal(RoomAdmission.Admitted, await again);
    }

    [Fact]
    public async Task Ids_of_occupants_are_not_believed_if_the_room_does_not_announce_them()
    {
        _fixture.Announcing();
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("other", id: "forged");

        Assert.Null(_fixture.Room.Find("other")!.OccupantId);
    }

    [Fact]
    public async Task Two_ids_of_an_occupant_or_one_that_is_too_long_are_none()
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("a", id: new string('x', 129));
        await _fixture.EnterAsync("b", id: new string('x', 128));
        await _fixture.Session.ReceivePresenceAsync(
            $"<presence from='{Address}/c'><x xmlns='{User}'><item/></x>{OccupantId("1")}{OccupantId("2")}</presence>"
        );

        Assert.Equal([null, 128, null], new[] { "a", "b", "c" }.Select(name => _fixture.Room.Find(name)!.OccupantId?.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ids_that_came_before_a_new_room_could_say_what_it_is_are_believed_if_it_gives_any(bool givesIds)
    {
        _fixture.Session.Answer("get", "query", Disco, _ => throw new StanzaErrorException("item-not-found"));
        var joining = _fixture.Module.JoinAsync(Address, "me");
        var later = new TaskCompletionSource<XmppElement?>();
        _fixture.Session.AnswerLater("get", "query", Disco, _ => later.Task);
        await _fixture.EnterAsync("me", "<status code='110'/><status code='201'/>", id: "own");
        await WaitAsync(() => _fixture.Session.Requests.Count == 2);
        Assert.Null(_fixture.Room.Self!.OccupantId);

        later.SetResult(Info(givesIds ? OccupantIds : "x"));
        await joining;
        Assert.Equal(givesIds ? "own" : null, _fixture.Room.Self!.OccupantId);

        // What came while it gave none stays nobody's, whatever it gives later.
        _fixture.Session.AnswerLater("get", "query", Disco, _ => Task.FromResult<XmppElement?>(Info(OccupantIds)));
        await _fixture.SayAsync(null, $"<x xmlns='{User}'><status code='104'/></x>");
        await WaitAsync(() => _fixture.Room.Details.HasOccupantIds);
        Assert.Equal(givesIds ? "own" : null, _fixture.Room.Self!.OccupantId);
    }

    [Fact]
    public async Task Availability_and_real_addresses_are_shown()
    {
        await _fixture.JoinAsync();
        await _fixture.Session.ReceivePresenceAsync(
            $"<presence from='{Address}/o'><show>dnd</show><x xmlns='{User}'><item jid='romeo@montague.example/a'/></x></presence>"
        );

        var occupant = _fixture.Room.Find("o")!;
        Assert.Equal(
            (Availability.DoNotDisturb, Jid.Parse("romeo@montague.example/a"), RoomRole.None, RoomAffiliation.None),
            (occupant.Availability, occupant.RealAddress, occupant.Role, occupant.Affiliation)
        );
    }

    [Theory]
    [InlineData(null, false, RoomCheck.Joined)]
    [InlineData("service-unavailable", false, RoomCheck.Joined)]
    [InlineData("feature-not-implemented", false, RoomCheck.Joined)]
    [InlineData("item-not-found", false, RoomCheck.Joined)]
    [InlineData("remote-server-not-found", false, RoomCheck.Unknown)]
    [InlineData("remote-server-timeout", false, RoomCheck.Unknown)]
    [InlineData("not-acceptable", false, RoomCheck.NotJoined)]
    [InlineData("not-allowed", false, RoomCheck.NotJoined)]
    [InlineData("bad-request", false, RoomCheck.NotJoined)]
    [InlineData("not-acceptable", true, RoomCheck.NotJoined)]
    [InlineData("service-unavailable", true, RoomCheck.NotJoined)]
    public async Task A_ping_to_oneself_tells_whether_we_are_still_there(string? condition, bool isOptimized, RoomCheck expected)
    {
        _fixture.Announcing(isOptimized ? [RoomDetails.SelfPingFeature] : []);
        await _fixture.JoinAsync();
        _fixture.Session.Answer("get", "ping", "urn:xmpp:ping", _ => condition is null ? null : throw new StanzaErrorException(condition));

        Assert.Equal(expected, await _fixture.Module.CheckAsync(Address));
        Assert.Equal(Address.WithResource("me"), _fixture.Session.Requests[^1].To);
        Assert.Equal(expected != RoomCheck.NotJoined, _fixture.Module.Find(Address) is not null);
    }

    [Fact]
    public async Task A_ping_without_answer_says_nothing()
    {
        await _fixture.JoinAsync();
        _fixture.Session.Answer("get", "ping", "urn:xmpp:ping", _ => throw new ChatSecureException(ErrorKind.TimedOut, "x"));

        Assert.Equal(RoomCheck.Unknown, await _fixture.Module.CheckAsync(Address));
        Assert.Equal(RoomCheck.NotJoined, await _fixture.Module.CheckAsync(Jid.Parse("elsewhere@chat.example")));
    }

    [Fact]
    public async Task A_room_that_was_configured_anew_is_asked_again_and_not_believed_until_then()
    {
        await _fixture.JoinAsync();
        var answer = new TaskCompletionSource<XmppElement?>();
        _fixture.Session.AnswerLater("get", "query", Disco, _ => answer.Task);
        await _fixture.SayAsync(null, $"<x xmlns='{User}'><status code='104'/><status code='172'/><status code='170'/></x>");

        Assert.Equal(
            new RoomConfigurationChanged(Address) { IsNonAnonymous = true, IsLogged = true },
            Assert.IsType<RoomConfigurationChanged>(_fixture.Events[0])
        );
        Assert.True(_fixture.Room is { IsNonAnonymous: true, IsLogged: true, Details.HasOccupantIds: false });

        answer.SetResult(Info(OccupantIds));
        await WaitAsync(() => _fixture.Room.Details is { Name: "New", HasOccupantIds: true });
    }

    [Fact]
    public async Task An_occupant_can_not_say_that_the_room_changed()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync("other", $"<body>x</body><x xmlns='{User}'><status code='104'/><status code='173'/></x>");

        Assert.Empty(_fixture.Events);
        Assert.Single(_fixture.Session.Requests);
    }

    [Fact]
    public async Task The_name_that_a_room_reserves_is_asked_for()
    {
        _fixture.Session.Answer(
            "get",
            "query",
            Disco,
            request =>
                $"<query xmlns='{Disco}' node='{request.Payload!["node"]}'><identity category='conference' type='text' name='thirdwitch'/></query>"
        );

        Assert.Equal("thirdwitch", await _fixture.Module.QueryReservedNicknameAsync(Address));
        Assert.Equal("x-roomuser-item", _fixture.Session.Requests[0].Payload!["node"]);
        Assert.Null(await _fixture.Module.QueryDetailsAsync(Address));
    }

    private static XmppElement Info(string feature) =>
        FakeXmppSession.ParseXml(
            $"<query xmlns='{Disco}'><identity category='conference' type='text' name='New'/><feature var='{GroupChatModule.Namespace}'/><feature var='{feature}'/></query>"
        );

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }
}
