// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.PubSub;
using static ChatSecure.Network.Tests.Xeps.GroupChat.RoomFixture;

namespace ChatSecure.Network.Tests.Xeps.GroupChat;

/// <summary>What is said in rooms, and what of it is believed.</summary>
public sealed class RoomMessageTests
{
    private const string Moderate = "urn:xmpp:message-moderate:1";
    private const string Retract = "urn:xmpp:message-retract:1";
    private readonly RoomFixture _fixture = new(new CarbonsModule());

    private IncomingMessage Last => _fixture.Session.Delivered[^1];

    [Fact]
    public async Task A_message_comes_with_who_wrote_it_and_its_id_in_the_archive()
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("other", id: "o1", item: "jid='romeo@montague.example/a'");
        await _fixture.SayAsync("other", $"<body>Hi</body>{StanzaId("a1", Address)}", "o1");

        Assert.Equal(
            ("Hi", "a1", MessageDirection.Incoming, MessageSource.Live),
            (Last.Stanza.Body, Last.ArchiveId, Last.Direction, Last.Source)
        );
        var room = Last.Room!;
        Assert.Equal((Address, "other", "o1", FakeXmppSession.Peer), (room.Room, room.Nickname, room.OccupantId, room.RealAddress));
        Assert.Equal((false, false, false), (room.IsPrivate, room.IsHistory, room.IsReflection));
        Assert.Empty(_fixture.Session.Ordinary);
    }

    [Fact]
    public async Task Ids_by_anybody_but_the_room_are_none()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync(
            "other",
            $"<body>1</body>{StanzaId("x", FakeXmppSession.Me)}{StanzaId("y", Address.WithResource("other"))}"
        );
        Assert.Null(Last.ArchiveId);
        await _fixture.SayAsync("other", $"<body>2</body>{StanzaId("forged", Address)}{StanzaId("a1", Address)}");
        Assert.Null(Last.ArchiveId);
    }

    [Fact]
    public async Task Ids_of_messages_and_occupants_are_not_believed_if_the_room_does_not_announce_them()
    {
        _fixture.Announcing();
        await _fixture.JoinAsync();
        await _fixture.SayAsync("other", $"<body>1</body>{StanzaId("x", Address)}", "forged");

        Assert.Equal((null, null, null), (Last.ArchiveId, Last.Room!.OccupantId, Last.Room.Author));
    }

    [Fact]
    public async Task What_we_say_waits_for_the_room_no_longer_than_we_are_there()
    {
        await _fixture.JoinAsync();
        var first = await _fixture.Module.SendAckedAsync(Address, new MessageStanza(to: null) { Id = "1", Body = "Hi" });
        var second = await _fixture.Module.SendAckedAsync(Address, new MessageStanza(to: null) { Id = "2", Body = "Ho" });
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await _fixture.Module.SendAckedAsync(Address, new MessageStanza(to: null) { Id = "2", Body = "Again" })
        );
        await _fixture.SayAsync("me", "<body>Hi</body>", attributes: "id='1'");
        Assert.Equal("Hi", (await first).Stanza.Body);
        Assert.False(second.IsCompleted);

        await _fixture.ExitAsync("me", "<status code='110'/><status code='307'/>");
        var lost = await Assert.ThrowsAsync<ChatSecureException>(() => second);
        Assert.Equal(ErrorKind.Disconnected, lost.Kind);
    }

    [Fact]
    public async Task What_we_say_is_done_when_the_room_passes_it_on()
    {
        await _fixture.JoinAsync();
        var sending = _fixture.Module.SendAsync(Address, new MessageStanza(to: null) { Body = "Hi" });
        var sent = Assert.IsType<MessageStanza>(_fixture.Session.Sent[^1]);
        Assert.Equal((Address, "groupchat", sent.Id), (sent.To, sent.Type, sent.GetOriginId()));

        await _fixture.SayAsync("other", "<body>Hi</body>", attributes: $"id='{sent.Id}'");
        await _fixture.SayAsync("me", "<body>Hi</body>", attributes: $"id='{sent.Id}'", type: "chat");
        Assert.False(sending.IsCompleted);
        await _fixture.SayAsync("me", $"<body>Hi</body>{StanzaId("a1", Address)}", "own", $"id='{sent.Id}'");

        var reflected = await sending;
        Assert.Equal(("a1", MessageDirection.Outgoing, true), (reflected.ArchiveId, reflected.Direction, reflected.Room!.IsReflection));
        Assert.Same(reflected, Last);
        await _fixture.SayAsync("me", "<body>Hi</body>", "own", $"id='{sent.Id}'");
        Assert.False(Last.Room!.IsReflection);
    }

    [Fact]
    public async Task A_room_that_gives_messages_other_ids_is_understood_by_the_origin_id()
    {
        await _fixture.JoinAsync();
        var sending = _fixture.Module.SendAsync(Address, new MessageStanza(to: null) { Id = "m1", Body = "Hi" });
        await _fixture.SayAsync("me", "<body>Hi</body><origin-id xmlns='urn:xmpp:sid:0' id='m1'/>", "own", "id='new'");

        Assert.Equal("new", (await sending).Stanza.Id);
    }

    [Fact]
    public async Task An_impostor_with_our_name_but_another_id_is_not_us()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync("me", "<body>Hi</body>", "o-mallory");

        Assert.Equal((MessageDirection.Incoming, null), (Last.Direction, Last.Room!.RealAddress));
    }

    [Fact]
    public async Task A_refusal_counts_only_from_the_room_itself()
    {
        await _fixture.JoinAsync();
        var sending = _fixture.Module.SendAsync(Address, new MessageStanza(to: null) { Id = "m1", Body = "Hi" });
        await _fixture.SayAsync("other", ErrorXml("forbidden"), attributes: "id='m1'", type: "error");
        Assert.False(sending.IsCompleted);
        await _fixture.SayAsync(null, ErrorXml("forbidden"), attributes: "id='m1'", type: "error");

        Assert.Equal("forbidden", (await Assert.ThrowsAsync<StanzaErrorException>(() => sending)).Condition);
    }

    [Fact]
    public async Task Messages_of_rooms_that_we_are_not_in_are_dropped()
    {
        await _fixture.SayAsync("other", "<body>1</body>");
        var joining = _fixture.Module.JoinAsync(Address, "me");
        await _fixture.SayAsync("other", "<body>2</body>");
        await _fixture.SayAsync("other", "<body>2</body>", type: "chat");
        await _fixture.Session.ReceiveMessageAsync("<message type='groupchat'><body>3</body></message>");
        await _fixture.EnterAsync("me", "<status code='110'/>");
        await joining;

        Assert.Empty(_fixture.Session.Delivered);
        Assert.Empty(_fixture.Session.Ordinary);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _fixture.Module.SendAsync(Jid.Parse("elsewhere@chat.example"), new MessageStanza(to: null))
        );
    }

    [Fact]
    public async Task History_has_its_time_from_the_room_and_names_in_it_say_nothing()
    {
        await _fixture.JoinAsync(withSubject: false);
        await _fixture.SayAsync("me", $"<body>1</body>{Delayed(Address)}", "somebody");
        var first = Last;
        await _fixture.SayAsync("old me", $"<body>2</body>{Delayed(Address)}", "own");
        var second = Last;

        Assert.Equal(
            (MessageDirection.Incoming, true, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            (first.Direction, first.Room!.IsHistory, first.Stamp)
        );
        Assert.Equal((MessageDirection.Outgoing, true), (second.Direction, second.Room!.IsHistory));
    }

    [Fact]
    public async Task Without_ids_a_name_in_history_is_not_ours()
    {
        _fixture.Announcing();
        await _fixture.JoinAsync(withSubject: false);
        await _fixture.SayAsync("me", $"<body>1</body>{Delayed(Address)}");
        Assert.Equal(MessageDirection.Incoming, Last.Direction);
        await _fixture.SayAsync("me", "<body>2</body>");
        Assert.Equal(MessageDirection.Outgoing, Last.Direction);
    }

    [Fact]
    public async Task Nobody_can_put_a_message_into_the_past()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync("other", $"<body>1</body>{Delayed(Address)}{Delayed(Address.WithResource("other"))}");

        Assert.Equal((null, false), (Last.Stamp, Last.Room!.IsHistory));
    }

    [Fact]
    public async Task A_private_message_goes_to_one_and_is_marked_for_our_server()
    {
        await _fixture.JoinAsync();
        await _fixture.Module.SendPrivateAsync(Address, "other", new MessageStanza(to: null) { Body = "Psst" });

        var sent = Assert.IsType<MessageStanza>(_fixture.Session.Sent[^1]);
        Assert.Equal((Address.WithResource("other"), "chat"), (sent.To, sent.Type));
        Assert.NotNull(sent.Element.Child("x", User));
    }

    [Fact]
    public async Task A_private_message_is_told_from_a_direct_one_and_from_one_to_all()
    {
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("other", id: "o1");
        await _fixture.SayAsync("other", $"<body>Psst</body>{StanzaId("x", Address)}", "o1", type: "chat");

        Assert.Equal(("Psst", true, "o1", null), (Last.Stanza.Body, Last.Room!.IsPrivate, Last.Room.OccupantId, Last.ArchiveId));
        Assert.True(_fixture.Module.IsOfRoom(Last.Stanza.From!.Value));
        Assert.False(_fixture.Module.IsOfRoom(FakeXmppSession.Peer));
    }

    [Fact]
    public async Task A_private_message_is_returned_to_the_occupant_alone_by_an_error_without_its_content()
    {
        await _fixture.JoinAsync();
        await _fixture.Module.RefusePrivateAsync(Address.WithResource("other"), "m1");

        var refusal = Assert.IsType<MessageStanza>(_fixture.Session.Sent[^1]);
        Assert.Equal(
            (Address.WithResource("other"), "error", "m1", "not-acceptable"),
            (refusal.To!.Value, refusal.Type, refusal.Id, StanzaErrorException.FromStanza(refusal).Condition)
        );
        Assert.Single(refusal.Element.Children);
        await Assert.ThrowsAsync<ArgumentException>(async () => await _fixture.Module.RefusePrivateAsync(Address, "m1"));
    }

    [Fact]
    public async Task An_occupant_can_not_send_events_or_copies_in_the_room_s_name()
    {
        var events = new List<PubSubEvent>();
        var pubSub = new PubSubModule();
        pubSub.HandleEvents(
            "urn:x",
            (happened, _) =>
            {
                events.Add(happened);
                return ValueTask.CompletedTask;
            }
        );
        var fixture = new RoomFixture(pubSub, new CarbonsModule());
        await fixture.JoinAsync();
        await fixture.SayAsync(
            "other",
            "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:x'><item id='1'/></items></event>",
            type: "chat"
        );
        await fixture.SayAsync(
            "other",
            "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='romeo@montague.example' to='juliet@capulet.example'><body>x</body></message></forwarded></received>"
        );

        Assert.Empty(events);
        Assert.DoesNotContain(fixture.Session.Delivered, message => message.Stanza.Body is not null);
        Assert.Single(fixture.Session.Delivered);
    }

    [Fact]
    public async Task A_body_in_another_namespace_is_none()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync("other", "<body xmlns='urn:evil'>x</body>");

        Assert.Null(Last.Stanza.Body);
    }

    [Fact]
    public async Task The_subject_is_no_message_and_a_message_with_a_subject_no_subject()
    {
        await _fixture.JoinAsync();
        await _fixture.Module.SetSubjectAsync(Address, "Fire Burn");
        Assert.Equal("Fire Burn", _fixture.Session.Sent[^1].Element.Child("subject", Stanza.ClientNamespace)!.Text);
        await _fixture.SayAsync("other", "<subject>Fire Burn</subject>");
        await _fixture.SayAsync("other", "<subject>No</subject><body>x</body>");
        await _fixture.SayAsync("other", "<subject>No</subject>", type: "chat");

        Assert.Equal([new RoomSubjectChanged(Address, "Fire Burn", "other")], _fixture.Events);
        Assert.Equal("Fire Burn", _fixture.Room.Subject);
        Assert.Equal(2, _fixture.Session.Delivered.Count);
    }

    [Fact]
    public async Task A_correction_is_by_the_same_author_whatever_the_name()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync("other", "<body>1</body>", "o1", "id='m1'");
        var author = Last.Room!.Author;
        await _fixture.SayAsync("renamed", "<body>2</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", "o1");
        var same = Last.Room!.Author;
        await _fixture.SayAsync("other", "<body>3</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", "o2");
        var another = Last.Room!.Author;

        Assert.NotNull(author);
        Assert.Equal(author, same);
        Assert.NotEqual(author, another);
    }

    [Fact]
    public async Task Without_ids_the_real_address_is_the_author_and_without_both_nobody_is()
    {
        _fixture.Announcing();
        await _fixture.JoinAsync();
        await _fixture.EnterAsync("known", item: "jid='romeo@montague.example/a'");
        await _fixture.EnterAsync("unknown");
        await _fixture.SayAsync("known", "<body>1</body>");
        Assert.NotNull(Last.Room!.Author);
        await _fixture.SayAsync("unknown", "<body>2</body>");
        Assert.Null(Last.Room!.Author);
    }

    [Fact]
    public async Task The_room_announces_a_retraction_by_a_moderator()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync(
            null,
            $"<retract xmlns='{Retract}' id='a1'><moderated xmlns='{Moderate}' by='{Address}/boss'>{OccupantId("o-boss")}</moderated><reason>Rude</reason></retract>",
            "o-author"
        );

        Assert.Equal(new RoomModeration("a1", "boss", "o-boss", "Rude"), Last.Room!.Moderation);
        Assert.Equal((null, null), (Last.Room.OccupantId, Last.Room.Author));
    }

    [Theory]
    [InlineData(
        "<retract xmlns='urn:xmpp:message-retract:1' id='a1'><moderated xmlns='urn:xmpp:message-moderate:1'/></retract>",
        "groupchat"
    )]
    [InlineData("<retract xmlns='urn:xmpp:message-retract:1' id='a1'><moderated xmlns='urn:xmpp:message-moderate:1'/></retract>", "chat")]
    [InlineData(
        "<apply-to xmlns='urn:xmpp:fasten:0' id='a1'><moderated xmlns='urn:xmpp:message-moderate:0'><retract xmlns='urn:xmpp:message-retract:0'/></moderated></apply-to>",
        "groupchat"
    )]
    [InlineData("<moderate xmlns='urn:xmpp:message-moderate:1' id='a1'/>", "groupchat")]
    public async Task A_moderation_by_an_occupant_is_dropped_whole(string content, string type)
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync("other", "<body>x</body>" + content, "o1", type: type);

        Assert.Empty(_fixture.Session.Delivered);
        Assert.Empty(_fixture.Session.Ordinary);
    }

    [Theory]
    [InlineData("<retract xmlns='urn:xmpp:message-retract:1'><moderated xmlns='urn:xmpp:message-moderate:1'/></retract>")]
    [InlineData("<retract xmlns='urn:xmpp:message-retract:1' id='a1'/>")]
    [InlineData("<retract xmlns='urn:xmpp:message-retract:0' id='a1'><moderated xmlns='urn:xmpp:message-moderate:1'/></retract>")]
    public async Task A_malformed_moderation_is_none(string content)
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync(null, content);
        Assert.Empty(_fixture.Session.Delivered);
        await _fixture.SayAsync(null, "<body>x</body>" + content);

        Assert.Null(Last.Room!.Moderation);
    }

    [Fact]
    public async Task What_the_room_says_in_words_is_told_and_what_it_only_notes_is_not()
    {
        await _fixture.JoinAsync();
        await _fixture.SayAsync(null, $"<x xmlns='{User}'><item affiliation='member' jid='romeo@montague.example'/></x>");
        await _fixture.SayAsync(null, $"<x xmlns='{User}'><status code='104'/></x>");
        await _fixture.SayAsync(null, "<body>The room moves tomorrow.</body>");
        await _fixture.SayAsync(null, "<body>For you alone.</body>", type: "normal");
        await _fixture.SayAsync(null, ErrorXml("forbidden"), type: "error");

        Assert.Equal(
            [("The room moves tomorrow.", false), ("For you alone.", false), (null, true)],
            _fixture.Session.Delivered.Select(message => (message.Stanza.Body, message.Stanza.IsError))
        );
        Assert.All(_fixture.Session.Delivered, message => Assert.Null(message.Room!.Author));
    }

    [Fact]
    public async Task The_archive_of_a_room_is_read_by_the_same_rules()
    {
        await _fixture.JoinAsync();
        var page = await FetchAsync(
            Archived("a1", $"from='{Address}/other'", $"<body>1</body>{OccupantId("o1")}"),
            Archived("a2", $"from='{Address}/formerly me'", $"<body>2</body>{OccupantId("own")}"),
            Archived("a3", "from='romeo@montague.example'", "<body>3</body>"),
            Archived("a4", $"from='{Address}/other'", $"<retract xmlns='{Retract}' id='a1'><moderated xmlns='{Moderate}'/></retract>"),
            Archived("a5", $"from='{Address}'", $"<retract xmlns='{Retract}' id='a1'><moderated xmlns='{Moderate}'/></retract>"),
            Archived("a6", $"from='{Address}/other'", $"<x xmlns='{User}'><item jid='juliet@capulet.example'/></x><body>6</body>")
        );

        Assert.Equal(["a1", "a2", "a5", "a6"], page.Select(message => message.ArchiveId));
        Assert.Equal(
            [MessageDirection.Incoming, MessageDirection.Outgoing, MessageDirection.Incoming, MessageDirection.Incoming],
            page.Select(message => message.Direction)
        );
        Assert.Equal("o1", page[0].Room!.OccupantId);
        Assert.Equal("a1", page[2].Room!.Moderation!.MessageId);
        Assert.Null(page[3].Room!.RealAddress);
    }

    [Fact]
    public async Task A_room_that_shows_addresses_shows_them_in_its_archive()
    {
        _fixture.Announcing("muc_nonanonymous", "urn:xmpp:mam:2");
        var page = await FetchAsync(
            Archived("a1", $"from='{Address}/x'", $"<x xmlns='{User}'><item jid='juliet@capulet.example/a'/></x>"),
            Archived("a2", $"from='{Address}/x'", $"<x xmlns='{User}'><item jid='juliet@capulet.example'/></x><x xmlns='{User}'/>")
        );

        Assert.Equal([FakeXmppSession.Me, null], page.Select(message => message.Room!.RealAddress));
        Assert.Equal([MessageDirection.Outgoing, MessageDirection.Incoming], page.Select(message => message.Direction));
    }

    private async Task<IReadOnlyList<IncomingMessage>> FetchAsync(params string[] results)
    {
        _fixture.Session.AnswerLater(
            "set",
            "query",
            "urn:xmpp:mam:2",
            async request =>
            {
                foreach (var result in results)
                {
                    await _fixture.Session.ReceiveMessageAsync(
                        result.Replace("QUERY", request.Payload!["queryid"], StringComparison.Ordinal)
                    );
                }

                return FakeXmppSession.ParseXml("<fin xmlns='urn:xmpp:mam:2' complete='true'/>");
            }
        );
        var page = await _fixture.Module.FetchArchiveAsync(Address, new());
        Assert.Equal(Address, _fixture.Session.Requests[^1].To);
        return page.Messages;
    }

    private static string Archived(string id, string attributes, string content) =>
        $"<message from='{Address}'><result xmlns='urn:xmpp:mam:2' queryid='QUERY' id='{id}'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='groupchat' {attributes}>{content}</message></forwarded></result></message>";

    private static string StanzaId(string id, Jid by) => $"<stanza-id xmlns='urn:xmpp:sid:0' id='{id}' by='{by}'/>";

    private static string Delayed(Jid from) => $"<delay xmlns='urn:xmpp:delay' from='{from}' stamp='2026-01-01T00:00:00Z'/>";
}
