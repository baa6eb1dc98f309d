// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Transport;
using ChatSecure.Network.Xeps.HttpUpload;
using Microsoft.Extensions.Time.Testing;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;
using static ChatSecure.Network.Tests.Xeps.HttpUpload.FakeHttpsServer;

namespace ChatSecure.Network.Tests.Xeps.HttpUpload;

public sealed class HttpTransferTests : IAsyncLifetime
{
    private const string Host = "files.capulet.example";

    private readonly FakeDns _dns = new();
    private readonly FakeHttpsServer _server;
    private Func<FakeHttpsServer.Request, string> _answer = _ => Answer("200 OK", "content");

    public HttpTransferTests()
    {
        _server = new(Host, request => _answer(request));
        _dns.Hosts[Host] = [IPAddress.Loopback];
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_file_is_put_into_its_slot_with_the_headers_of_the_slot()
    {
        _answer = _ => Answer("201 Created");
        var slot = Slot(
            3,
            "<header name='authorization'>Basic abc</header><header name='Cookie'>a=b; c=d</header><header name='Expires'>never</header>"
        );
        var progress = new Progress();

        using (var transfer = Create())
        {
            await transfer.UploadAsync(slot, new MemoryStream([1, 2, 3, 4]), progress);
        }

        var request = Assert.Single(_server.Requests);
        Assert.StartsWith($"PUT /put HTTP/1.1\r\n", request.Head, StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic abc\r\n", request.Head, StringComparison.Ordinal);
        Assert.Contains("Cookie: a=b; c=d\r\n", request.Head, StringComparison.Ordinal);
        Assert.Contains("Expires: never\r\n", request.Head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: image/png\r\n", request.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("User-Agent", request.Head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", request.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([1, 2, 3], request.Body);
        Assert.Equal([3], progress.Reports);
    }

    [Theory]
    [InlineData("302 Found")]
    [InlineData("403 Forbidden")]
    [InlineData("500 Oops")]
    public async Task An_upload_that_is_refused_or_sent_elsewhere_fails(string status)
    {
        _answer = _ => Answer(status, headers: $"Location: https://{Host}:{_server.Port}/other\r\n");
        using var transfer = Create();

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => transfer.UploadAsync(Slot(1), new MemoryStream([1])));

        Assert.Equal((ErrorKind.Protocol, status[..3]), (error.Kind, error.Condition));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_file_that_is_shorter_than_its_slot_is_not_uploaded()
    {
        using var transfer = Create();

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => transfer.UploadAsync(Slot(5), new MemoryStream([1])));

        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_file_is_got()
    {
        using var transfer = Create();
        var progress = new Progress();
        var file = new MemoryStream();

        Assert.Equal(7, await transfer.DownloadAsync(Url(), file, 7, progress));

        Assert.Equal("content", Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(7, progress.Reports[^1]);
        Assert.DoesNotContain("Accept-Encoding", Assert.Single(_server.Requests).Head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_not_read()
    {
        using var transfer = Create();
        var file = new MemoryStream();

        await Refuse(ErrorKind.Protocol, transfer.DownloadAsync(Url(), file, 6));

        Assert.Equal(0, file.Length);
    }

    [Fact]
    public async Task A_file_that_turns_out_too_large_is_broken_off()
    {
        _answer = _ => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', 100_000);
        using var transfer = Create();

        await Refuse(ErrorKind.Protocol, transfer.DownloadAsync(Url(), new MemoryStream(), 1000));
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("206 Partial Content")]
    [InlineData("302 Found")]
    public async Task What_is_no_file_is_not_taken_for_one(string status)
    {
        _answer = _ => Answer(status, "page");
        using var transfer = Create();

        await Refuse(ErrorKind.Protocol, transfer.DownloadAsync(Url(), new MemoryStream(), 100));
    }

    [Fact]
    public async Task A_redirect_within_the_rules_is_followed()
    {
        _answer = request => request.Head.StartsWith("GET /get", StringComparison.Ordinal) ? Redirect("/moved") : Answer("200 OK", "here");
        using var transfer = Create();
        var file = new MemoryStream();

        await transfer.DownloadAsync(Url(), file, 100);

        Assert.Equal("here", Encoding.UTF8.GetString(file.ToArray()));
    }

    [Theory]
    [InlineData("http://files.capulet.example/x")]
    [InlineData("https://127.0.0.1:1/x")]
    [InlineData("https://[::1]:1/x")]
    [InlineData("https://[::ffff:10.0.0.1]:1/x")]
    [InlineData("https://2130706433:1/x")]
    [InlineData("https://localhost:1/x")]
    [InlineData("https://router.local:1/x")]
    [InlineData("https://router:1/x")]
    [InlineData("https://abc.onion/x")]
    [InlineData("https://rebound.example:1/x")]
    [InlineData("https://mixed.example:1/x")]
    [InlineData("file:///etc/passwd")]
    public async Task Neither_an_address_nor_a_redirect_leads_to_plain_http_or_a_private_network(string target)
    {
        _dns.Hosts["rebound.example"] = [IPAddress.Parse("192.168.1.1")];
        _dns.Hosts["mixed.example"] = [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1")];
        _answer = _ => Redirect(target);
        using var transfer = Create();

        await Refuse(ErrorKind.InsecureConnection, transfer.DownloadAsync(Url(), new MemoryStream(), 100));
        await Refuse(ErrorKind.InsecureConnection, transfer.DownloadAsync(new(target), new MemoryStream(), 100));

        Assert.Single(_server.Requests);
        Assert.DoesNotContain("abc.onion", _dns.Asked);
    }

    [Fact]
    public async Task Redirects_do_not_go_on_for_ever()
    {
        _answer = _ => Redirect("/get");
        using var transfer = Create();

        await Refuse(ErrorKind.Protocol, transfer.DownloadAsync(Url(), new MemoryStream(), 100));

        Assert.Equal(HttpTransfer.MaxRedirects + 1, _server.Requests.Count);
    }

    [Fact]
    public async Task A_certificate_by_nobody_we_trust_is_refused()
    {
        using var transfer = new HttpTransfer(new() { PrivateHosts = new HashSet<string> { Host } }, null, _dns);

        await Refuse(ErrorKind.InsecureConnection, transfer.DownloadAsync(Url(), new MemoryStream(), 100));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        _dns.Hosts["other.example"] = [IPAddress.Loopback];
        using var transfer = Create();

        await Refuse(ErrorKind.InsecureConnection, transfer.DownloadAsync(Url("other.example"), new MemoryStream(), 100));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Everything_goes_through_the_proxy_and_no_name_is_asked_of_dns()
    {
        await using var proxy = new FakeSocksProxy(_server.Port) { Method = 2 };
        using var transfer = Create(new() { Proxy = proxy.Url("user:secret@"), ExtraAuthoritiesPem = _server.AuthorityPem });

        await transfer.DownloadAsync(new($"https://{Host}/get"), new MemoryStream(), 100);

        Assert.Equal(($"{Host}:443", "user:secret"), (proxy.Asked, proxy.Login));
        Assert.Empty(_dns.Asked);
    }

    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://localhost/x")]
    public async Task A_proxy_is_not_asked_for_its_own_network(string url)
    {
        await using var proxy = new FakeSocksProxy(_server.Port);
        using var transfer = Create(new() { Proxy = proxy.Url() });

        await Refuse(ErrorKind.InsecureConnection, transfer.DownloadAsync(new(url), new MemoryStream(), 100));

        Assert.Null(proxy.Asked);
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_not_gone_around()
    {
        await using var proxy = new FakeSocksProxy(_server.Port) { Reply = 5 };
        using var transfer = Create(new() { Proxy = proxy.Url(), ExtraAuthoritiesPem = _server.AuthorityPem });

        await Refuse(ErrorKind.Unreachable, transfer.DownloadAsync(Url(), new MemoryStream(), 100));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_transfer_that_stands_still_is_given_up()
    {
        var time = new FakeTimeProvider();
        _answer = _ =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return string.Empty;
        };
        using var transfer = new HttpTransfer(Options(), time, _dns);

        await Refuse(ErrorKind.TimedOut, transfer.DownloadAsync(Url(), new MemoryStream(), 100));
    }

    [Fact]
    public async Task A_transfer_can_be_broken_off()
    {
        using var stop = new CancellationTokenSource();
        _answer = _ =>
        {
            stop.Cancel();
            return string.Empty;
        };
        using var transfer = Create();

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            transfer.DownloadAsync(Url(), new MemoryStream(), 100, null, stop.Token)
        );
    }

    [Fact]
    public async Task A_host_that_hangs_up_is_an_error()
    {
        _answer = _ => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
        using var transfer = Create();

        await Refuse(ErrorKind.Unreachable, transfer.DownloadAsync(Url(), new MemoryStream(), 100));
    }

    [Theory]
    [InlineData("ETag: \"one\"", "If-Range: \"one\"")]
    [InlineData("Last-Modified: Sun, 29 Nov 2026 10:00:00 GMT", "If-Range: Sun, 29 Nov 2026 10:00:00 GMT")]
    public async Task A_transfer_that_breaks_off_goes_on_where_it_broke(string mark, string condition)
    {
        _answer = _ =>
            _server.Requests.Count switch
            {
                1 => $"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nAccept-Ranges: bytes\r\n{mark}\r\n\r\n0123",
                2 => $"HTTP/1.1 206 Partial Content\r\nContent-Length: 6\r\nContent-Range: bytes 4-9/10\r\n{mark}\r\n\r\n45",
                _ => Answer("206 Partial Content", "6789", $"Content-Range: bytes 6-9/10\r\n{mark}\r\n"),
            };
        using var transfer = Create();
        var file = new MemoryStream();
        var progress = new Progress();

        Assert.Equal(10, await transfer.DownloadAsync(Url(), file, 10, progress));

        Assert.Equal("0123456789", Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal([4, 6, 10], progress.Reports);
        var heads = _server.Requests.Select(request => request.Head).ToList();
        Assert.DoesNotContain("Range", heads[0], StringComparison.Ordinal);
        Assert.Contains("Range: bytes=4-\r\n", heads[1], StringComparison.Ordinal);
        Assert.Contains("Range: bytes=6-\r\n", heads[2], StringComparison.Ordinal);
        Assert.All(heads.Skip(1), head => Assert.Contains($"{condition}\r\n", head, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 4-9/10\r\nETag: \"two\"\r\nContent-Length: 6\r\n\r\n456789")]
    [InlineData("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 3-9/10\r\nETag: \"one\"\r\nContent-Length: 7\r\n\r\n3456789")]
    [InlineData("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 4-10/11\r\nETag: \"one\"\r\nContent-Length: 7\r\n\r\n456789x")]
    [InlineData("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 4-6/10\r\nETag: \"one\"\r\nContent-Length: 3\r\n\r\n456")]
    [InlineData("HTTP/1.1 206 Partial Content\r\nETag: \"one\"\r\nContent-Length: 6\r\n\r\n456789")]
    [InlineData("HTTP/1.1 200 OK\r\nETag: \"two\"\r\nContent-Length: 10\r\n\r\n0123456789")]
    [InlineData("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n")]
    public async Task What_is_not_the_rest_of_the_same_file_is_not_put_behind_its_beginning(string rest)
    {
        _answer = _ =>
            _server.Requests.Count == 1
                ? "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nAccept-Ranges: bytes\r\nETag: \"one\"\r\n\r\n0123"
                : rest;
        using var transfer = Create();
        var file = new MemoryStream();

        await Refuse(ErrorKind.Protocol, transfer.DownloadAsync(Url(), file, 100));

        Assert.Equal("0123", Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Theory]
    [InlineData("ETag: \"one\"", "If-Range: \"one\"")]
    [InlineData("Last-Modified: Sun, 29 Nov 2026 10:00:00 GMT", "If-Range: Sun, 29 Nov 2026 10:00:00 GMT")]
    public async Task Another_process_goes_on_with_what_one_has_got(string mark, string condition)
    {
        _answer = _ => $"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nAccept-Ranges: bytes\r\n{mark}\r\n\r\n0123456789";
        DownloadMark? begun = null;
        using (var transfer = Create())
        {
            await transfer.DownloadFromAsync(Url(), Stream.Null, 10, null, told => begun = told);
        }

        Assert.Equal((0, 10), (begun!.Position, begun.Total));
        _answer = _ => Answer("206 Partial Content", "456789", $"Content-Range: bytes 4-9/10\r\n{mark}\r\n");
        using var next = Create();
        var rest = new MemoryStream();
        var progress = new Progress();
        Assert.Equal(10, await next.DownloadFromAsync(Url(), rest, 10, begun with { Position = 4 }, null, progress));

        Assert.Equal("456789", Encoding.UTF8.GetString(rest.ToArray()));
        Assert.Equal([10], progress.Reports);
        Assert.Contains($"Range: bytes=4-\r\n", _server.Requests.Last().Head, StringComparison.Ordinal);
        Assert.Contains($"{condition}\r\n", _server.Requests.Last().Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nETag: \"two\"\r\nContent-Length: 10\r\n\r\n0123456789")]
    [InlineData("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 4-9/10\r\nETag: \"two\"\r\nContent-Length: 6\r\n\r\n456789")]
    [InlineData("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n")]
    public async Task Another_process_goes_on_with_no_other_file(string answer)
    {
        _answer = _ => answer;
        using var transfer = Create();
        var rest = new MemoryStream();

        await Refuse(ErrorKind.Protocol, transfer.DownloadFromAsync(Url(), rest, 10, new DownloadMark(4, 10, "\"one\"", null), null));

        Assert.Equal(0, rest.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Accept-Ranges: bytes\r\n")]
    [InlineData("Accept-Ranges: bytes\r\nETag: W/\"weak\"\r\n")]
    [InlineData("ETag: \"one\"\r\n")]
    public async Task Where_a_host_tells_no_file_from_another_nothing_goes_on(string headers)
    {
        _answer = _ => $"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n{headers}\r\n0123";
        using var transfer = Create();

        await Refuse(ErrorKind.Unreachable, transfer.DownloadAsync(Url(), new MemoryStream(), 100));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_transfer_that_does_not_get_on_is_given_up()
    {
        const string Headers = "Accept-Ranges: bytes\r\nETag: \"one\"\r\n";
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        _answer = _ =>
        {
            var first = _server.Requests.Count == 1;
            var head = first ? "200 OK\r\nContent-Length: 10" : "206 Partial Content\r\nContent-Length: 6\r\nContent-Range: bytes 4-9/10";
            return $"HTTP/1.1 {head}\r\n{Headers}\r\n{(first ? "0123" : "")}";
        };
        using var transfer = new HttpTransfer(Options(), time, _dns);

        var download = transfer.DownloadAsync(Url(), new MemoryStream(), 100);
        while (!download.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(download, Task.Delay(20));
        }

        await Refuse(ErrorKind.Unreachable, download);
        Assert.Equal(HttpDownload.MaxFruitless + 2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_rest_that_is_larger_than_allowed_is_not_read()
    {
        _answer = _ =>
            _server.Requests.Count == 1
                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nAccept-Ranges: bytes\r\nETag: \"one\"\r\n\r\n4\r\n0123\r\n"
                : Answer("206 Partial Content", new string('x', 97), "Content-Range: bytes 4-100/101\r\n");
        using var transfer = Create();
        var file = new MemoryStream();

        await Refuse(ErrorKind.Protocol, transfer.DownloadAsync(Url(), file, 100));

        Assert.Equal(4, file.Length);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1", true)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.1.2.3", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::1", false)]
    public void Addresses_are_told_apart(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void Options_are_checked_at_once_and_do_not_show_themselves()
    {
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<ChatSecureException>(() => Create(new() { Proxy = "ftp://x" })).Kind);
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<ChatSecureException>(() => Create(new() { ExtraAuthoritiesPem = "x" })).Kind);
        Assert.DoesNotContain("secret", new HttpTransferOptions { Proxy = "socks5://u:secret@h:1" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Host, Slot(1).ToString(), StringComparison.Ordinal);
    }

    private static async Task Refuse(ErrorKind kind, Task transfer) =>
        Assert.Equal(kind, (await Assert.ThrowsAsync<ChatSecureException>(() => transfer)).Kind);

    private static string Redirect(string location) => Answer("302 Found", headers: $"Location: {location}\r\n");

    private HttpTransferOptions Options() =>
        new()
        {
            ExtraAuthoritiesPem = _server.AuthorityPem,
            PrivateHosts = new HashSet<string> { Host, "other.example" },
        };

    private HttpTransfer Create(HttpTransferOptions? options = null) => new(options ?? Options(), null, _dns);

    private Uri Url(string host = Host) => new($"https://{host}:{_server.Port}/get");

    private UploadSlot Slot(long size, string headers = "") =>
        UploadPayload.ReadSlot(
            ParseXml(
                $"<slot xmlns='urn:xmpp:http:upload:0'><put url='https://{Host}:{_server.Port}/put'>{headers}</put><get url='https://{Host}/get'/></slot>"
            ),
            size,
            "image/png"
        )!;

    private sealed class Progress : IProgress<long>
    {
        public List<long> Reports { get; } = [];

        public void Report(long value) => Reports.Add(value);
    }
}
