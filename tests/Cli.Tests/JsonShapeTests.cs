// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;
using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

/// <summary>Other programs read these lines: they change only by addition.</summary>
public sealed class JsonShapeTests
{
    private const string KeyHex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public void An_incoming_message() =>
        Assert.Equal(
            """{"id":"m1","from":"bob@example.net","to":"alice@example.org","with":"bob@example.net","body":"Hällo \u001B","encryption":"omemo","direction":"in","source":"archive","trust":"trusted","timestamp":"2027-03-01T12:00:00.250Z","replyTo":"m0"}""",
            Write(json => JsonShapes.Message(json, Incoming(body: "Hällo \e") with { Source = MessageSource.Archive, ReplyTo = new("m0") }))
        );

    [Fact]
    public void A_stored_outgoing_message_that_failed() =>
        Assert.Equal(
            """{"id":"m2","from":"alice@example.org","to":"bob@example.net","with":"bob@example.net","body":"Hi","encryption":"none","direction":"out","source":"live","timestamp":"2027-03-01T12:00:00.250Z","replaces":"m1","state":"failed","reason":"recipient-unavailable"}""",
            Write(json =>
                JsonShapes.StoredMessage(
                    json,
                    Outgoing(state: DeliveryState.Failed) with
                    {
                        Encryption = EncryptionKind.None,
                        Replaces = new("m1"),
                        FailureReason = "recipient-unavailable",
                    }
                )
            )
        );

    [Fact]
    public void A_stored_message_that_could_not_be_decrypted() =>
        Assert.Equal(
            """{"id":"m1","from":"bob@example.net","to":"alice@example.org","with":"bob@example.net","undecryptable":"noSession","encryption":"omemo","direction":"in","source":"live","timestamp":"2027-03-01T12:00:00.250Z","state":"received"}""",
            Write(json =>
                JsonShapes.StoredMessage(json, Incoming() with { Body = null, Trust = null, DecryptFailure = DecryptFailure.NoSession })
            )
        );

