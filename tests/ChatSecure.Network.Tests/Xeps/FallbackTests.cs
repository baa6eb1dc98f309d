// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using CsCheck;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class FallbackTests
{
    [Fact]
    public void A_reply_quotes_for_others_and_shows_its_own_words_to_those_who_know_replies()
    {
        var message = new MessageStanza(Peer) { Body = "Great 🎂 idea!" };
        message.SetReply(new("m1", Me), "We should\r\nbake a 🎂");

        var read = new MessageStanza(Reparse(message.Element));

        Assert.Equal("> We should\n> bake a 🎂\nGreat 🎂 idea!", read.Body);
        Assert.Equal("Great 🎂 idea!", read.GetBodyWithoutFallback(Replies.Namespace));
        Assert.Equal(read.Body, read.GetBodyWithoutFallback(Retractions.Namespace));
        Assert.Equal("m1", read.GetReply()!.Id);
    }

    [Theory]
    [InlineData("<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'/>", null)]
    [InlineData("<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><body/></fallback>", null)]
    [InlineData("<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><body start='2'/></fallback>", "a💘")]
    [InlineData("<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><body end='2'/></fallback>", "bc")]
    [InlineData("<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><body start='0' end='2'/><body start='1' end='3'/></fallback>", "c")]
    [InlineData("<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><subject/></fallback>", "a💘bc")]
    public void Characters_are_counted_as_code_points(string fallback, string? expected) =>
        Assert.Equal(expected, Read("a💘bc", fallback).GetBodyWithoutFallback("urn:x"));

    [Theory]
    [InlineData("start='0' end='5'")]
    [InlineData("start='3' end='2'")]
    [InlineData("start='-1' end='2'")]
    [InlineData("start='0' end='99999999999'")]
    [InlineData("start='x'")]
    public void A_range_that_is_malformed_or_beyond_the_text_hides_nothing(string range) =>
        Assert.Equal(
            "a💘bc",
            Read("a💘bc", $"<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><body {range}/></fallback>").GetBodyWithoutFallback("urn:x")
        );

    [Fact]
    public void Too_many_ranges_hide_nothing()
    {
        var ranges = string.Concat(Enumerable.Repeat("<body start='0' end='1'/>", Fallbacks.MaxRanges + 1));

        Assert.Equal(
            "abc",
            Read("abc", $"<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'>{ranges}</fallback>").GetBodyWithoutFallback("urn:x")
        );
    }

    [Fact]
    public void What_is_cut_and_what_is_left_make_up_the_text() =>
        Gen.Select(Gen.String[Gen.Char["aß漢"], 0, 20], Gen.Int[0, 20], Gen.Int[0, 20])
            .Sample(
                (text, a, b) =>
                {
                    var body = $"💘{text}💘";
                    var (start, end) = (Math.Min(a, b), Math.Max(a, b));
                    var message = new MessageStanza(Peer) { Body = body };
                    message.AddFallback("urn:x", new(start, end));
                    var runes = body.EnumerateRunes().ToArray();
                    var rest = end > runes.Length ? runes : [.. runes[..start], .. runes[end..]];
                    Assert.Equal(string.Concat(rest), message.GetBodyWithoutFallback("urn:x") ?? string.Empty);
                }
            );

    private static MessageStanza Read(string body, string content) => new(ParseXml($"<message><body>{body}</body>{content}</message>"));
}
