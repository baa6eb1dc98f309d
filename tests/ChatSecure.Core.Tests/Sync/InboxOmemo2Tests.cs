// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Clients;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>Messages in urn:xmpp:omemo:2, whose content is an envelope (XEP-0420).</summary>
public sealed class InboxOmemo2Tests : IAsyncLifetime
{
    private InboxFixture _alice = null!;

    public async ValueTask InitializeAsync() => _alice = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => _alice.DisposeAsync();

    [Fact]
    public async Task The_text_in_the_envelope_is_the_message()
    {
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<body xmlns='jabber:client'>hello</body>")), "a1");

        var message = Assert.Single(await _alice.HistoryAsync());
        Assert.Equal(("hello", EncryptionKind.Omemo2, TrustLevel.Trusted), (message.Body, message.Encryption, message.Trust));
        Assert.Equal("a1", await _alice.CursorAsync());
    }

    [Fact]
    public async Task What_a_message_says_of_others_is_read_inside_and_not_outside()
    {
        var inside = await EncryptAsync(
            "<body xmlns='jabber:client'>better</body><replace xmlns='urn:xmpp:message-correct:0' id='earlier'/><request xmlns='urn:xmpp:receipts'/>"
        );
        var stanza = Encrypted(inside);
        stanza.SetReplaces("forged");
        await _alice.ReceiveAsync(stanza);
        Assert.Equal("earlier", Assert.Single(await _alice.HistoryAsync()).Replaces?.Value);
        Assert.Equal(["Received m1 Omemo2"], await _alice.OwedAsync());

        var outside = Encrypted(await EncryptAsync("<body xmlns='jabber:client'>second</body>"), "m2");
        outside.AddReceiptRequest();
        outside.SetReplaces("forged");
        await _alice.ReceiveAsync(outside);
        Assert.Null((await _alice.HistoryAsync())[1].Replaces);
        Assert.Equal(["Received m1 Omemo2"], await _alice.OwedAsync());
    }

    [Fact]
    public async Task A_body_beside_the_ciphertext_is_never_shown()
    {
        var stanza = Encrypted(await EncryptAsync("<body xmlns='jabber:client'>real</body>"));
        stanza.Body = "forged by the server";
        await _alice.ReceiveAsync(stanza);
        Assert.Equal("real", Assert.Single(await _alice.HistoryAsync()).Body);
    }