    [Fact]
    public void A_stored_message_that_was_edited_and_has_reactions() =>
        Assert.EndsWith(
            ""","state":"queued","edited":"2027-03-01T12:00:00.250Z","reactions":[{"from":"bob@example.net","emojis":["\uD83D\uDC4D"]}]}""",
            Write(json => JsonShapes.StoredMessage(json, Outgoing() with { EditedAt = Noon, Reactions = [new(Bob, ["👍"], Noon)] })),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_message_with_files_tells_no_keys()
    {
        var encrypted = new Attachment
        {
            FileName = "a.ogg",
            MediaType = "audio/ogg",
            Size = 5,
            Duration = TimeSpan.FromSeconds(3),
            IsInline = true,
            Source = "aesgcm://example.org/x#key",
        };
        var plain = new Attachment { Source = "https://example.org/y", MediaId = "m" };
        Assert.EndsWith(
            ""","attachments":[{"name":"a.ogg","mediaType":"audio/ogg","size":5,"seconds":3,"inline":true,"here":false},{"url":"https://example.org/y","inline":false,"here":true}]}""",
            Write(json => JsonShapes.Message(json, Incoming() with { Attachments = [encrypted, plain] })),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_message_tells_which_key_protected_it_and_a_file_what_it_looks_like()
    {
        var sticker = new Attachment
        {
            StickerPack = "cats",
            Thumbnail = "data:image/gif;base64,R0lGODlhAQABAA==",
            Description = "A cat",
        };
        var json = Write(json => JsonShapes.Message(json, Incoming() with { SenderKey = Key, Attachments = [sticker] }));
        Assert.Contains($"\"trust\":\"trusted\",\"key\":\"{KeyHex}\",", json, StringComparison.Ordinal);
        Assert.EndsWith(
            ""","attachments":[{"description":"A cat","stickerPack":"cats","thumbnail":"data:image/gif;base64,R0lGODlhAQABAA==","inline":false,"here":false}]}""",
            json,
            StringComparison.Ordinal
        );
        var act = Act(MessageActKind.Retraction, MessageDirection.Incoming) with { SenderKey = Key, Trust = TrustLevel.Verified };
        Assert.Contains(
            $"\"trust\":\"verified\",\"key\":\"{KeyHex}\",",
            Write(json => JsonShapes.Act(json, act)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("geo:48.198634,16.371648;u=40", ""","location":{"lat":48.198634,"lon":16.371648,"uncertainty":40}}""")]
    [InlineData("geo:-1,2,30", ""","location":{"lat":-1,"lon":2,"altitude":30}}""")]
    [InlineData("I am at geo:48.198634,16.371648", """.250Z"}""")]
    [InlineData("geo:91,0", """.250Z"}""")]
    public void A_text_that_is_a_place_has_its_numbers(string body, string end) =>
        Assert.EndsWith(end, Write(json => JsonShapes.Message(json, Incoming(body: body))), StringComparison.Ordinal);

    [Fact]
    public void A_notification_holds_what_may_be_shown_and_no_more()
    {
        var due = new NotificationDue(Alice, new(Alice, Bob), null, null);
        Assert.Equal("""{"with":"bob@example.net"}""", Write(Notification.Of(due, Brand.Neutral.Text)!.WriteMembers));
        Assert.Equal(
            """{"with":"bob@example.net","sender":"Bob","text":"Hi"}""",
            Write(Notification.Of(due with { Sender = "Bob", Text = "Hi" }, Brand.Neutral.Text)!.WriteMembers)
        );
        Assert.Equal("notification", Notification.Of(due, Brand.Neutral.Text)!.Name);
    }

    [Fact]
    public void A_contact_with_all_that_it_shows()
    {
        var contact = new Contact
        {
            Jid = Bob,
            StatusText = "At sea",
            IdleSince = Noon,
            Nickname = "Bobby",
            AvatarId = "a1",
        };
        Assert.EndsWith(
            ""","blocked":false,"statusText":"At sea","idleSince":"2027-03-01T12:00:00.250Z","nickname":"Bobby","avatarId":"a1"}""",
            Write(json => JsonShapes.Contact(json, contact)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_stored_message_that_was_taken_back() =>
        Assert.EndsWith(
            ""","state":"received","retracted":"2027-03-01T12:00:00.250Z"}""",
            Write(json => JsonShapes.StoredMessage(json, Incoming() with { Body = null, RetractedAt = Noon })),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_device() =>
        Assert.Equal(
            $$"""{"deviceId":42,"fingerprint":"{{KeyHex}}","trust":"verified","own":true,"thisDevice":false,"active":true,"label":"Phone"}""",
            Write(json => JsonShapes.Device(json, new(Alice, new(42), Key, TrustLevel.Verified, true, false, true, "Phone")))
        );

    [Fact]
    public void An_otr_key_has_no_device_id()
    {
        var key = Fingerprint.FromBytes(new byte[20]);
        Assert.Equal(
            $$"""{"fingerprint":"{{key.Hex}}","trust":"trusted","own":false,"thisDevice":false,"active":false}""",
            Write(json => JsonShapes.Device(json, new(Bob, default, key, TrustLevel.Trusted, false, false, false)))
        );
    }

    [Fact]
    public void A_contact() =>
        Assert.Equal(
            """{"jid":"bob@example.net","name":"Bob","subscription":"both","presence":"doNotDisturb","pendingIn":false,"pendingOut":true,"blocked":false}""",
            Write(json =>
                JsonShapes.Contact(
                    json,
                    new()
                    {
                        Jid = Bob,
                        Name = "Bob",
                        Subscription = SubscriptionState.Both,
                        Availability = Availability.DoNotDisturb,
                        IsPendingOut = true,
                    }
                )
            )
        );

    [Fact]
    public void An_account() =>
        Assert.Equal(
            """{"account":"alice@example.org","jid":"alice@example.org","state":"connecting"}""",
            Write(json => JsonShapes.Account(json, Alice, ConnectionState.Connecting))
        );

    [Fact]
    public void Findings() =>
        Assert.Equal(
            """{"account":"alice@example.org","findings":[{"area":"tls","name":"version","grade":"good","detail":"1.3"}]}""",
            Write(json => JsonShapes.Findings(json, Alice, [new("tls", "version", DoctorGrade.Good, "1.3")]))
        );

    public static TheoryData<ChatEvent, string> Events =>
        new()
        {
            {
                new ConnectionChanged(Alice, new(ConnectionState.Online, Resumed: true)),
                """connection {"state":"online","resumed":true}"""
            },
            {
                new ConnectionChanged(Alice, new(ConnectionState.Failed, ErrorKind.AuthenticationFailed, "Refused.")),
                """connection {"state":"failed","reason":"authenticationFailed"}"""
            },
            {
                new MessageAdded(Alice, Incoming() with { Body = null, DecryptFailure = DecryptFailure.Invalid }),
                """messageUndecryptable {"id":"m1","from":"bob@example.net","with":"bob@example.net","reason":"invalid"}"""
            },
            // Who sent it from here has it as the answer; what another device sent is told whole.
            { new MessageAdded(Alice, Outgoing()), """messageState {"id":"m2","with":"bob@example.net","state":"queued"}""" },
            {
                new MessageAdded(Alice, Outgoing(state: DeliveryState.Acked) with { Source = MessageSource.Carbon }),
                """message {"id":"m2","from":"alice@example.org","to":"bob@example.net","with":"bob@example.net","body":"Hi","encryption":"omemo","direction":"out","source":"carbon","timestamp":"2027-03-01T12:00:00.250Z"}"""
            },
            {
                new MessageChanged(Alice, Outgoing(state: DeliveryState.Displayed)),
                """messageState {"id":"m2","with":"bob@example.net","state":"displayed"}"""
            },
            {
                new MessageChanged(Alice, Outgoing()) { Act = Act(MessageActKind.Edit, MessageDirection.Incoming) },
                """message {"id":"a1","from":"bob@example.net","to":"alice@example.org","with":"bob@example.net","body":"better","encryption":"omemo","direction":"in","source":"live","timestamp":"2027-03-01T12:00:00.250Z","replaces":"m2"}"""
            },
            {
                new MessageChanged(Alice, Outgoing())
                {
                    Act = Act(MessageActKind.Reaction, MessageDirection.Incoming) with { Trust = TrustLevel.Verified },
                },
                """reaction {"id":"a1","from":"bob@example.net","to":"alice@example.org","with":"bob@example.net","encryption":"omemo","direction":"in","source":"live","trust":"verified","timestamp":"2027-03-01T12:00:00.250Z","message":"m2","emojis":["\uD83D\uDC4D"]}"""
            },
            {
                new MessageChanged(Alice, Outgoing())
                {
                    Act = Act(MessageActKind.Retraction) with { State = DeliveryState.Acked, Source = MessageSource.Carbon },
                },
                """retraction {"id":"a1","from":"alice@example.org","to":"bob@example.net","with":"bob@example.net","encryption":"omemo","direction":"out","source":"carbon","timestamp":"2027-03-01T12:00:00.250Z","message":"m2"}"""
            },
            // What was done here, whoever did it has as the answer.
            {
                new MessageChanged(Alice, Outgoing()) { Act = Act(MessageActKind.Edit) },
                """messageState {"id":"a1","with":"bob@example.net","state":"queued"}"""
            },
            {
                new MessageActChanged(Alice, Act(MessageActKind.Edit) with { State = DeliveryState.Failed, FailureReason = "gone" }),
                """messageState {"id":"a1","with":"bob@example.net","state":"failed","reason":"gone"}"""
            },
            {
                new TransferProgress(Alice, new(new(Alice, Bob), MessageDirection.Incoming, new("m1")), 0, 5, 10),
                """transfer {"id":"m1","with":"bob@example.net","direction":"in","number":1,"bytes":5,"total":10}"""
            },
            { new TypingChanged(Alice, Bob, TypingState.Composing), """typing {"with":"bob@example.net","state":"composing"}""" },
            {
                new DeviceChanged(Alice, new(Bob, new(7), Key, TrustLevel.Undecided, false, false, true)),
                $$"""device {"jid":"bob@example.net","deviceId":7,"fingerprint":"{{KeyHex}}","trust":"undecided","own":false,"thisDevice":false,"active":true}"""
            },
            {
                new ContactChanged(Alice, new() { Jid = Bob, IsPendingIn = true }),
                """contact {"jid":"bob@example.net","subscription":"none","presence":"offline","pendingIn":true,"pendingOut":false,"blocked":false}"""
            },
            {
                new ContactChanged(Alice, new() { Jid = Bob }, Removed: true),
                """contact {"jid":"bob@example.net","subscription":"removed","presence":"offline","pendingIn":false,"pendingOut":false,"blocked":false}"""
            },
            { new ErrorOccurred(Alice, ErrorKind.Protocol, "detail"), """error {"code":"protocol","message":"error.protocol (detail)"}""" },
            { new EventsLost(Alice), """error {"code":"eventsLost","message":"cli.eventsLost"}""" },
        };

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void Events_become_notifications(ChatEvent chatEvent, string expected)
    {
        var notification = Notification.Of(chatEvent, (id, _) => id);

        Assert.NotNull(notification);
        Assert.Equal(expected, $"{notification.Name} {Write(notification.WriteMembers)}");
    }

    [Fact]
    public void That_a_message_was_read_here_is_not_told() =>
        Assert.Null(Notification.Of(new MessageChanged(Alice, Incoming() with { State = DeliveryState.Displayed }), (id, _) => id));

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var line = Encoding.UTF8.GetString(JsonLine.Of(members).Span);
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        return line[..^1];
    }
}
