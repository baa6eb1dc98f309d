// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.Uris;
using CsCheck;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class XmppUriTests
{
    [Theory]
    [InlineData("xmpp:romeo@montague.example", "romeo@montague.example", null)]
    [InlineData("XMPP:romeo@montague.example#frag", "romeo@montague.example", null)]
    [InlineData("xmpp:room@muc.example?join", "room@muc.example", "join")]
    [InlineData("xmpp:montague.example?register;preauth=abc", "montague.example", "register")]
    [InlineData("xmpp:r%C3%B6meo@montague.example/a%2Fb%40c?message;body=a%3Bb", "römeo@montague.example/a/b@c", "message")]
    public void Uris_are_read(string text, string address, string? action)
    {
        Assert.True(XmppUri.TryParse(text, out var uri));
        Assert.Equal((Jid.Parse(address), action), (uri.Address, uri.Action));
    }

    [Fact]
    public void Parameters_are_read_and_plus_is_no_space()
    {
        Assert.True(XmppUri.TryParse("xmpp:a@b.example?roster;preauth=1tMF;name=Romeo+M%20%26%C3%A4;x=", out var uri));

        Assert.Equal(("1tMF", "Romeo+M &ä", ""), (uri.Parameters["preauth"], uri.Parameters["name"], uri.Parameters["x"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("romeo@montague.example")]
    [InlineData("http://montague.example")]
    [InlineData("xmpp:")]
    [InlineData("xmpp:@b.example")]
    [InlineData("xmpp://me@a.example/romeo@montague.example")]
    [InlineData("xmpp:a%40b@c.example")]
    [InlineData("xmpp:a%2Fb@c.example")]
    [InlineData("xmpp:a@b.example%2Fc")]
    [InlineData("xmpp:a@b.example%40c.example")]
    [InlineData("xmpp:a%@b.example")]
    [InlineData("xmpp:a%2@b.example")]
    [InlineData("xmpp:a%zz@b.example")]
    [InlineData("xmpp:a%ff@b.example")]
    [InlineData("xmpp:a%c0%af@b.example")]
    [InlineData("xmpp:a%00@b.example")]
    [InlineData("xmpp:a@b.example?")]
    [InlineData("xmpp:a@b.example?;body=x")]
    [InlineData("xmpp:a@b.example?body=x")]
    [InlineData("xmpp:a@b.example?message;body")]
    [InlineData("xmpp:a@b.example?message;=x")]
    [InlineData("xmpp:a@b.example?message;body=x;body=y")]
    [InlineData("xmpp:a@b.example?message;body=x\"; rm -rf `x`")]
    [InlineData("xmpp:a@b.example?message;body=a\nb")]
    [InlineData("xmpp:a@b.example?message;body=%00")]
    public void What_is_malformed_or_ambiguous_is_no_uri(string? text) => Assert.False(XmppUri.TryParse(text, out _));

    [Fact]
    public void Bounds_are_kept()
    {
        Assert.False(XmppUri.TryParse($"xmpp:a@b.example?message;body={new string('x', XmppUri.MaxLength)}", out _));
        Assert.False(
            XmppUri.TryParse(
                "xmpp:a@b.example?x" + string.Concat(Enumerable.Range(0, XmppUri.MaxParameters + 1).Select(i => $";p{i}=")),
                out _
            )
        );
    }

    [Fact]
    public void A_uri_is_written_with_everything_escaped()
    {
        var uri = XmppUri.Create(
            Jid.Parse("nasty!#$%()*+,-.;=[^_`{|}~node@montague.example/repulsive !#\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~resource")
        );

        Assert.Equal(
            "xmpp:nasty%21%23%24%25%28%29%2A%2B%2C-.%3B%3D%5B%5E_%60%7B%7C%7D~node@montague.example/repulsive%20%21%23%22%24%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~resource",
            uri.ToString()
        );
        Assert.Equal("xmpp:[::1]", XmppUri.Create(Jid.Parse("[::1]")).ToString());
    }

    [Fact]
    public void Parameters_need_an_action() =>
        Assert.Throws<ArgumentException>(() => XmppUri.Create(Jid.Parse("a@b.example"), null, ("body", "x")));

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.String[Gen.Char[" !\"#%&';=?@/\\äß漢💘a"], 0, 20], Gen.String[Gen.Char["abcäß"], 1, 5])
            .Sample(
                (value, name) =>
                {
                    // Half a pair of surrogates is no text.
                    value = value.EnumerateRunes().Aggregate("", (text, rune) => text + rune);
                    var uri = XmppUri.Create(Jid.Parse("römeo@montague.example/a b"), "message", (name, value));
                    Assert.True(XmppUri.TryParse(uri.ToString(), out var read));
                    Assert.Equal((uri.Address, "message", value), (read.Address, read.Action, read.Parameters[name]));
                    Assert.All(
                        uri.ToString(),
                        c => Assert.True(char.IsAsciiLetterOrDigit(c) || "-._~:@/?;=%".Contains(c, StringComparison.Ordinal))
                    );
                }
            );
}
