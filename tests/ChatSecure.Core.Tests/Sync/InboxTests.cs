// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

public sealed class InboxTests : IAsyncLifetime
{
    private InboxFixture _alice = null!;

    public async ValueTask InitializeAsync() => _alice = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => _alice.DisposeAsync();

    [Fact]
    public async Task An_encrypted_message_is_decrypted_stored_and_told_with_its_key_and_trust()
    {
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptAsync("hello")), "a1");

        var message = Assert.Single(await _alice.HistoryAsync());
        Assert.Equal(("hello", EncryptionKind.Omemo, TrustLevel.Trusted), (message.Body, message.Encryption, message.Trust));
        Assert.NotNull(message.SenderKey);
        Assert.Equal(message, Assert.Single((await _alice.TakeEventsAsync()).OfType<MessageAdded>()).Message);
        Assert.Equal("a1", await _alice.CursorAsync());

        // The first message of a session used a one-time key, and is answered so that the session is confirmed.
        Assert.Equal(["bundle", "empty"], _alice.Replies.Order());
    }

    [Fact]
    public async Task The_same_message_by_another_way_is_told_once_and_takes_over_its_archive_id()
    {
        var envelope = await _alice.EncryptAsync("hello");
        await _alice.ReceiveAsync(Encrypted(envelope));
        await _alice.ReceiveAsync(Encrypted(envelope), "a1", MessageSource.Archive);
        await _alice.ReceiveAsync(Encrypted(envelope), "a1", MessageSource.Carbon);

        var message = Assert.Single(await _alice.HistoryAsync());
        Assert.Equal(("hello", "a1", MessageSource.Live), (message.Body, message.ArchiveId, message.Source));
        Assert.Single((await _alice.TakeEventsAsync()).OfType<MessageAdded>());
    }

    [Fact]
    public async Task A_replayed_envelope_under_another_id_adds_nothing()
    {
        var envelope = await _alice.EncryptAsync("hello");
        await _alice.ReceiveAsync(Encrypted(envelope));
        await _alice.ReceiveAsync(Encrypted(envelope, "m2"), "a2");

        Assert.Single(await _alice.HistoryAsync());
        Assert.Equal("a2", await _alice.CursorAsync());
    }

    [Fact]
    public async Task Somebody_else_can_not_pass_off_a_senders_envelope_as_their_own()
    {
        var mallory = Jid.Parse("mallory@example.net");
        var stanza = From(mallory);
        OmemoPayload.Add(stanza, await _alice.EncryptAsync("hello"));

        await _alice.ReceiveAsync(stanza);

        var page = await _alice.Store.Messages.PageAsync(new(Alice, mallory), 10);
        Assert.All(page.Messages, message => Assert.NotEqual("Bob", message.Conversation.Peer.Local));
        Assert.Empty(await _alice.HistoryAsync());
    }

    [Fact]
    public async Task A_message_that_is_not_for_this_device_is_shown_as_such_with_the_reason()
    {
        var envelope = await _alice.EncryptAsync("hello");
        var other = envelope with { Keys = [envelope.Keys[0] with { Device = new DeviceId(4711) }] };

        await _alice.ReceiveAsync(Encrypted(other));

        var message = Assert.Single(await _alice.HistoryAsync());
        Assert.Equal((null, DecryptFailure.NotForThisDevice), (message.Body, message.DecryptFailure));
    }

    [Fact]
    public async Task An_altered_message_is_not_shown_and_the_session_goes_on()
    {
        var envelope = await _alice.EncryptAsync("pay 10");
        var payload = envelope.Payload!.Value.ToArray();
        payload[^1] ^= 1;
        await _alice.ReceiveAsync(Encrypted(envelope with { Payload = payload }));
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptAsync("next"), "m2"));

        Assert.Equal([null, "next"], (await _alice.HistoryAsync()).Select(message => message.Body));
        Assert.Equal(DecryptFailure.Invalid, (await _alice.HistoryAsync())[0].DecryptFailure);
    }

    [Fact]
    public async Task A_fallback_text_is_never_shown_as_the_message()
    {
        var unknown = From(Bob, "This message is encrypted.", "m1");
        unknown.SetEncryption("urn:xmpp:omemo:2", "OMEMO");
        await _alice.ReceiveAsync(unknown);

        var malformed = From(Bob, "This message is encrypted.", "m2");
        malformed.Element.Add(new XmppElement("encrypted", OmemoPayload.LegacyNamespace));
        await _alice.ReceiveAsync(malformed);

        Assert.Equal(
            [DecryptFailure.Unsupported, DecryptFailure.Invalid],
            (await _alice.HistoryAsync()).Select(message => message.DecryptFailure)
        );
        Assert.All(await _alice.HistoryAsync(), message => Assert.Null(message.Body));
    }

    [Fact]
    public async Task Plain_text_is_stored_as_plain_text()
    {
        await _alice.ReceiveAsync(From(Bob, "in the clear"));

        var message = Assert.Single(await _alice.HistoryAsync());
        Assert.Equal(("in the clear", EncryptionKind.None, null), (message.Body, message.Encryption, message.SenderKey));
    }

    [Fact]
    public async Task What_this_device_sent_and_the_archive_returns_is_no_new_message()
    {
        var stanza = new MessageStanza(Bob) { From = Alice.WithResource("this"), Id = "empty" };
        OmemoPayload.Add(stanza, new OmemoEnvelope(EncryptionKind.Omemo, _alice.Device, [], new byte[12], new byte[8]));

        await _alice.ReceiveAsync(stanza, "a1", MessageSource.Archive);

        Assert.Empty(await _alice.HistoryAsync());
        Assert.Empty(await _alice.TakeEventsAsync());
        Assert.Equal("a1", await _alice.CursorAsync());
    }

    [Theory]
    [InlineData("groupchat")]
    [InlineData("headline")]
    public async Task What_is_no_conversation_moves_the_cursor_only(string type)
    {
        await _alice.ReceiveAsync(From(Bob, "hello", type: type), "a1");

        Assert.Empty(await _alice.HistoryAsync());
        Assert.Equal("a1", await _alice.CursorAsync());
    }

    [Fact]
    public async Task The_cursor_stands_still_while_the_archive_has_not_been_read()
    {
        await _alice.ReceiveAsync(From(Bob, "hello"), "a1", movesCursor: false);

        Assert.Single(await _alice.HistoryAsync());
        Assert.Null(await _alice.CursorAsync());
    }

    [Fact]
    public async Task A_returned_message_fails_and_one_that_the_peer_has_does_not()
    {
        await AddOwnAsync("sent", DeliveryState.Acked);
        await AddOwnAsync("read", DeliveryState.Displayed);

        foreach (var id in new[] { "sent", "read" })
        {
            var error = From(Bob, id: id, type: "error");
            error.Element.Add(
                new XmppElement("error", Stanza.ClientNamespace) { ["type"] = "cancel" }.Add(
                    new XmppElement("service-unavailable", "urn:ietf:params:xml:ns:xmpp-stanzas")
                )
            );
            await _alice.ReceiveAsync(error);
        }

        Assert.Equal(
            [(DeliveryState.Failed, "service-unavailable"), (DeliveryState.Displayed, null)],
            (await _alice.HistoryAsync()).Select(message => (message.State, message.FailureReason))
        );
    }

    [Fact]
    public async Task Only_the_peer_of_a_conversation_reports_on_its_messages()
    {
        await AddOwnAsync("m1", DeliveryState.Acked);
        var mallory = Receipts.CreateReceipt(Alice, "m1");
        mallory.From = Jid.Parse("mallory@example.net/x");
        await _alice.ReceiveAsync(mallory);
        Assert.Equal(DeliveryState.Acked, Assert.Single(await _alice.HistoryAsync()).State);

        var bob = Receipts.CreateReceipt(Alice, "m1");
        bob.From = Bob.WithResource("phone");
        await _alice.ReceiveAsync(bob);
        Assert.Equal(DeliveryState.Received, Assert.Single(await _alice.HistoryAsync()).State);
    }

    [Fact]
    public async Task A_displayed_marker_counts_for_what_we_wrote_before_it_and_for_nothing_after()
    {
        await AddOwnAsync("first", DeliveryState.Received);
        await AddOwnAsync("failed", DeliveryState.Failed);
        await AddOwnAsync("second", DeliveryState.Acked);
        await AddOwnAsync("third", DeliveryState.Acked);

        var marker = Markers.CreateDisplayed(Alice, "second");
        marker.From = Bob.WithResource("phone");
        await _alice.ReceiveAsync(marker);

        Assert.Equal(
            [DeliveryState.Displayed, DeliveryState.Failed, DeliveryState.Displayed, DeliveryState.Acked],
            (await _alice.HistoryAsync()).Select(message => message.State)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_to_be_told_when_it_is_read_is_remembered(bool asks)
    {
        var stanza = From(Bob, "hello");
        if (asks)
        {
            stanza.AddMarkable();
        }

        await _alice.ReceiveAsync(stanza);

        Assert.Equal(asks, Assert.Single(await _alice.HistoryAsync()).AsksForDisplayed);
    }

    [Fact]
    public async Task A_receipt_answers_a_new_message_once_and_nothing_that_could_not_be_read()
    {
        var asked = From(Bob, "hello");
        asked.AddReceiptRequest();
        await _alice.ReceiveAsync(asked);
        await _alice.ReceiveAsync(asked);

        var unreadable = From(Bob, "fallback", "m2");
        unreadable.SetEncryption("urn:xmpp:omemo:2");
        unreadable.AddReceiptRequest();
        await _alice.ReceiveAsync(unreadable);

        Assert.Equal(["Received m1 None"], await _alice.OwedAsync());
        Assert.Equal(["owed"], _alice.Replies);
    }

    [Fact]
    public async Task A_receipt_is_owed_to_the_device_that_asked_from_the_very_commit_of_the_message_on()
    {
        var asked = From(Bob.WithResource("phone"), "hello");
        asked.AddReceiptRequest();
        await _alice.ReceiveAsync(asked);

        var owed = Assert.Single(await _alice.Store.Outbox.ListOwedAsync(Alice, TestContext.Current.CancellationToken));
        Assert.Equal(new(WithBob, OwedKind.Received, Bob.WithResource("phone"), "m1", EncryptionKind.None), owed);
    }

    [Fact]
    public async Task A_message_for_which_there_is_no_room_comes_without_a_receipt()
    {
        _alice.OwesReceipts = false;
        var asked = From(Bob, "hello");
        asked.AddReceiptRequest();
        await _alice.ReceiveAsync(asked);

        Assert.Equal("hello", Assert.Single(await _alice.HistoryAsync()).Body);
        Assert.Empty(await _alice.OwedAsync());
    }

    [Fact]
    public async Task Typing_counts_only_while_it_is_fresh()
    {
        var stanza = ChatStates.CreateChatState(Alice, TypingState.Composing);
        stanza.From = Bob.WithResource("phone");
        await _alice.ReceiveAsync(stanza);
        await _alice.ReceiveAsync(stanza, "a1", MessageSource.Archive);

        var typing = Assert.Single((await _alice.TakeEventsAsync()).OfType<TypingChanged>());
        Assert.Equal((Bob, TypingState.Composing), (typing.Peer, typing.State));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_message_or_a_return_without_an_id_harms_nobody(string? id)
    {
        await _alice.ReceiveAsync(From(Bob, "no id", id));
        await _alice.ReceiveAsync(From(Bob, id: id, type: "error"));
        await _alice.ReceiveAsync(From(Bob, "next", "m2"));

        Assert.Equal(["no id", "next"], (await _alice.HistoryAsync()).Select(message => message.Body));
        Assert.DoesNotContain(await _alice.TakeEventsAsync(), told => told is ErrorOccurred);
    }

    [Fact]
    public async Task Texts_with_characters_that_XML_and_terminals_forbid_are_stored_as_sent()
    {
        // Encrypted content is not XML: it can hold anything.
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptAsync("a\u0000b\u001b[31mc\ufffe")));

        Assert.Equal("a\u0000b\u001b[31mc\ufffe", Assert.Single(await _alice.HistoryAsync()).Body);
    }

    private async Task AddOwnAsync(string id, DeliveryState state) =>
        await _alice.Store.CommitAsync(
            new ChangeSet(Alice)
            {
                Messages =
                [
                    new ChatMessage
                    {
                        Conversation = WithBob,
                        Id = new(id),
                        From = Alice,
                        Direction = MessageDirection.Outgoing,
                        Timestamp = _alice.Time.GetUtcNow(),
                        Body = id,
                        State = state,
                    },
                ],
            }
        );
}
