// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;

namespace ChatSecure.Core.Tests.Accounts;

public sealed class LinksTests
{
    [Theory]
    [InlineData("xmpp:bob@example.net", ChatLinkKind.Address, "bob@example.net")]
    [InlineData("xmpp:bob@example.net?message;body=Hi", ChatLinkKind.Message, "bob@example.net")]
    [InlineData("xmpp:room@muc.example.net?join", ChatLinkKind.Room, "room@muc.example.net")]
    [InlineData("xmpp:bob@example.net?roster;preauth=abc", ChatLinkKind.Contact, "bob@example.net")]
    [InlineData("xmpp:bob@example.net?register;preauth=abc", ChatLinkKind.Registration, "bob@example.net")]
    [InlineData("xmpp:example.net?register;preauth=abc", ChatLinkKind.Registration, "example.net")]
    public void A_link_says_what_it_wants(string text, ChatLinkKind kind, string address)
    {
        var link = Links.Read(text);

        Assert.Equal((kind, Jid.Parse(address)), (link!.Kind, link.Address));
    }

    [Theory]
    [InlineData("https://example.net/bob")]
    [InlineData("xmpp:")]
    [InlineData("xmpp:bob@example.net/phone?message")]
    [InlineData("xmpp:bob@example.net?remove")]
    [InlineData("xmpp:bob@example.net?roster;preauth=%20")]
    [InlineData("xmpp://me@example.org/bob@example.net?message")]
    [InlineData("javascript:alert(1)")]
    public void What_a_messenger_does_not_do_is_no_link(string text) => Assert.Null(Links.Read(text));

    [Fact]
    public void A_link_keeps_its_token_to_itself_and_a_text_that_is_too_long_out()
    {
        var link = Links.Read("xmpp:bob@example.net?roster;preauth=s3cr3t;name=Bob")!;

        Assert.Equal(("s3cr3t", "Bob"), (link.Token, link.SuggestedName));
        Assert.DoesNotContain("s3cr3t", link.ToString(), StringComparison.Ordinal);
        Assert.Equal("s3cr3t", Links.ReadInvitation(link)!.Token);
        Assert.Equal("Hi", Links.Read("xmpp:bob@example.net?message;body=Hi")!.Body);
        Assert.Null(Links.Read("xmpp:bob@example.net?message;body=" + new string('x', 4097))?.Body);
    }
}
