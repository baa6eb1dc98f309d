// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.Links;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps.Links;

public sealed class LinkDescriptionTests
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    private const string Link = "https://the.link.example.com/what-was-linked-to";

    private static IReadOnlyList<LinkMetadata> Read(string descriptions, string text = $"I wanted to mention {Link}") =>
        Message(descriptions).GetLinks(text);

    private static MessageStanza Message(string descriptions) =>
        new(ParseXml($"<message xmlns='jabber:client' xmlns:rdf='{Rdf}' xmlns:og='https://ogp.me/ns#'>{descriptions}</message>"));

    private static string Description(string content, string about = Link) =>
        $"<rdf:Description rdf:about='{about}'>{content}</rdf:Description>";

    [Fact]
    public void The_example_of_the_specification_is_read()
    {
        var link = Assert.Single(
            Read(
                $"""
                <rdf:Description xmlns:rdf="{Rdf}" xmlns:og="https://ogp.me/ns#" xmlns:ogi="https://ogp.me/ns#image:" rdf:about="{Link}">
                  <og:title>The Best Webpage</og:title>
                  <og:description>This is a great webpage and you will really like it</og:description>
                  <og:url>https://example.com/canonical-url/for/what-was-linked-to</og:url>
                  <og:image>https://link.to.example.com/image.png</og:image>
                  <og:image>cid:sha-256+e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@bob.xmpp.org</og:image>
                  <og:image>ni:///shai-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU</og:image>
                  <og:image>data:image/gif;base64,{Gif}</og:image>
                  <ogi:alt>Alt text for the social media image</ogi:alt>
                  <og:video>https://videos.example.com/video-embed.html</og:video>
                  <og:type>website</og:type>
                  <og:site_name>Example Website</og:site_name>
                </rdf:Description>
                """
            )
        );

        Assert.Equal(
            new LinkMetadata(Link)
            {
                Title = "The Best Webpage",
                Description = "This is a great webpage and you will really like it",
                CanonicalAddress = "https://example.com/canonical-url/for/what-was-linked-to",
                Picture = $"data:image/gif;base64,{Gif}",
                PictureDescription = "Alt text for the social media image",
                SiteName = "Example Website",
            },
            link
        );
    }

    [Fact]
    public void What_is_told_of_a_link_is_read_as_it_was_written()
    {
        var link = new LinkMetadata("https://example.org/ä?a=1&b='2'")
        {
            Title = "Tea & <cake>",
            Description = "Für alle",
            SiteName = "Example",
            CanonicalAddress = "https://www.example.org/",
            Picture = $"data:image/gif;base64,{Gif}",
            PictureDescription = "A cup",
        };
        var message = new MessageStanza(Jid.Parse("romeo@montague.example"));
        message.AddLink(link);

        var xml = message.Element.ToUtf8();
        Assert.Contains(
            $" xmlns:rdf='{Rdf}' rdf:about='https://example.org/ä?",
            System.Text.Encoding.UTF8.GetString(xml),
            StringComparison.Ordinal
        );
        Assert.Equal([link], new MessageStanza(XmppElement.Parse(xml)).GetLinks($"See {link.Address}!"));
    }

    [Theory]
    [InlineData($"<rdf:Description about='{Link}'><og:title>x</og:title></rdf:Description>")]
    [InlineData($"<rdf:Description xmlns:x='urn:x' x:about='{Link}'><og:title>x</og:title></rdf:Description>")]
    [InlineData("<rdf:Description><og:title>x</og:title></rdf:Description>")]
    [InlineData($"<Description rdf:about='{Link}'><og:title>x</og:title></Description>")]
    [InlineData($"<rdf:Description rdf:about='{Link}'><title>x</title></rdf:Description>")]
    [InlineData($"<rdf:Description rdf:about='{Link}'/>")]
    public void A_description_without_its_link_in_the_right_namespace_is_none(string description) => Assert.Empty(Read(description));

    [Theory]
    [InlineData("http://example.org/")]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/what-was-linked-to")]
    public void A_link_that_is_not_https_is_told_nothing_of(string about) =>
        Assert.Empty(Read(Description("<og:title>x</og:title>", about), $"See {about}"));

    [Fact]
    public void Errors_and_messages_without_text_tell_nothing()
    {
        var description = Description("<og:title>x</og:title>");
        Assert.Empty(Message(description).GetLinks(null));
        Assert.Empty(Message(description).GetLinks(string.Empty));
        var error = Message(description);
        error.Element["type"] = "error";
        Assert.Empty(error.GetLinks(Link));
    }

    [Fact]
    public void Only_links_in_the_text_are_told_of_few_and_each_once()
    {
        Assert.Empty(Read(Description("<og:title>x</og:title>"), "I wanted to mention nothing"));
        Assert.Equal(
            "first",
            Assert.Single(Read(Description("<og:title>first</og:title>") + Description("<og:title>second</og:title>"))).Title
        );

        var many = Enumerable.Range(0, 100).Select(i => $"https://example.org/{i:D3}").ToArray();
        var links = Read(string.Concat(many.Select(address => Description("<og:title>x</og:title>", address))), string.Join(' ', many));
        Assert.Equal(many.Take(LinkMetadata.MaxInMessage), links.Select(link => link.Address));
    }

    [Theory]
    [InlineData("https://evil.example/track.png")]
    [InlineData("cid:sha-256+e3b0c442@bob.xmpp.org")]
    [InlineData("data:text/html;base64,PHNjcmlwdD4=")]
    [InlineData("data:image/gif;base64,AAAA")]
    public void A_picture_that_would_have_to_be_fetched_is_left_out(string picture)
    {
        var link = Assert.Single(Read(Description($"<og:title>x</og:title><og:image>{picture}</og:image>")));
        Assert.Equal((null, null), (link.Picture, link.PictureDescription));
    }

    [Theory]
    [InlineData("https://bank.example/", null)]
    [InlineData("https://notexample.com/", null)]
    [InlineData("http://example.com/", null)]
    [InlineData("https://example.com/x", "https://example.com/x")]
    [InlineData("https://www.the.link.example.com/", "https://www.the.link.example.com/")]
    public void A_page_of_another_site_is_not_its_canonical_address(string claimed, string? expected) =>
        Assert.Equal(expected, Assert.Single(Read(Description($"<og:title>x</og:title><og:url>{claimed}</og:url>"))).CanonicalAddress);

    [Fact]
    public void What_is_beyond_a_bound_is_cut_and_not_sent()
    {
        var link = Assert.Single(
            Read(
                Description(
                    $"<og:title>{new string('a', 254)}😀b</og:title><og:description>  a\n\n b {new string('x', 2000)}</og:description>"
                )
            )
        );
        Assert.Equal(new string('a', 254), link.Title);
        Assert.Equal(1024, link.Description!.Length);
        Assert.StartsWith("a b x", link.Description, StringComparison.Ordinal);

        LinkMetadata[] bad =
        [
            new("http://example.org/"),
            new("https://example.org/") { Title = new string('x', 256) },
            new("https://example.org/") { Title = "two\nlines" },
            new("https://example.org/") { Title = string.Empty },
            new("https://example.org/") { Description = new string('x', 1025) },
            new("https://example.org/") { CanonicalAddress = "https://bank.example/" },
            new("https://example.org/") { Picture = "https://example.org/picture.png" },
            new("https://example.org/") { Picture = $"data:image/gif;base64,{new string('A', 2 * FileThumbnail.MaxBytes)}" },
        ];
        Assert.All(
            bad,
            other => Assert.Throws<ArgumentException>(() => new MessageStanza(Jid.Parse("romeo@montague.example")).AddLink(other))
        );
    }
}
