// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Sending;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>Quotations in answers, both ways.</summary>
public sealed class QuotationTests : IAsyncLifetime
{
    private InboxFixture _alice = null!;

    public async ValueTask InitializeAsync() => _alice = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => _alice.DisposeAsync();

    private static ChatMessage Message(string? body, EncryptionKind encryption = EncryptionKind.None) =>
        new()
        {
            Conversation = WithBob,
            Id = new("m1"),
            From = Bob,
            Direction = MessageDirection.Incoming,
            Timestamp = default,
            Body = body,
            Encryption = encryption,
        };

    private static MessageStanza Answer(string body, string fallback)
    {
        var stanza = From(Bob, body, "a1");
        stanza.SetReply(new Reply("m0", Alice));
        stanza.Element.Add(Network.Xml.XmppElement.Parse(System.Text.Encoding.UTF8.GetBytes(fallback)));
        return stanza;
    }

    private static string Fallback(string range, string purpose = Replies.Namespace) =>
        $"<fallback xmlns='urn:xmpp:fallback:0' for='{purpose}'><body {range}/></fallback>";

    private async Task<string?> ReceiveAsync(MessageStanza stanza)
    {
        await _alice.ReceiveAsync(stanza);
        return Assert.Single(await _alice.HistoryAsync()).Body;
    }

    [Fact]
    public async Task A_quotation_is_not_part_of_the_text() =>
        Assert.Equal("Yes 🎉", await ReceiveAsync(Answer("> Really?\nYes 🎉", Fallback("start='0' end='10'"))));

    [Fact]
    public async Task A_quotation_that_is_the_whole_text_is_shown() =>
        Assert.Equal("> Really?", await ReceiveAsync(Answer("> Really?", Fallback("start='0' end='9'"))));

    [Theory]
    [InlineData("start='0' end='99'")]
    [InlineData("start='5' end='1'")]
    [InlineData("start='-1' end='4'")]
    public async Task A_quotation_of_a_malformed_extent_hides_nothing(string range) =>
        Assert.Equal("> Really?\nYes", await ReceiveAsync(Answer("> Really?\nYes", Fallback(range))));

    [Fact]
    public async Task What_answers_nothing_has_no_quotation()
    {
        var stanza = Answer("> Really?\nYes", Fallback("start='0' end='10'"));
        stanza.SetReply(null);
        Assert.Equal("> Really?\nYes", await ReceiveAsync(stanza));
    }

    [Fact]
    public async Task What_stands_beside_the_ciphertext_of_the_legacy_namespace_hides_nothing()
    {
        var stanza = Encrypted(
            await _alice.EncryptAsync(new Crypto.Omemo.OmemoContent("secret words"u8.ToArray(), null)) is [var first, ..] ? first : null!
        );
        stanza.SetReply(new Reply("m0", Alice));
        stanza.AddFallback(Replies.Namespace, new(0, 7));
        Assert.Equal("secret words", await ReceiveAsync(stanza));
    }

    [Fact]
    public void An_answer_quotes_and_who_knows_answers_reads_its_words_alone()
    {
        var answered = Message("Where is it?\nI can't find it.");
        var answer = Message("Here.") with { Direction = MessageDirection.Outgoing, ReplyTo = answered.Id };
        var content = OutgoingStanza.Of(answer, new(answered.From, Quotations.Of(answered, EncryptionChoice.None)));

        Assert.Equal("> Where is it?\n> I can't find it.\nHere.", content.Create().Body);
        Assert.Equal("Here.", content.Create().GetBodyWithoutFallback(Replies.Namespace));
        // Where only the text is encrypted nobody can tell how far a quotation goes.
        Assert.Equal("Here.", content.LegacyText);
        Assert.Null(content.CreateOuter().Body);
        Assert.DoesNotContain(content.CreateOuter().Element.Children, child => child.Is("fallback", Fallbacks.Namespace));
    }

    [Theory]
    [InlineData(EncryptionKind.Omemo2)]
    [InlineData(EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Otr)]
    public void Nothing_of_what_was_encrypted_is_quoted_in_the_clear(EncryptionKind kind)
    {
        Assert.Null(Quotations.Of(Message("secret", kind), EncryptionChoice.None));
        Assert.Equal("secret", Quotations.Of(Message("secret", kind), EncryptionChoice.Auto));
    }

    [Fact]
    public void A_quotation_is_short_and_cuts_no_character()
    {
        Assert.Equal("1\n2\n3\n4…", Quotations.Of(Message("1\n2\n3\n4\n5"), EncryptionChoice.None));
        var quoted = Quotations.Of(Message("x" + string.Concat(Enumerable.Repeat("🎉", 300))), EncryptionChoice.None)!;
        Assert.InRange(quoted.Length, 270, 281);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(quoted)));
        Assert.Null(Quotations.Of(Message(null), EncryptionChoice.Auto));
        Assert.Null(Quotations.Of(Message(""), EncryptionChoice.Auto));
    }
}
