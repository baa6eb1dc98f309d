// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Transport;
using ChatSecure.Network.Tests.Xeps.HttpUpload;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Network.Xeps.Links;
using Microsoft.Extensions.Time.Testing;
using static ChatSecure.Network.Tests.Xeps.HttpUpload.FakeHttpsServer;

namespace ChatSecure.Network.Tests.Xeps.Links;

public sealed class LinkFetcherTests : IAsyncLifetime
{
    private const string Host = "pages.capulet.example";

    // In ASCII, for the server's answers are text: the header of a GIF of 0x2020 by 0x0120 pixels is a picture as far as anybody looks here.
    private const string Gif = "GIF89a  \u0020\u0001";
    private const string Page = "<head><title>Tea</title><meta property='og:image' content='/cup'></head>";

    private readonly FakeDns _dns = new();
    private readonly FakeHttpsServer _server;
    private Func<FakeHttpsServer.Request, string> _answer = _ => Html(Page);

    public LinkFetcherTests()
    {
        _server = new(Host, request => _answer(request));
        _dns.Hosts[Host] = [IPAddress.Loopback];
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Html(string page, string type = "text/html; charset=utf-8") =>
        Answer("200 OK", page, $"Content-Type: {type}\r\n");

    private static bool IsPicture(FakeHttpsServer.Request request) => request.Head.StartsWith("GET /cup ", StringComparison.Ordinal);

    [Fact]
    public async Task A_page_tells_of_itself_with_its_picture()
    {
        _answer = request =>
            IsPicture(request) ? Answer("200 OK", "GIF89a\u0001\u0000\u0001\u0000", "Content-Type: text/plain\r\n") : Html(Page);
        using var links = Create();

        var about = await links.FetchAsync(Url());

        Assert.Equal((Url().OriginalString, "Tea"), (about.Address, about.Title));
        Assert.Equal("data:image/gif;base64,R0lGODlhAQABAA==", about.Picture);
    }

    [Fact]
    public async Task A_page_is_asked_without_a_word_about_us()
    {
        _answer = request => Answer("404 Not Found", headers: "Set-Cookie: a=b\r\n");
        using var links = Create();
        await Refuse(ErrorKind.Protocol, links.FetchAsync(Url()));
        _answer = _ => Html("<title>Tea</title>");
        await links.FetchAsync(Url());

        Assert.Equal(2, _server.Requests.Count);
        Assert.All(
            _server.Requests,
            request =>
                Assert.Equal(
                    ["GET /page HTTP/1.1", "Accept: text/html, application/xhtml+xml", $"Host: {Host}:{_server.Port}"],
                    request.Head.TrimEnd().Split("\r\n").Order(StringComparer.Ordinal).OrderByDescending(line => line[0] == 'G')
                )
        );
    }

    [Theory]
    [InlineData("http://pages.capulet.example/x")]
    [InlineData("https://user:secret@pages.capulet.example/x")]
    [InlineData("https://127.0.0.1:1/x")]
    [InlineData("https://[::1]:1/x")]
    [InlineData("https://[fe80::1]:1/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://2130706433:1/x")]
    [InlineData("https://localhost:1/x")]
    [InlineData("https://router.local:1/x")]
    [InlineData("https://router:1/x")]
    [InlineData("https://abc.onion/x")]
    [InlineData("https://rebound.example:1/x")]
    [InlineData("https://mixed.example:1/x")]
    [InlineData("file:///etc/passwd")]
    public async Task Neither_a_link_nor_where_it_leads_is_plain_http_or_private(string target)
    {
        _dns.Hosts["rebound.example"] = [IPAddress.Parse("192.168.1.1")];
        _dns.Hosts["mixed.example"] = [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1")];
        _answer = _ => Answer("302 Found", headers: $"Location: {target}\r\n");
        using var links = Create();

        await Refuse(ErrorKind.InsecureConnection, links.FetchAsync(Url()));
        await Refuse(ErrorKind.InsecureConnection, links.FetchAsync(new(target)));

        Assert.Single(_server.Requests);
        Assert.DoesNotContain("abc.onion", _dns.Asked);
    }

    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://10.0.0.1/x")]
    [InlineData("https://localhost/x")]
    public async Task A_proxy_is_not_asked_for_its_own_network(string link)
    {
        await using var proxy = new FakeSocksProxy(_server.Port);
        using var links = Create(new() { Proxy = proxy.Url() });

        await Refuse(ErrorKind.InsecureConnection, links.FetchAsync(new(link)));

        Assert.Null(proxy.Asked);
    }

    [Fact]
    public async Task A_page_is_asked_through_the_proxy_and_no_name_of_dns()
    {
        await using var proxy = new FakeSocksProxy(_server.Port) { Method = 2 };
        _answer = _ => Html("<title>Tea</title>");
        using var links = Create(new() { Proxy = proxy.Url("user:secret@"), ExtraAuthoritiesPem = _server.AuthorityPem });

        await links.FetchAsync(new($"https://{Host}/page"));

        Assert.Equal(($"{Host}:443", "user:secret"), (proxy.Asked, proxy.Login));
        Assert.Empty(_dns.Asked);
    }

    [Fact]
    public async Task A_page_with_a_certificate_by_nobody_is_not_asked()
    {
        using var links = Create(new() { PrivateHosts = new HashSet<string> { Host } });

        await Refuse(ErrorKind.InsecureConnection, links.FetchAsync(Url()));

        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_page_that_leads_on_for_ever_is_given_up()
    {
        _answer = _ => Answer("302 Found", headers: "Location: /page\r\n");
        using var links = Create();

        await Refuse(ErrorKind.Protocol, links.FetchAsync(Url()));

        Assert.Equal(HttpTransfer.MaxRedirects + 1, _server.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_takes_too_long_is_given_up()
    {
        var time = new FakeTimeProvider();
        _answer = request =>
        {
            // Each step is quick enough, and all of them are not.
            time.Advance(TimeSpan.FromSeconds(16));
            return Answer("302 Found", headers: "Location: /page\r\n");
        };
        using var links = new LinkFetcher(Options(), time, _dns);

        await Refuse(ErrorKind.TimedOut, links.FetchAsync(Url()));
    }

    [Fact]
    public async Task A_person_may_give_up()
    {
        using var stop = new CancellationTokenSource();
        _answer = _ =>
        {
            stop.Cancel();
            return string.Empty;
        };
        using var links = Create();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => links.FetchAsync(Url(), stop.Token));
    }

    [Fact]
    public async Task So_much_of_a_page_is_read_and_no_more()
    {
        var filler = new string(' ', LinkFetcher.MaxPageBytes);
        _answer = _ => Html($"<title>Tea</title>{filler}<meta property='og:title' content='late'>");
        using var links = Create();
        Assert.Equal("Tea", (await links.FetchAsync(Url())).Title);

        // The end of the head is enough, though the host would go on for ever.
        _answer = _ => $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999999\r\n\r\n<title>Tea</title></HEAD>";
        Assert.Equal("Tea", (await links.FetchAsync(Url())).Title);
    }

    [Theory]
    [InlineData("application/pdf", "<title>Tea</title>")]
    [InlineData("text/plain", "<title>Tea</title>")]
    [InlineData("image/svg+xml", "<svg><title>Tea</title></svg>")]
    [InlineData("text/html", "nothing")]
    public async Task What_is_no_page_or_tells_nothing_is_said_to_be_so(string type, string content)
    {
        _answer = _ => Html(content, type);
        using var links = Create();

        Assert.Equal("no-metadata", (await Refuse(ErrorKind.Protocol, links.FetchAsync(Url()))).Condition);
    }

    [Fact]
    public async Task An_encoding_that_nobody_asked_for_is_refused()
    {
        _answer = _ => Answer("200 OK", Page, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n");
        using var links = Create();

        await Refuse(ErrorKind.Protocol, links.FetchAsync(Url()));
    }

    [Theory]
    [InlineData("<svg/>", "/cup")]
    [InlineData(Gif, "https://127.0.0.1:1/cup")]
    [InlineData(Gif, "http://pages.capulet.example/cup")]
    [InlineData("GIF89a\u0001\u0000\u007f\u007f", "/cup")]
    public async Task A_picture_that_is_none_too_large_or_not_public_is_left_out(string picture, string address)
    {
        _answer = request =>
            IsPicture(request)
                ? Answer("200 OK", picture, "Content-Type: image/gif\r\n")
                : Html($"<title>Tea</title><meta property='og:image' content='{address}'><meta property='og:image:alt' content='A cup'>");
        using var links = Create();

        var about = await links.FetchAsync(Url());

        Assert.Equal(("Tea", null, null), (about.Title, about.Picture, about.PictureDescription));
    }

    [Fact]
    public async Task A_picture_of_too_many_bytes_is_left_out()
    {
        _answer = request =>
            IsPicture(request)
                ? Answer("200 OK", "GIF89a\u0001\u0000\u0001\u0000" + new string('x', LinkFetcher.MaxPictureBytes))
                : Html(Page);
        using var links = Create();

        Assert.Null((await links.FetchAsync(Url())).Picture);
    }

    [Fact]
    public async Task A_link_to_a_picture_is_that_picture()
    {
        _answer = _ => Html("GIF89a\u0001\u0000\u0001\u0000", "image/gif");
        using var links = Create();

        Assert.Equal(
            (null, "data:image/gif;base64,R0lGODlhAQABAA=="),
            ((await links.FetchAsync(Url())) is var it ? it.Title : "", it.Picture)
        );
    }

    private static async Task<ChatSecureException> Refuse(ErrorKind kind, Task fetch)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => fetch);
        Assert.Equal(kind, error.Kind);
        return error;
    }

    private HttpTransferOptions Options() =>
        new()
        {
            ExtraAuthoritiesPem = _server.AuthorityPem,
            PrivateHosts = new HashSet<string> { Host },
        };

    private LinkFetcher Create(HttpTransferOptions? options = null) => new(options ?? Options(), null, _dns);

    private Uri Url() => new($"https://{Host}:{_server.Port}/page");
}
