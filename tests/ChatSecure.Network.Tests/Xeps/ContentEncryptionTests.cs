// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.Trust;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ContentEncryptionTests
{
    private const EnvelopeAffixes All = EnvelopeAffixes.Padding | EnvelopeAffixes.Time | EnvelopeAffixes.To | EnvelopeAffixes.From;
    private const string Content = "<content><body xmlns='jabber:client'>Hi</body></content>";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EnvelopeContext Outside = new(Peer.WithResource("orchard"), Me, Now);

    [Fact]
    public void Content_round_trips_and_what_servers_need_stays_outside()
    {
        var message = new MessageStanza(Me)
        {
            Id = "m1",
            From = Peer.WithResource("orchard"),
            Body = "Hi",
        };
        message.SetReply(new("m0", null));
        message.SetEncryption("urn:xmpp:omemo:2");

        var bytes = ContentEnvelope.Write(message.TakeContent(), Peer, Me, Now);

        Assert.Null(message.Body);
        Assert.True(message.HasHint(ProcessingHint.Store));
        Assert.Equal("urn:xmpp:omemo:2", message.GetEncryption());
        var read = message.WithContent(ContentEnvelope.Read(bytes, All, Outside));
        Assert.Equal(("Hi", "m0", "m1"), (read.Body, read.GetReply()!.Id, read.Id));
        Assert.Equal(message.From, read.From);
    }

    [Fact]
    public void Lengths_are_padded_to_a_minimum_and_then_vary()
    {
        var lengths = Enumerable
            .Range(0, 50)
            .Select(length => ContentEnvelope.Write([Body(new string('x', length % 5))], Peer, Me, Now).Length)
            .ToList();

        Assert.All(lengths, length => Assert.InRange(length, 256, 256 + 200 + 64));
        Assert.True(lengths.Distinct().Count() > 10);
    }

    [Fact]
    public void Padding_of_any_length_is_accepted()
    {
        var envelope = Read($"<rpad>{new string('x', 5000)}</rpad>{Content}", EnvelopeAffixes.Padding);

        Assert.Equal((EnvelopeAffixes.Padding, "Hi"), (envelope.Affixes, Assert.Single(envelope.Content).Text));
    }

    [Theory]
    [InlineData("<rpad/><time stamp='2026-01-01T12:00:00Z'/><to jid='juliet@capulet.example'/>")]
    [InlineData("<rpad/><time stamp='2026-01-01T12:00:00Z'/><from jid='romeo@montague.example'/>")]
    [InlineData("<rpad/><to jid='juliet@capulet.example'/><from jid='romeo@montague.example'/>")]
    [InlineData("<time stamp='2026-01-01T12:00:00Z'/><to jid='juliet@capulet.example'/><from jid='romeo@montague.example'/>")]
    public void An_affix_that_the_profile_demands_must_be_there(string affixes) => AssertRefused(affixes + Content, All);

    [Theory]
    [InlineData("<from jid='tybalt@capulet.example'/>")]
    [InlineData("<from jid='@'/>")]
    [InlineData("<from/>")]
    [InlineData("<to jid='nurse@capulet.example'/>")]
    [InlineData("<to/>")]
    [InlineData("<time stamp='2026-01-01T10:59:59Z'/>")]
    [InlineData("<time stamp='2026-01-01T13:00:01Z'/>")]
    [InlineData("<time stamp='yesterday'/>")]
    [InlineData("<time/>")]
    [InlineData("<rpad/><rpad/>")]
    [InlineData("<content/>")]
    public void An_affix_that_is_there_must_match_even_if_nobody_demands_it(string affix) =>
        AssertRefused(affix + Content, EnvelopeAffixes.None);

    [Theory]
    [InlineData("")]
    [InlineData("<rpad/>")]
    public void An_envelope_without_content_is_refused(string xml) => AssertRefused(xml, EnvelopeAffixes.None);

    [Theory]
    [InlineData("not XML")]
    [InlineData("<envelope xmlns='urn:xmpp:sce:1'>")]
    [InlineData("<envelope xmlns='urn:xmpp:sce:0'><content/></envelope>")]
    [InlineData("<!DOCTYPE x><envelope xmlns='urn:xmpp:sce:1'><content/></envelope>")]
    public void What_is_no_valid_envelope_is_refused(string text) =>
        Assert.Equal(
            ErrorKind.Protocol,
            Assert.Throws<ChatSecureException>(() => ContentEnvelope.Read(Encoding.UTF8.GetBytes(text), EnvelopeAffixes.None, Outside)).Kind
        );

    [Theory]
    [InlineData("<store xmlns='urn:xmpp:hints'/>")]
    [InlineData("<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='x'/>")]
    [InlineData("<addresses xmlns='http://jabber.org/protocol/address'/>")]
    [InlineData("<encryption xmlns='urn:xmpp:eme:0' namespace='urn:x'/>")]
    [InlineData("<occupant-id xmlns='urn:xmpp:occupant-id:0' id='x'/>")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='2026-01-01T12:00:00Z'/>")]
    [InlineData("<envelope xmlns='urn:xmpp:sce:1'/>")]
    public void What_only_servers_may_say_is_discarded_inside_and_not_written_there(string element)
    {
        Assert.Equal(
            "body",
            Assert.Single(Read($"<content>{element}<body xmlns='jabber:client'>Hi</body></content>", EnvelopeAffixes.None).Content).Name
        );
        Assert.Throws<ArgumentException>(() => ContentEnvelope.Write([ParseXml(element)], Peer, Me, Now));
    }

    [Fact]
    public void A_body_without_the_right_namespace_is_no_body()
    {
        var message = new MessageStanza(Me).WithContent(Read("<content><body>Hi</body></content>", EnvelopeAffixes.None));

        Assert.Null(message.Body);
    }

    [Fact]
    public void What_stands_beside_the_ciphertext_is_ignored()
    {
        var message = new MessageStanza(
            ParseXml(
                "<message from='romeo@montague.example/orchard' type='chat'><body>forged</body><reply xmlns='urn:xmpp:reply:0' id='x'/>"
                    + "<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>plain</body></content></envelope>"
                    + "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='s1'/></message>"
            )
        );

        var read = message.WithContent(Read("<content/>", EnvelopeAffixes.None));

        Assert.Equal("stanza-id", Assert.Single(read.Element.Children).Name);
        Assert.Equal("s1", read.GetArchiveId(Me));
    }

    [Fact]
    public void A_trust_message_round_trips_in_an_envelope()
    {
        var message = new TrustMessage(
            TrustMessages.AutomaticTrust,
            "urn:xmpp:omemo:2",
            [new(Peer, [new byte[] { 1 }], [new byte[] { 2 }, new byte[] { 3 }])]
        );

        var envelope = ContentEnvelope.Read(
            ContentEnvelope.Write([TrustMessages.Write(message)], Peer, Me, Now),
            TrustMessages.Demanded,
            Outside
        );

        var read = TrustMessages.Read(envelope, "urn:xmpp:omemo:2")!;
        Assert.Equal(TrustMessages.AutomaticTrust, read.Usage);
        var owner = Assert.Single(read.KeyOwners);
        Assert.Equal((Peer, "01", "02,03"), (owner.Owner, Hex(owner.Trusted), Hex(owner.Distrusted)));
        Assert.Null(TrustMessages.Read(envelope, "eu.siacs.conversations.axolotl"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<trust-message xmlns='urn:xmpp:tm:1' encryption='e'><key-owner jid='a@b'><trust>AA==</trust></key-owner></trust-message>")]
    [InlineData("<trust-message xmlns='urn:xmpp:tm:1' usage='u'><key-owner jid='a@b'><trust>AA==</trust></key-owner></trust-message>")]
    [InlineData("<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'/>")]
    [InlineData("<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner><trust>AA==</trust></key-owner></trust-message>")]
    [InlineData(
        "<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner jid='a@b/c'><trust>AA==</trust></key-owner></trust-message>"
    )]
    [InlineData("<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner jid='a@b'/></trust-message>")]
    [InlineData(
        "<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner jid='a@b'><trust>!</trust></key-owner></trust-message>"
    )]
    [InlineData("<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner jid='a@b'><trust/></key-owner></trust-message>")]
    [InlineData(
        "<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner jid='a@b'><trust>AA==</trust><distrust>AA==</distrust></key-owner></trust-message>"
    )]
    [InlineData(
        "<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner jid='a@b'><trust>AA==</trust></key-owner><key-owner jid='a@b'><trust>AQ==</trust></key-owner></trust-message>"
    )]
    public void A_malformed_or_contradictory_trust_message_counts_for_nothing(string xml)
    {
        var envelope = Read($"{AllAffixes}<content>{xml}</content>", All);

        Assert.Null(TrustMessages.Read(envelope, "e"));
    }

    [Fact]
    public void Two_trust_messages_or_an_envelope_without_affixes_count_for_nothing()
    {
        const string Message =
            "<trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'><key-owner jid='a@b'><trust>AA==</trust></key-owner></trust-message>";

        Assert.NotNull(TrustMessages.Read(Read($"{AllAffixes}<content>{Message}</content>", All), "e"));
        Assert.Null(TrustMessages.Read(Read($"{AllAffixes}<content>{Message}{Message}</content>", All), "e"));
        Assert.Null(TrustMessages.Read(Read($"<content>{Message}</content>", EnvelopeAffixes.None), "e"));
    }

    [Fact]
    public void Too_many_owners_or_keys_count_for_nothing()
    {
        var owners = string.Concat(
            Enumerable.Range(0, TrustMessages.MaxOwners + 1).Select(i => $"<key-owner jid='a{i}@b'><trust>AA==</trust></key-owner>")
        );
        var keys = string.Concat(
            Enumerable.Range(0, TrustMessages.MaxKeys + 1).Select(i => $"<trust>{Convert.ToBase64String(BitConverter.GetBytes(i))}</trust>")
        );
        const string Start = "<content><trust-message xmlns='urn:xmpp:tm:1' usage='u' encryption='e'>";

        Assert.Null(TrustMessages.Read(Read($"{AllAffixes}{Start}{owners}</trust-message></content>", All), "e"));
        Assert.Null(
            TrustMessages.Read(Read($"{AllAffixes}{Start}<key-owner jid='a@b'>{keys}</key-owner></trust-message></content>", All), "e")
        );
    }

    private static string AllAffixes =>
        "<rpad/><time stamp='2026-01-01T12:00:00Z'/><to jid='juliet@capulet.example'/><from jid='romeo@montague.example'/>";

    private static XmppElement Body(string text) => new("body", Stanza.ClientNamespace) { Text = text };

    private static ContentEnvelope Read(string children, EnvelopeAffixes demanded) =>
        ContentEnvelope.Read(Encoding.UTF8.GetBytes($"<envelope xmlns='urn:xmpp:sce:1'>{children}</envelope>"), demanded, Outside);

    private static void AssertRefused(string children, EnvelopeAffixes demanded) =>
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<ChatSecureException>(() => Read(children, demanded)).Kind);

    private static string Hex(IEnumerable<ReadOnlyMemory<byte>> keys) =>
        string.Join(',', keys.Select(key => Convert.ToHexString(key.Span)));
}
