// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class MessagePayloadTests
{
    [Fact]
    public void Payloads_round_trip_through_xml()
    {
        var message = new MessageStanza(Peer) { Id = "m1", Body = "Hi <&>" };
        message.SetOriginId("o1");
        message.AddReceiptRequest();
        message.AddReceiptRequest();
        message.AddMarkable();
        message.AddMarkable();
        message.SetChatState(TypingState.Paused);
        message.SetChatState(TypingState.Active);
        message.SetReplaces("m0");
        message.SetReply(new("r0", Me));
        message.AddHint(ProcessingHint.NoCopy);
        message.AddHint(ProcessingHint.NoCopy);
        message.SetEncryption("urn:method", "Method");

        var read = new MessageStanza(Reparse(message.Element));

        Assert.Equal("o1", read.GetOriginId());
        Assert.True(read.HasReceiptRequest());
        Assert.True(read.IsMarkable());
        Assert.Equal(TypingState.Active, read.GetChatState());
        Assert.Equal("m0", read.GetReplaces());
        Assert.Equal(new Reply("r0", Me), read.GetReply());
        Assert.True(read.HasHint(ProcessingHint.NoCopy));
        Assert.False(read.HasHint(ProcessingHint.NoStore));
        Assert.Equal("urn:method", read.GetEncryption());
        Assert.Equal(9, read.Element.Children.Count);
    }

    [Fact]
    public void Setting_again_replaces_and_setting_null_removes()
    {
        var message = new MessageStanza(Peer);
        message.SetOriginId("a");
        message.SetOriginId("b");
        message.SetReplaces("a");
        message.SetReplaces(null);
        message.SetReply(new("a", null));
        message.SetReply(null);
        message.SetEncryption("urn:a");
        message.SetEncryption("urn:b");

        Assert.Equal(("b", "urn:b"), (message.GetOriginId(), message.GetEncryption()));
        Assert.Equal(2, message.Element.Children.Count);
    }

    [Theory]
    [InlineData("eu.siacs.conversations.axolotl", "OMEMO")]
    [InlineData("urn:xmpp:openpgp:0", "OpenPGP for XMPP")]
    [InlineData("urn:unheard-of", "Perfectly Safe")]
    public void A_known_method_is_not_called_what_the_sender_likes(string method, string name)
    {
        var message = new MessageStanza(Peer);
        Assert.Null(message.GetEncryptionName());

        message.SetEncryption(method, "Perfectly Safe");

        Assert.Equal(name, message.GetEncryptionName());
    }

    [Fact]
    public void Only_the_archive_that_is_asked_for_gives_the_archive_id()
    {
        var message = Read(
            "<stanza-id xmlns='urn:xmpp:sid:0' by='evil@evil.example' id='bad'/><stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='good'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' id='nobody'/>"
        );

        Assert.Equal("good", message.GetArchiveId(Me));
        Assert.Null(message.GetArchiveId(Peer));
    }

    [Fact]
    public void Two_ids_by_the_same_archive_are_none()
    {
        const string Id = "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='a'/>";

        Assert.Null(Read(Id + Id).GetArchiveId(Me));
    }

    [Fact]
    public void Ids_beyond_the_bound_are_none()
    {
        var id = new string('x', StanzaId.MaxLength + 1);
        var message = Read(
            $"<origin-id xmlns='urn:xmpp:sid:0' id='{id}'/><stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='{id}'/>"
                + $"<received xmlns='urn:xmpp:receipts' id='{id}'/><displayed xmlns='urn:xmpp:chat-markers:0' id='{id}'/>"
                + $"<replace xmlns='urn:xmpp:message-correct:0' id='{id}'/><reply xmlns='urn:xmpp:reply:0' id='{id}'/>"
        );

        Assert.Equal(
            (null, null, null, null, null, null),
            (
                message.GetOriginId(),
                message.GetArchiveId(Me),
                message.GetReceiptFor(),
                message.GetDisplayedFor(),
                message.GetReplaces(),
                message.GetReply()
            )
        );
    }

    [Theory]
    [InlineData("from='capulet.example'", true)]
    [InlineData("from='juliet@capulet.example'", true)]
    [InlineData("from='romeo@montague.example'", false)]
    [InlineData("from='montague.example'", false)]
    [InlineData("from='juliet@capulet.example/balcony'", false)]
    [InlineData("from='@'", false)]
    [InlineData("", false)]
    public void A_delay_counts_only_from_our_server_or_account(string from, bool counts)
    {
        var message = Read($"<delay xmlns='urn:xmpp:delay' {from} stamp='2002-09-10T23:08:25Z'/>");

        var incoming = IncomingMessageReader.Live(message, Me);

        Assert.Equal(counts ? new DateTimeOffset(2002, 9, 10, 23, 8, 25, TimeSpan.Zero) : null, incoming.Stamp);
    }

    [Fact]
    public void A_delay_with_a_malformed_stamp_does_not_hide_a_valid_one()
    {
        var message = Read(
            "<delay xmlns='urn:xmpp:delay' from='capulet.example' stamp='yesterday'/>"
                + "<delay xmlns='urn:xmpp:delay' from='capulet.example' stamp='2002-09-10T23:08:25Z'/>"
        );

        Assert.Equal(2002, message.GetDelay(ChatSecure.Addressing.Jid.Parse("capulet.example"))?.Year);
    }

    [Theory]
    [InlineData("romeo@montague.example/orchard", MessageDirection.Incoming)]
    [InlineData("juliet@capulet.example/chamber", MessageDirection.Outgoing)]
    [InlineData("juliet@capulet.example", MessageDirection.Outgoing)]
    public void A_live_message_from_our_own_account_is_outgoing(string from, MessageDirection direction)
    {
        var message = new MessageStanza(
            ParseXml(
                $"<message from='{from}'><stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='a'/>"
                    + "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.example' id='b'/></message>"
            )
        );

        var incoming = IncomingMessageReader.Live(message, Me);

        Assert.Equal((MessageSource.Live, direction, "a"), (incoming.Source, incoming.Direction, incoming.ArchiveId));
    }

    [Theory]
    [InlineData("type='error' id='1'", "")]
    [InlineData("type='groupchat' id='1'", "")]
    [InlineData("type='chat'", "")]
    [InlineData("type='chat' id='1'", "<received xmlns='urn:xmpp:receipts' id='0'/>")]
    public void A_receipt_is_never_given_for_errors_groupchat_receipts_or_without_id(string attributes, string more)
    {
        var message = new MessageStanza(ParseXml($"<message {attributes}><request xmlns='urn:xmpp:receipts'/>{more}</message>"));

        Assert.False(message.HasReceiptRequest());
    }

    [Theory]
    [InlineData("error")]
    [InlineData("groupchat")]
    public void A_receipt_in_an_error_or_groupchat_message_is_none(string type) =>
        Assert.Null(
            new MessageStanza(ParseXml($"<message type='{type}'><received xmlns='urn:xmpp:receipts' id='1'/></message>")).GetReceiptFor()
        );

    [Fact]
    public void A_receipt_names_the_message_asks_for_none_and_is_kept()
    {
        var receipt = new MessageStanza(Reparse(Receipts.CreateReceipt(Peer, "m1").Element));

        Assert.Equal(("m1", Peer, "chat"), (receipt.GetReceiptFor(), receipt.To, receipt.Type));
        Assert.False(receipt.HasReceiptRequest());
        Assert.True(receipt.HasHint(ProcessingHint.Store));
    }

    [Fact]
    public void Only_a_message_with_an_id_can_be_marked()
    {
        Assert.True(Read("<markable xmlns='urn:xmpp:chat-markers:0'/>").IsMarkable());
        Assert.False(new MessageStanza(ParseXml("<message><markable xmlns='urn:xmpp:chat-markers:0'/></message>")).IsMarkable());
    }

    [Fact]
    public void A_displayed_marker_names_the_message_and_is_kept()
    {
        var marker = new MessageStanza(Reparse(Markers.CreateDisplayed(Peer, "m1").Element));

        Assert.Equal("m1", marker.GetDisplayedFor());
        Assert.False(marker.IsMarkable());
        Assert.True(marker.HasHint(ProcessingHint.Store));
    }

    [Theory]
    [InlineData(TypingState.Active)]
    [InlineData(TypingState.Composing)]
    [InlineData(TypingState.Paused)]
    [InlineData(TypingState.Inactive)]
    [InlineData(TypingState.Gone)]
    public void A_chat_state_alone_is_not_kept(TypingState state)
    {
        var message = new MessageStanza(Reparse(ChatStates.CreateChatState(Peer, state).Element));

        Assert.Equal(state, message.GetChatState());
        Assert.True(message.HasHint(ProcessingHint.NoStore));
    }

    [Theory]
    [InlineData("<active xmlns='http://jabber.org/protocol/chatstates'/><gone xmlns='http://jabber.org/protocol/chatstates'/>")]
    [InlineData("<dancing xmlns='http://jabber.org/protocol/chatstates'/>")]
    [InlineData("<active xmlns='evil'/>")]
    public void Two_states_or_an_unknown_one_are_none(string xml) => Assert.Null(Read(xml).GetChatState());

    [Fact]
    public void What_an_error_echoes_means_nothing()
    {
        var message = new MessageStanza(
            ParseXml(
                "<message type='error' id='1'><active xmlns='http://jabber.org/protocol/chatstates'/><markable xmlns='urn:xmpp:chat-markers:0'/>"
                    + "<displayed xmlns='urn:xmpp:chat-markers:0' id='1'/><replace xmlns='urn:xmpp:message-correct:0' id='1'/>"
                    + "<reply xmlns='urn:xmpp:reply:0' id='1'/></message>"
            )
        );

        Assert.False(message.IsMarkable());
        Assert.Equal(
            (null, null, null, null),
            (message.GetChatState(), message.GetDisplayedFor(), message.GetReplaces(), message.GetReply())
        );
    }

    [Fact]
    public void A_reply_to_a_malformed_author_has_no_author() =>
        Assert.Equal(new Reply("1", null), Read("<reply xmlns='urn:xmpp:reply:0' to='@' id='1'/>").GetReply());

    private static MessageStanza Read(string children) => new(ParseXml($"<message type='chat' id='m'>{children}</message>"));
}