    [Fact]
    public async Task What_is_told_of_a_link_counts_in_the_envelope()
    {
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync($"<body xmlns='jabber:client'>see {Link}</body>{Described("inside")}")));

        Assert.Equal(
            (Link, "inside"),
            Assert.Single(Assert.Single(await _alice.HistoryAsync()).Links) is var link ? (link.Address, link.Title) : default
        );
    }

    [Fact]
    public async Task What_stands_beside_a_ciphertext_tells_nothing_of_links()
    {
        var omemo2 = Encrypted(await EncryptAsync($"<body xmlns='jabber:client'>see {Link}</body>"));
        var legacy = Encrypted(await _alice.EncryptAsync($"see {Link}"), "m2");
        foreach (var stanza in new[] { omemo2, legacy })
        {
            stanza.Element.Add(XmppElement.Parse(Encoding.UTF8.GetBytes(Described("forged by the server"))));
            await _alice.ReceiveAsync(stanza);
        }

        var history = await _alice.HistoryAsync();
        Assert.Equal([EncryptionKind.Omemo2, EncryptionKind.Omemo], history.Select(message => message.Encryption));
        Assert.All(history, message => Assert.Equal(($"see {Link}", 0), (message.Body, message.Links.Count)));
    }

    private const string Link = "https://example.org/tea";

    private static string Described(string title) =>
        $"<d:Description xmlns:d='http://www.w3.org/1999/02/22-rdf-syntax-ns#' d:about='{Link}'><title xmlns='https://ogp.me/ns#'>{title}</title></d:Description>";

    [Fact]
    public async Task A_receipt_in_an_envelope_is_taken_in_and_makes_no_message()
    {
        await _alice.Store.CommitAsync(new(Alice) { Messages = [Sent("mine")] });
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<received xmlns='urn:xmpp:receipts' id='mine'/>")));
        Assert.Equal(DeliveryState.Received, Assert.Single(await _alice.HistoryAsync()).State);
    }

    [Theory]
    [InlineData("<received xmlns='urn:xmpp:receipts' id='mine'/>")]
    [InlineData("<displayed xmlns='urn:xmpp:chat-markers:0' id='mine'/>")]
    [InlineData("<composing xmlns='http://jabber.org/protocol/chatstates'/>")]
    public async Task A_report_in_an_envelope_is_answered_by_no_report_though_it_asks_and_is_no_message(string report)
    {
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<body xmlns='jabber:client'>hello</body>"), "m0"));
        var before = (await _alice.HistoryAsync()).Count;
        _alice.Replies.Clear();

        var asks = "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>";
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync(report + asks), "m1"));

        Assert.Empty(_alice.Replies);
        Assert.Equal(before, (await _alice.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Who_opts_out_of_encryption_is_sent_nothing_unasked_until_it_takes_that_back()
    {
        const string Wish = "<opt-out xmlns='urn:xmpp:omemo:2'><reason>compliance</reason></opt-out>";
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<body xmlns='jabber:client'>hello</body>"), "m0"));
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync(Wish), "m1"));

        var told = (await _alice.TakeEventsAsync()).OfType<EncryptionOptOutChanged>();
        Assert.Equal(new EncryptionOptOutChanged(Alice, Bob, true, "compliance"), Assert.Single(told));
        Assert.Equal(OmemoExclusion.OptedOut, await _alice.WhyNotAsync());
        Assert.Single(await _alice.HistoryAsync());

        // Said again it is nothing new; written encrypted, it is taken back.
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync(Wish), "m2"));
        Assert.Empty((await _alice.TakeEventsAsync()).OfType<EncryptionOptOutChanged>());
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<body xmlns='jabber:client'>back again</body>"), "m3"));
        told = (await _alice.TakeEventsAsync()).OfType<EncryptionOptOutChanged>();
        Assert.Equal(new EncryptionOptOutChanged(Alice, Bob, false), Assert.Single(told));
        Assert.Null(await _alice.WhyNotAsync());
    }

    [Fact]
    public async Task A_person_who_asks_for_encryption_by_name_stands_above_the_wish()
    {
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<opt-out xmlns='urn:xmpp:omemo:2'/>"), "m1"));
        Assert.Equal(OmemoExclusion.OptedOut, await _alice.WhyNotAsync());

        await _alice.Omemo.IgnoreOptOutAsync(Bob, TestContext.Current.CancellationToken);

        Assert.Null(await _alice.WhyNotAsync());
    }

    [Fact]
    public async Task A_wish_to_opt_out_that_was_not_encrypted_is_none()
    {
        var beside = Encrypted(await EncryptAsync("<body xmlns='jabber:client'>hello</body>"), "m0");
        beside.AddOptOut();
        await _alice.ReceiveAsync(beside);
        var plain = From(Bob, "in the clear", "m1");
        plain.AddOptOut();
        await _alice.ReceiveAsync(plain);

        Assert.Null(await _alice.WhyNotAsync());
        Assert.Empty((await _alice.TakeEventsAsync()).OfType<EncryptionOptOutChanged>());
    }

    [Fact]
    public async Task A_receipt_beside_the_ciphertext_counts_for_nothing()
    {
        await _alice.Store.CommitAsync(new(Alice) { Messages = [Sent("mine")] });
        var stanza = Encrypted(await EncryptAsync("<body xmlns='jabber:client'>hello</body>"));
        stanza.Element.Add(new XmppElement("received", "urn:xmpp:receipts") { ["id"] = "mine" });
        await _alice.ReceiveAsync(stanza);
        Assert.Equal(DeliveryState.Acked, (await _alice.HistoryAsync()).Single(message => message.Id.Value == "mine").State);
    }

    [Theory]
    [InlineData("<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>x</body></content></envelope>")]
    [InlineData("<envelope xmlns='urn:xmpp:sce:1'><rpad/></envelope>")]
    [InlineData("<body xmlns='jabber:client'>x</body>")]
    [InlineData("x")]
    [InlineData(
        "<!DOCTYPE e [<!ENTITY a 'x'>]><envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>&a;</body></content><rpad/></envelope>"
    )]
    [InlineData(
        "<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>x</body></content><rpad/><from jid='mallory@example.net'/></envelope>"
    )]
    [InlineData(
        "<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>x</body></content><rpad/><to jid='carol@example.net'/></envelope>"
    )]
    public async Task An_envelope_that_is_malformed_or_of_another_stanza_is_not_shown_and_the_session_goes_on(string xml)
    {
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptEnvelopeAsync(xml)));
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<body xmlns='jabber:client'>next</body>"), "m2"));

        Assert.Equal([null, "next"], (await _alice.HistoryAsync()).Select(message => message.Body));
        Assert.Equal(DecryptFailure.Invalid, (await _alice.HistoryAsync())[0].DecryptFailure);
    }

    [Fact]
    public async Task An_envelope_ten_thousand_levels_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a xmlns='x'>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000));
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync(deep)));
        Assert.Equal(DecryptFailure.Invalid, Assert.Single(await _alice.HistoryAsync()).DecryptFailure);
    }

    [Fact]
    public async Task An_envelope_that_was_not_encrypted_is_nothing()
    {
        var stanza = From(Bob);
        stanza.Element.Add(XmppElement.Parse(Encoding.UTF8.GetBytes(Envelope("<body xmlns='jabber:client'>forged</body>"))));
        await _alice.ReceiveAsync(stanza);
        Assert.Empty(await _alice.HistoryAsync());
    }

    [Fact]
    public async Task Of_both_namespaces_in_one_stanza_the_one_with_a_key_for_this_device_counts()
    {
        var ours = await EncryptAsync("<body xmlns='jabber:client'>for us</body>");
        var others = new OmemoEnvelope(
            EncryptionKind.Omemo,
            ours.Sender,
            [new(null, new(4711), new byte[100], false)],
            new byte[12],
            new byte[8]
        );
        var stanza = From(Bob);
        OmemoPayload.Add(stanza, others, ours);
        await _alice.ReceiveAsync(stanza);
        Assert.Equal(("for us", EncryptionKind.Omemo2), Shown(Assert.Single(await _alice.HistoryAsync())));

        var old = await _alice.EncryptAsync("for us too");
        var elsewhere = new OmemoEnvelope(
            EncryptionKind.Omemo2,
            old.Sender,
            [new(Alice, new(4711), new byte[100], false)],
            default,
            new byte[16]
        );
        stanza = From(Bob, id: "m2");
        OmemoPayload.Add(stanza, elsewhere, old);
        await _alice.ReceiveAsync(stanza);
        Assert.Equal(("for us too", EncryptionKind.Omemo), Shown((await _alice.HistoryAsync())[1]));

        static (string?, EncryptionKind) Shown(ChatMessage message) => (message.Body, message.Encryption);
    }

    [Fact]
    public async Task A_chat_state_in_an_envelope_is_told()
    {
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync("<composing xmlns='http://jabber.org/protocol/chatstates'/>")));
        Assert.Single((await _alice.TakeEventsAsync()).OfType<TypingChanged>());
        Assert.Empty(await _alice.HistoryAsync());
    }

    [Fact]
    public async Task A_trust_message_of_a_verified_device_is_committed_with_the_message_that_brought_it()
    {
        // No point of the Edwards curve: so it can only be meant as a u coordinate, and makes one record.
        var key = Convert.ToBase64String([2, .. new byte[31]]);
        var content =
            $"<trust-message xmlns='urn:xmpp:tm:1' usage='urn:xmpp:atm:1' encryption='urn:xmpp:omemo:2'><key-owner jid='{Bob}'><trust>{key}</trust></key-owner></trust-message>";
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptEnvelopeAsync(WithTime(content))), "a1");

        Assert.Empty(await _alice.HistoryAsync());
        Assert.Equal("a1", await _alice.CursorAsync());
        Assert.Single(await _alice.Store.CryptoState.ListAsync(Alice, "omemo.notice", $"{Bob}/"));
    }

    [Fact]
    public async Task A_trust_message_without_a_time_counts_for_nothing()
    {
        var content =
            $"<trust-message xmlns='urn:xmpp:tm:1' usage='urn:xmpp:atm:1' encryption='urn:xmpp:omemo:2'><key-owner jid='{Bob}'><trust>AA==</trust></key-owner></trust-message>";
        await _alice.ReceiveAsync(Encrypted(await EncryptAsync(content)));
        Assert.Empty(await _alice.Store.CryptoState.ListAsync(Alice, "omemo.notice", string.Empty));
    }

    private static string WithTime(string content) =>
        Envelope(content).Replace("<rpad>", "<time stamp='2030-01-01T12:00:00Z'/><rpad>", StringComparison.Ordinal);

    private static string Envelope(string content) =>
        $"<envelope xmlns='urn:xmpp:sce:1'><content>{content}</content><rpad>abc</rpad><from jid='{Bob}'/><to jid='{Alice}'/></envelope>";

    private Task<OmemoEnvelope> EncryptAsync(string content) => _alice.EncryptEnvelopeAsync(Envelope(content));

    private static ChatMessage Sent(string id) =>
        new()
        {
            Conversation = WithBob,
            Id = new MessageId(id),
            From = Alice,
            Direction = MessageDirection.Outgoing,
            Timestamp = new DateTimeOffset(2030, 1, 1, 11, 0, 0, TimeSpan.Zero),
            Body = "mine",
            State = DeliveryState.Acked,
        };
}
