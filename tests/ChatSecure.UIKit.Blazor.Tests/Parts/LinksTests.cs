// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Parts;

namespace ChatSecure.UIKit.Blazor.Tests.Parts;

public sealed class LinksTests
{
    [Theory]
    [InlineData("https://example.org", "https://example.org/")]
    [InlineData("see (https://example.org/a(b)).", "https://example.org/a(b)")]
    [InlineData("HTTP://EXAMPLE.ORG/x!", "http://example.org/x")]
    [InlineData("xmpp:bob@example.org?message;body=hi", "xmpp:bob@example.org?message;body=hi")]
    [InlineData("mailto:bob@example.org, please", "mailto:bob@example.org")]
    public void Finds_what_can_be_followed(string text, string address)
    {
        var link = Assert.Single(Links.Split(text), part => part.Address is not null);

        Assert.Equal(address, link.Address);
        Assert.Equal(text, string.Concat(Links.Split(text).Select(part => part.Text)));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("xjavascript:https")]
    [InlineData("https://")]
    [InlineData("mailto:")]
    [InlineData("notxmpp:bob")]
    [InlineData("https://bank.example@evil.example/")]
    [InlineData("https:// example.org")]
    public void Everything_else_is_text(string text) => Assert.All(Links.Split(text), part => Assert.Null(part.Address));

    [Fact]
    public void Takes_time_in_proportion_to_the_text()
    {
        var text = string.Concat(Enumerable.Repeat("https://a:http:mailto:xmpp:", 20_000));

        Assert.Equal(text, string.Concat(Links.Split(text).Select(part => part.Text)));
        Assert.InRange(
            Links.Split(string.Concat(Enumerable.Repeat("https://a.example ", 5000))).Count(part => part.Address is not null),
            1,
            100
        );
    }
}
