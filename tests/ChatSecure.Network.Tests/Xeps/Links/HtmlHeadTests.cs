// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Text;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Links;

namespace ChatSecure.Network.Tests.Xeps.Links;

public sealed class HtmlHeadTests
{
    private static readonly Uri _page = new("https://example.org/a/b");

    private static LinkMetadata? About(string html) => PageMetadata.Read(_page, _page, html)?.About;

    [Theory]
    [InlineData("<title>Tea</title>", "Tea")]
    [InlineData("<TITLE\n>  Tea\n &amp; cake </TITLE >", "Tea & cake")]
    [InlineData("<!doctype html><html><head><meta charset=utf-8><title>Tea</title></head>", "Tea")]
    [InlineData("<title>Tea</title><meta property='og:title' content='Open Tea'>", "Open Tea")]
    [InlineData("<meta content=\"Open Tea\" property=\"og:title\"/><title>Tea</title>", "Open Tea")]
    [InlineData("<meta property=og:title content=Tea>", "Tea")]
    [InlineData("<meta property = og:title content = 'a > b'>", "a > b")]
    [InlineData("<meta name=twitter:title content=Tea>", "Tea")]
    [InlineData("<meta property='og:title' content='first'><meta property='og:title' content='second'>", "first")]
    [InlineData("<meta property='og:title' content=' '><title>Tea</title>", "Tea")]
    [InlineData("<meta property='og:title' property='x' content='first' content='second'>", "first")]
    [InlineData("<!-- <title>No</title> --><title>Tea</title>", "Tea")]
    [InlineData("<script>'<title>No</title>'</script><title>Tea</title>", "Tea")]
    [InlineData("<style><title>No</title></style><title>Tea</title>", "Tea")]
    [InlineData("<noscript><meta property='og:title' content='No'></noscript><title>Tea</title>", "Tea")]
    [InlineData("<title>&lt;script&gt; &#x1F375; &bogus;</title>", "<script> 🍵 &bogus;")]
    [InlineData("<title>a\u0000\u0007b\uFFFFc</title>", "a bc")]
    [InlineData("<title>Tea", "Tea")]
    [InlineData("< title>No</title><title>Tea</title>", "Tea")]
    [InlineData("<?xml version='1.0'?><title>Tea</title>", "Tea")]
    [InlineData("</title><title>Tea</title>", "Tea")]
    public void What_a_page_is_called_is_found(string html, string title) => Assert.Equal(title, About(html)?.Title);

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("<title></title>")]
    [InlineData("<body><title>No</title>")]
    [InlineData("</head><title>No</title>")]
    [InlineData("<!-- <title>No</title>")]
    [InlineData("<script><title>No</title>")]
    [InlineData("<meta property='og:title' content='No")]
    [InlineData("<meta property='og:image' content='https://example.org/x.png'>")]
    public void A_page_that_tells_nothing_tells_nothing(string html) => Assert.Null(About(html));

    [Fact]
    public void Everything_that_is_told_is_found()
    {
        var (about, picture) = PageMetadata
            .Read(
                new("https://t.example/x"),
                _page,
                """
                <head><link rel="stylesheet" href="x.css"><link rel=canonical href="/tea"><title>Tea</title>
                <meta name="description" content="How to &quot;make&quot; it"><meta property="og:site_name" content="Example">
                <meta property="og:image" content="../cup.png"><meta property="og:image:alt" content="A cup"></head>
                """
            )!
            .Value;

        Assert.Equal(
            new LinkMetadata("https://t.example/x")
            {
                Title = "Tea",
                Description = "How to \"make\" it",
                SiteName = "Example",
                CanonicalAddress = "https://example.org/tea",
                PictureDescription = "A cup",
            },
            about
        );
        Assert.Equal(new("https://example.org/cup.png"), picture);
    }

    [Theory]
    [InlineData("https://bank.example/")]
    [InlineData("http://example.org/")]
    [InlineData("javascript:alert(1)")]
    public void A_page_does_not_pass_for_another(string claimed) =>
        Assert.Null(About($"<title>Tea</title><meta property='og:url' content='{claimed}'>")!.CanonicalAddress);

    [Theory]
    [InlineData("Grüße", "utf-8", "text/html; charset=utf-8", null)]
    [InlineData("Grüße", "iso-8859-1", "iso-8859-1", null)]
    [InlineData("Grüße", "windows-1252", null, "<meta charset=ISO-8859-1>")]
    [InlineData("Привет", "koi8-r", "koi8-r", "<meta charset=utf-8>")]
    [InlineData("Привет", "windows-1251", null, "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>")]
    [InlineData("お茶", "shift_jis", null, "<meta charset='Shift_JIS'>")]
    [InlineData("Grüße", "utf-8", null, null)]
    [InlineData("Grüße", "utf-8", "no-such-charset", null)]
    [InlineData("Grüße", "utf-8", null, "<meta charset=utf-16>")]
    public void The_character_encoding_is_what_http_or_the_page_says(string title, string encoding, string? http, string? meta)
    {
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(
            $"{meta}<title>{title}</title>"
        );
        Assert.Equal(title, About(PageText.Read(bytes, http?.Split('=')[^1]))!.Title);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_mark_at_the_beginning_outweighs_what_is_said(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] page = [.. encoding.GetPreamble(), .. encoding.GetBytes("<meta charset=koi8-r><title>Grüße</title>")];
        Assert.Equal("Grüße", About(PageText.Read(page, "koi8-r"))!.Title);
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<a ")]
    [InlineData("<a b='")]
    [InlineData("<a b=c ")]
    [InlineData("<title></")]
    [InlineData("<script></scrip")]
    [InlineData("<!--")]
    [InlineData("<meta property=og:title ")]
    [InlineData("=")]
    [InlineData("&amp;")]
    public void A_hostile_page_costs_no_more_than_its_length(string piece)
    {
        var html = new StringBuilder().Insert(0, piece, LinkFetcher.MaxPageBytes / piece.Length).ToString();
        var watch = Stopwatch.StartNew();
        _ = About(html);
        _ = About($"<meta property=og:title content='{html.Replace("'", "", StringComparison.Ordinal)}'>");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }
}
