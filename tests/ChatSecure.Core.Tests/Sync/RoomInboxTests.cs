// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.Links;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>What is said in a room that Alice is in.</summary>
public sealed class RoomInboxTests
{
    private static readonly Jid _room = Jid.Parse("balcony@muc.example.com");
    private static readonly ConversationId _inRoom = new(Alice, _room);

    [Fact]
    public async Task A_message_is_stored_with_who_wrote_it_as_the_room_says()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "m1", "o1", Bob), archiveId: "a1");

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal(
            ("Hi", "m1", $"{_room} a1", Bob, "Romeo", "o1", MessageDirection.Incoming),
            (message.Body, message.Id.Value, message.ArchiveId, message.From, message.SenderName, message.OccupantId, message.Direction)
        );
        Assert.Equal(message, Assert.IsType<MessageAdded>(Assert.Single(await fixture.TakeEventsAsync())).Message);
        Assert.Empty(fixture.Replies);
        Assert.Equal("a1", (await fixture.Store.ArchiveCursors.GetAsync(Alice, _room))?.LastId);
        Assert.Null(await fixture.CursorAsync());
    }

    [Fact]
    public async Task Files_and_links_of_a_message_are_read_as_between_two()
    {
        const string File = "https://files.example.com/cup.png";
        await using var fixture = await CreateAsync();
        var said = Said("Romeo", $"See https://example.org/tea\n{File}", "m1", "o1", Bob);
        said.Stanza.AddSharedFile(new(new() { Name = "cup.png", Size = 3 }, [new(File)], FileDisposition.Inline));
        said.Stanza.AddFallback(FileSharing.Namespace, new(27, said.Stanza.Body!.Length));
        said.Stanza.AddLink(new("https://example.org/tea") { Title = "Tea" });
        await ReceiveAsync(fixture, said, archiveId: "a1");

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal("See https://example.org/tea", message.Body);
        Assert.Equal(
            ("cup.png", 3, File),
            Assert.Single(message.Attachments) is var file ? (file.FileName, file.Size, file.Source) : default
        );
        Assert.Equal("Tea", Assert.Single(message.Links).Title);
    }

    [Fact]
    public async Task Who_hides_is_shown_by_the_address_in_the_room()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "m1"));

        Assert.Equal(
            (_room.WithResource("Romeo"), "Romeo"),
            Assert.Single(await HistoryAsync(fixture)) is var message ? (message.From, message.SenderName) : default
        );
    }

    [Fact]
    public async Task A_message_that_comes_again_from_the_archive_is_told_once()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "m1", "o1"));
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "m1", "o1") with { Source = MessageSource.Archive }, archiveId: "a1");
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "other", "o1") with { Source = MessageSource.Archive }, archiveId: "a1");

        Assert.Equal($"{_room} a1", Assert.Single(await HistoryAsync(fixture)).ArchiveId);
        Assert.Single(await fixture.TakeEventsAsync());
    }

    [Fact]
    public async Task Two_occupants_who_use_one_id_do_not_hide_each_other()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "1", "o1"), archiveId: "a1");
        await ReceiveAsync(fixture, Said("Romeo", "I took his name", "1", "o2"), archiveId: "a2");
        await ReceiveAsync(fixture, Said("Paris", "Hi", "1", occupantId: null, Bob));
        await ReceiveAsync(fixture, Said("Tybalt", "Hi", "1"));

        var history = await HistoryAsync(fixture);
        Assert.Equal(["Romeo", "Romeo", "Paris", "Tybalt"], history.Select(message => message.SenderName));
        Assert.Equal("1", history[0].Id.Value);
        Assert.Equal(4, history.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task Our_message_that_the_room_passes_on_is_acknowledged_and_not_doubled()
    {
        await using var fixture = await CreateAsync();
        var waiting = await QueueAsync(fixture, "m1");
        await ReceiveAsync(fixture, Ours("Hi", "m1"), archiveId: "a1");
        await ReceiveAsync(fixture, Ours("Hi", "m1") with { Source = MessageSource.Archive }, archiveId: "a1");

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal((DeliveryState.Acked, $"{_room} a1"), (message.State, message.ArchiveId));
        Assert.Empty(await fixture.Store.Outbox.ListAsync(Alice));
        Assert.IsType<MessageChanged>(Assert.Single(await fixture.TakeEventsAsync()));
    }

    [Fact]
    public async Task An_occupant_does_not_acknowledge_our_message_by_repeating_its_id()
    {
        await using var fixture = await CreateAsync();
        var waiting = await QueueAsync(fixture, "m1");
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "m1", "o1"));
        await ReceiveAsync(fixture, Said("Tybalt", "Hi", "m1"));

        Assert.False(waiting.IsCompleted);
        Assert.Single(await fixture.Store.Outbox.ListAsync(Alice));
        Assert.Equal(3, (await HistoryAsync(fixture)).Count);
    }

    [Fact]
    public async Task In_a_room_that_tells_nobody_apart_our_message_is_known_by_id_and_name()
    {
        await using var fixture = await CreateAsync();
        var waiting = await QueueAsync(fixture, "m1");
        await ReceiveAsync(fixture, Said("Juliet", "Hi", "m1") with { Source = MessageSource.Archive }, archiveId: "a1");

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(DeliveryState.Acked, Assert.Single(await HistoryAsync(fixture)).State);
    }

    [Fact]
    public async Task What_our_other_device_says_is_ours()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Ours("from the phone", "m1"));

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal(
            (MessageDirection.Outgoing, MessageSource.Carbon, DeliveryState.Acked, Alice),
            (message.Direction, message.Source, message.State, message.From)
        );
    }

    [Fact]
    public async Task Only_the_room_itself_returns_what_we_said()
    {
        await using var fixture = await CreateAsync();
        await QueueAsync(fixture, "m1");
        await ReceiveAsync(fixture, Returned("Romeo"));
        Assert.Equal(DeliveryState.Queued, Assert.Single(await HistoryAsync(fixture)).State);
        await ReceiveAsync(fixture, Returned(nickname: null));

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal((DeliveryState.Failed, "forbidden"), (message.State, message.FailureReason));
    }

    [Fact]
    public async Task What_one_occupant_tells_us_alone_is_no_message_of_the_group()
    {
        await using var fixture = await CreateAsync();
        var whispered = Said("Romeo", "psst", "m1", "o1");
        await ReceiveAsync(fixture, whispered with { Room = whispered.Room! with { IsPrivate = true } });

        Assert.Empty(await HistoryAsync(fixture));
        Assert.Empty(await fixture.HistoryAsync());
        Assert.Equal([$"refuse {_room}/Romeo m1"], fixture.Replies);
        Assert.Equal([new GroupPrivateMessageRefused(Alice, _room, "Romeo")], await fixture.TakeEventsAsync());
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("error")]
    [InlineData("ours")]
    [InlineData("late")]
    public async Task What_is_no_private_message_of_now_is_not_refused(string what)
    {
        await using var fixture = await CreateAsync();
        var whispered = Said("Romeo", what == "typing" ? null : "psst", "m1", "o1");
        whispered = whispered with { Room = whispered.Room! with { IsPrivate = true } };
        whispered.Stanza.Type = what == "error" ? "error" : "chat";
        whispered = what switch
        {
            "ours" => whispered with { Direction = MessageDirection.Outgoing },
            "late" => whispered with { Source = MessageSource.Archive },
            _ => whispered,
        };
        await ReceiveAsync(fixture, whispered);

        Assert.Empty(fixture.Replies);
        Assert.Empty(await fixture.TakeEventsAsync());
    }

    [Fact]
    public async Task Who_types_is_told_by_name_and_kept_nowhere()
    {
        await using var fixture = await CreateAsync();
        var typing = Said("Romeo", null, "m1", "o1");
        typing.Stanza.SetChatState(TypingState.Composing);
        await ReceiveAsync(fixture, typing);
        await ReceiveAsync(fixture, typing with { Direction = MessageDirection.Outgoing });
        await ReceiveAsync(fixture, typing with { Room = typing.Room! with { IsHistory = true } });
        await ReceiveAsync(fixture, typing with { Stamp = fixture.Time.GetUtcNow() });

        Assert.Equal([new TypingChanged(Alice, _room, TypingState.Composing) { Nick = "Romeo" }], await fixture.TakeEventsAsync());
        Assert.Empty(await HistoryAsync(fixture));
    }

    [Fact]
    public async Task What_a_room_s_address_said_is_not_put_into_a_conversation_between_two()
    {
        await using var fixture = await CreateAsync();
        var copy = new IncomingMessage(
            From(_room.WithResource("Romeo"), "psst"),
            MessageSource.Carbon,
            MessageDirection.Incoming,
            null,
            "a1"
        );
        var inbox = fixture.InboxOf(message => message.Stanza.From?.Bare == _room);
        await inbox.ProcessAsync(copy, movesCursor: true, past: null, isAgain: false, CancellationToken.None);

        Assert.Empty(await HistoryAsync(fixture));
        Assert.Equal("a1", await fixture.CursorAsync());
    }

    [Fact]
    public async Task A_room_does_not_hide_what_is_said_elsewhere_by_taking_its_ids()
    {
        await using var fixture = await CreateAsync();
        var elsewhere = Jid.Parse("other@muc.example.com");
        await ReceiveAsync(fixture, Said("Mallory", "taken", "x", "o1"), archiveId: "a1");
        await ReceiveAsync(fixture, Said("Romeo", "Hi", "m1", "o1") with { Room = new RoomMessage(elsewhere, "Romeo") }, archiveId: "a1");
        await fixture.ReceiveAsync(From(Bob, "Hi Alice"), archiveId: "a1");

        Assert.Single((await fixture.Store.Messages.PageAsync(new(Alice, elsewhere), 10)).Messages);
        Assert.Equal("Hi Alice", Assert.Single(await fixture.HistoryAsync()).Body);
    }

    [Theory]
    [InlineData(EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Omemo2)]
    public async Task An_encrypted_message_opens_with_the_key_of_whom_the_room_names(EncryptionKind kind)
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, await EncryptedAsync(fixture, kind, Bob));

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal(("secret", kind, Bob, null), (message.Body, message.Encryption, message.From, message.DecryptFailure));
        Assert.NotNull(message.SenderKey);
        Assert.Contains("bundle", fixture.Replies);
        Assert.Empty(await fixture.OwedAsync());
    }

    [Fact]
    public async Task A_key_of_somebody_else_than_the_room_names_opens_nothing()
    {
        await using var fixture = await CreateAsync();
        var opened = await EncryptedAsync(fixture, EncryptionKind.Omemo2, Bob);
        await ReceiveAsync(fixture, opened);
        await ReceiveAsync(fixture, await EncryptedAsync(fixture, EncryptionKind.Omemo2, Jid.Parse("mallory@example.net"), "m2"));
        await ReceiveAsync(fixture, await EncryptedAsync(fixture, EncryptionKind.Omemo2, real: null, "m3"));

        var history = await HistoryAsync(fixture);
        Assert.Equal([null, DecryptFailure.NoSession], history.Select(message => message.DecryptFailure));
        Assert.Equal(["secret", null], history.Select(message => message.Body));
    }

    [Theory]
    [InlineData("<to xmlns='urn:xmpp:sce:1' jid='other@muc.example.com'/>")]
    [InlineData("<to xmlns='urn:xmpp:sce:1' jid='alice@example.com'/>")]
    [InlineData("")]
    public async Task What_was_encrypted_for_another_place_is_not_shown_in_a_room(string to)
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, await EncryptedAsync(fixture, EncryptionKind.Omemo2, Bob, to: to));

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal((null, DecryptFailure.Invalid), (message.Body, message.DecryptFailure));
    }

    [Fact]
    public async Task What_was_encrypted_to_others_before_our_time_is_told_as_the_past()
    {
        await using var fixture = await CreateAsync();
        var envelope = (await fixture.EncryptAsync("secret")) with { Keys = [new(Bob, new DeviceId(7), new byte[] { 1 }, false)] };
        var old = Said("Romeo", string.Empty, "m1", "o1", Bob) with { Source = MessageSource.Archive, ArchiveId = "a1" };
        OmemoPayload.Add(old.Stanza, [envelope]);

        await fixture.Rooms.ProcessAsync(old, new PastPage(), isAgain: false, CancellationToken.None);
        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal((DecryptFailure.NotForThisDevice, DeliveryState.Displayed), (message.DecryptFailure, message.State));
        Assert.Equal(message, Assert.IsType<HistoryAdded>(Assert.Single(await fixture.TakeEventsAsync())).Message);
        Assert.Null(await fixture.Store.ArchiveCursors.GetAsync(Alice, _room));
    }

    [Fact]
    public async Task What_was_erased_does_not_come_back_live_nor_from_the_room_s_archive()
    {
        await using var fixture = await CreateAsync();
        var said = Said("Romeo", "erase me", "m1", "occupant-1");
        await ReceiveAsync(fixture, said, "r1");
        var message = Assert.Single(await HistoryAsync(fixture));
        await fixture.Store.CommitAsync(
            new(Alice) { DeletedMessages = [new(message.Conversation, message.Direction, message.Id)] },
            TestContext.Current.CancellationToken
        );

        await ReceiveAsync(fixture, said);
        await ReceiveAsync(fixture, Said("Romeo", "erase me", "another id", "occupant-1"), "r1");

        Assert.Empty(await HistoryAsync(fixture));
    }

    [Fact]
    public async Task What_was_encrypted_for_this_device_before_it_entered_is_news()
    {
        await using var fixture = await CreateAsync();
        var waited = await EncryptedAsync(fixture, EncryptionKind.Omemo2, Bob);
        await fixture.Rooms.ProcessAsync(
            waited with
            {
                Source = MessageSource.Archive,
                ArchiveId = "a1",
            },
            new PastPage(),
            isAgain: false,
            CancellationToken.None
        );

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal(("secret", DeliveryState.Received), (message.Body, message.State));
        Assert.Contains(await fixture.TakeEventsAsync(), told => told is MessageAdded);
    }

    private static async Task<IncomingMessage> EncryptedAsync(
        InboxFixture fixture,
        EncryptionKind kind,
        Jid? real,
        string id = "m1",
        string? to = null
    )
    {
        var envelope =
            kind == EncryptionKind.Omemo
                ? await fixture.EncryptAsync("secret")
                : await fixture.EncryptEnvelopeAsync(
                    $"""
                    <envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>secret</body></content>
                    {to ?? $"<to jid='{_room}'/>"}<from jid='{Bob}'/><rpad>x</rpad></envelope>
                    """
                );
        var message = Said("Romeo", string.Empty, id, "o1", real);
        message.Stanza.Body = null;
        OmemoPayload.Add(message.Stanza, [envelope]);
        return message;
    }

    [Fact]
    public async Task A_moderator_takes_a_message_back_when_the_room_says_so()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Said("Romeo", "spam", "m1", "o1"), archiveId: "a1");
        await ReceiveAsync(fixture, Said("Romeo", "no spam", "m2", "o1"), archiveId: "a2");
        await ReceiveAsync(fixture, Moderated("a1", Jid.Parse("other@muc.example.com")), archiveId: "a9");
        Assert.All(await HistoryAsync(fixture), message => Assert.Null(message.RetractedAt));
        await ReceiveAsync(fixture, Moderated("a1", _room), archiveId: "a3");

        var history = await HistoryAsync(fixture);
        Assert.Equal([true, false], history.Select(message => message.RetractedAt is not null));
        Assert.Equal([null, "no spam"], history.Select(message => message.Body));
    }

    [Fact]
    public async Task What_a_room_says_of_a_moderator_is_kept_with_the_message()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Said("Romeo", "spam", "m1", "o1"), archiveId: "a1");
        await ReceiveAsync(fixture, Moderated("a1", _room, "No spam"), archiveId: "a2");
        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.Equal(new Moderation { Nick = "Juliet", Reason = "No spam" }, message.Moderation);
    }

    [Fact]
    public async Task Acts_name_messages_by_the_room_s_ids_and_count_for_their_author_alone()
    {
        await using var fixture = await CreateAsync();
        await ReceiveAsync(fixture, Said("Romeo", "helo", "m1", "o1"), archiveId: "a1");
        await ReceiveAsync(fixture, Replacing(Said("Tybalt", "I am a fool", "m2", "o2"), "m1"), archiveId: "a2");
        await ReceiveAsync(fixture, Retracting(Said("Tybalt", "gone", "m3", "o2"), "a1"), archiveId: "a3");
        Assert.Equal("helo", Assert.Single(await HistoryAsync(fixture)).Body);
        await ReceiveAsync(fixture, Replacing(Said("Romeo", "hello", "m4", "o1"), "m1"), archiveId: "a4");
        Assert.Equal("hello", Assert.Single(await HistoryAsync(fixture)).Body);
        await ReceiveAsync(fixture, Retracting(Said("Romeo", "gone", "m5", "o1"), "a1"), archiveId: "a5");

        var message = Assert.Single(await HistoryAsync(fixture));
        Assert.NotNull(message.RetractedAt);
        Assert.Null(message.Body);
    }

    private static IncomingMessage Moderated(string id, Jid room, string? reason = null) =>
        new(From(room, id: "x", type: "groupchat"), MessageSource.Live, MessageDirection.Incoming, null, null)
        {
            Room = new RoomMessage(room, null) { Moderation = new RoomModeration(id, "Juliet", null, reason) },
        };

    private static IncomingMessage Replacing(IncomingMessage message, string id)
    {
        message.Stanza.SetReplaces(id);
        return message;
    }

    private static IncomingMessage Retracting(IncomingMessage message, string id)
    {
        message.Stanza.Element.Add(new Network.Xml.XmppElement("retract", "urn:xmpp:message-retract:1") { ["id"] = id });
        return message;
    }

    private static Task ReceiveAsync(InboxFixture fixture, IncomingMessage message, string? archiveId = null) =>
        fixture.Rooms.ProcessAsync(message with { ArchiveId = archiveId }, past: null, isAgain: false, CancellationToken.None);

    private static IncomingMessage Said(string nickname, string? body, string id, string? occupantId = null, Jid? real = null) =>
        new(From(_room.WithResource(nickname), body, id, "groupchat"), MessageSource.Live, MessageDirection.Incoming, null, null)
        {
            Room = new RoomMessage(_room, nickname) { OccupantId = occupantId, RealAddress = real },
        };

    private static IncomingMessage Ours(string body, string id) =>
        Said("Juliet", body, id, "own", Alice) with
        {
            Direction = MessageDirection.Outgoing,
        };

    private static IncomingMessage Returned(string? nickname)
    {
        var stanza = From(nickname is null ? _room : _room.WithResource(nickname), id: "m1", type: "error");
        stanza.Element.Add(
            new Network.Xml.XmppElement("error", Stanza.ClientNamespace) { ["type"] = "auth" }.Add(
                new Network.Xml.XmppElement("forbidden", "urn:ietf:params:xml:ns:xmpp-stanzas")
            )
        );
        return new(stanza, MessageSource.Live, MessageDirection.Incoming, null, null) { Room = new RoomMessage(_room, nickname) };
    }

    private static async Task<Task> QueueAsync(InboxFixture fixture, string id)
    {
        var message = new ChatMessage
        {
            Conversation = _inRoom,
            Id = new(id),
            From = Alice,
            SenderName = "Juliet",
            Direction = MessageDirection.Outgoing,
            Timestamp = fixture.Time.GetUtcNow(),
            Body = "Hi",
            State = DeliveryState.Queued,
        };
        var entry = new OutboxEntry(Alice, _room, message.Id, EncryptionChoice.None, Prepared: null);
        await fixture.Store.CommitAsync(new ChangeSet(Alice) { Messages = [message], Outbox = [entry] });
        return fixture.Waiters.Add(Alice, message.Id);
    }

    private static async Task<IReadOnlyList<ChatMessage>> HistoryAsync(InboxFixture fixture) =>
        (await fixture.Store.Messages.PageAsync(_inRoom, 100)).Messages;
}
