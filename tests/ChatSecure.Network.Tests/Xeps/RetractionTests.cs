// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class RetractionTests
{
    private const string Retract = "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>";

    [Fact]
    public void A_retraction_has_an_id_of_its_own_a_fallback_and_the_wish_to_be_kept()
    {
        var message = new MessageStanza(Reparse(Retractions.CreateRetraction(Peer, "m1", "Retracted.").Element));

        Assert.Equal("m1", message.GetRetracts());
        Assert.Equal(32, message.Id!.Length);
        Assert.Equal("Retracted.", message.Body);
        Assert.Null(message.GetBodyWithoutFallback(Retractions.Namespace));
        Assert.True(message.HasHint(ProcessingHint.Store));
    }

    [Theory]
    [InlineData("<message type='error'>" + Retract + "</message>")]
    [InlineData("<message><retract xmlns='urn:xmpp:message-retract:1'/></message>")]
    [InlineData("<message><retract xmlns='evil' id='m1'/></message>")]
    public void A_malformed_or_echoed_retraction_retracts_nothing(string xml) => Assert.Null(Read(xml).GetRetracts());

    [Fact]
    public void Only_the_author_of_a_message_may_retract_it()
    {
        var original = MessageAuthor.OfDirect(Read("<message from='romeo@montague.example/a' type='chat'/>"), Me);

        Assert.NotNull(original);
        Assert.Equal(original, MessageAuthor.OfDirect(Read("<message from='romeo@montague.example/b' type='chat'/>"), Me));
        Assert.NotEqual(original, MessageAuthor.OfDirect(Read("<message from='tybalt@capulet.example/a' type='chat'/>"), Me));
        Assert.NotEqual(original, MessageAuthor.OfDirect(Read("<message type='chat'/>"), Me));
        Assert.Equal(
            MessageAuthor.OfDirect(Read("<message/>"), Me),
            MessageAuthor.OfDirect(Read("<message from='juliet@capulet.example/x'/>"), Me)
        );
    }

    [Fact]
    public void In_a_room_the_occupant_counts_and_not_the_nickname()
    {
        var message = Read("<message from='room@muc.example/Romeo' type='groupchat'/>");
        var original = MessageAuthor.OfRoom(message, "o1");

        Assert.Equal(original, MessageAuthor.OfRoom(Read("<message from='room@muc.example/Other' type='groupchat'/>"), "o1"));
        Assert.NotEqual(original, MessageAuthor.OfRoom(message, "o2"));
        Assert.NotEqual(original, MessageAuthor.OfRoom(Read("<message from='other@muc.example/Romeo' type='groupchat'/>"), "o1"));
        Assert.Null(MessageAuthor.OfRoom(message, null));
        Assert.Null(MessageAuthor.OfDirect(message, Me));
    }

    [Theory]
    [InlineData("<message from='@'/>")]
    [InlineData("<message from='romeo@montague.example' type='error'/>")]
    public void Who_can_not_be_read_is_nobody(string xml) => Assert.Null(MessageAuthor.OfDirect(Read(xml), Me));

    [Theory]
    [InlineData("<message id='m1'><origin-id xmlns='urn:xmpp:sid:0' id='o1'/><body>x</body></message>", "m1")]
    [InlineData(
        "<message id='m1' type='groupchat' from='room@muc.example/x'><stanza-id xmlns='urn:xmpp:sid:0' by='room@muc.example' id='s1'/></message>",
        "s1"
    )]
    [InlineData(
        "<message id='m1' type='groupchat' from='room@muc.example/x'><stanza-id xmlns='urn:xmpp:sid:0' by='evil@muc.example' id='s1'/></message>",
        null
    )]
    [InlineData("<message id='m1' type='groupchat' from='room@muc.example/x'/>", null)]
    [InlineData("<message id='m1'><data xmlns='http://jabber.org/protocol/ibb'/></message>", null)]
    [InlineData("<message id='m1'><x xmlns='http://jabber.org/protocol/rosterx'/></message>", null)]
    public void A_message_is_retracted_by_the_right_id_or_not_at_all(string xml, string? id) =>
        Assert.Equal(id, Read(xml).GetRetractableId());

    [Fact]
    public void An_archive_says_that_a_message_was_retracted()
    {
        var message = Read("<message><retracted xmlns='urn:xmpp:message-retract:1' id='r1' stamp='2019-09-20T23:09:32Z'/></message>");

        var tombstone = new IncomingMessage(message, MessageSource.Archive, MessageDirection.Incoming, null, null).GetTombstone();

        Assert.Equal(new("r1", new(2019, 9, 20, 23, 9, 32, TimeSpan.Zero)), tombstone);
    }

    [Theory]
    [InlineData(MessageSource.Live)]
    [InlineData(MessageSource.Carbon)]
    public void Nobody_but_an_archive_says_that_a_message_was_retracted(MessageSource source)
    {
        var message = Read("<message><retracted xmlns='urn:xmpp:message-retract:1' id='r1'/></message>");

        Assert.Null(new IncomingMessage(message, source, MessageDirection.Incoming, null, null).GetTombstone());
    }

    private static MessageStanza Read(string xml) => new(ParseXml(xml));
}
