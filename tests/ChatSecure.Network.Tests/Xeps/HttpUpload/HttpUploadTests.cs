// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.HttpUpload;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps.HttpUpload;

public sealed class HttpUploadTests
{
    private const string Put = "https://upload.capulet.example/put";
    private static readonly UploadService Service = new(Addressing.Jid.Parse("upload.capulet.example"), 1000);

    private readonly HttpUploadModule _module;
    private readonly FakeXmppSession _session;

    public HttpUploadTests()
    {
        var discovery = new DiscoveryModule();
        _module = new(discovery);
        _session = With(discovery, _module);
    }

    [Fact]
    public async Task The_service_is_found_with_its_limit_past_those_that_do_not_answer()
    {
        _session.Answer(
            "get",
            "query",
            DiscoveryModule.ItemsNamespace,
            _ =>
                $"<query xmlns='{DiscoveryModule.ItemsNamespace}'><item jid='muc.capulet.example'/><item jid='upload.capulet.example'/></query>"
        );
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            request =>
                request.To?.Domain switch
                {
                    "muc.capulet.example" => throw new StanzaErrorException("service-unavailable"),
                    "upload.capulet.example" =>
                        $"<query xmlns='{DiscoInfo.Namespace}'><feature var='urn:xmpp:http:upload:0'/><x xmlns='jabber:x:data' type='result'>"
                            + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:http:upload:0</value></field>"
                            + "<field var='max-file-size'><value>5242880</value></field></x></query>",
                    _ => $"<query xmlns='{DiscoInfo.Namespace}'/>",
                }
        );

        Assert.Equal(new(Service.Address, 5242880), await _module.FindServiceAsync());
    }

    [Fact]
    public async Task A_server_without_a_service_has_none()
    {
        _session.Answer("get", "query", DiscoveryModule.ItemsNamespace, _ => $"<query xmlns='{DiscoveryModule.ItemsNamespace}'/>");
        _session.Answer("get", "query", DiscoInfo.Namespace, _ => $"<query xmlns='{DiscoInfo.Namespace}'/>");

        Assert.Null(await _module.FindServiceAsync());
    }

    [Fact]
    public async Task A_slot_is_asked_for_and_read()
    {
        AnswerSlot(Put, "<header name='AUTHORIZATION'>a\n b\r\n</header><header name='cookie'>1</header><header name='Cookie'>2</header>");

        var slot = await _module.RequestSlotAsync(Service, "très cool.jpg", 23, "image/jpeg");

        var request = Assert.Single(_session.Requests);
        Assert.Equal(("get", Service.Address), (request.Type, request.To));
        Assert.Equal(
            ("très cool.jpg", "23", "image/jpeg"),
            (request.Payload!["filename"], request.Payload["size"], request.Payload["content-type"])
        );
        Assert.Equal((Put, "https://anywhere.example/get", 23L), (slot.Put.AbsoluteUri, slot.Get.AbsoluteUri, slot.Size));
        Assert.Equal(
            [("Authorization", "a b"), ("Cookie", "1"), ("Cookie", "2")],
            slot.Headers.Select(header => (header.Name, header.Value))
        );
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Content-Length")]
    [InlineData("X-Anything")]
    [InlineData("Authorization\r\nHost: evil")]
    [InlineData("")]
    public async Task Other_headers_are_ignored(string name)
    {
        AnswerSlot(Put, $"<header name='{name.Replace("\r\n", "&#13;&#10;", StringComparison.Ordinal)}'>x</header><header>y</header>");

        Assert.Empty((await _module.RequestSlotAsync(Service, "a", 1)).Headers);
    }

    [Theory]
    [InlineData("\t")]
    [InlineData("\u0085")]
    [InlineData("ä")]
    [InlineData("\u2028")]
    public async Task A_header_that_does_not_fit_http_spoils_the_slot(string value)
    {
        AnswerSlot(Put, $"<header name='Cookie'>a{value}b</header>");

        await RefuseAsync();
    }

    [Fact]
    public async Task A_line_break_can_not_add_a_header()
    {
        AnswerSlot(Put, "<header name='Cookie'>a&#13;&#10;Host: evil</header>");

        Assert.Equal("aHost: evil", Assert.Single((await _module.RequestSlotAsync(Service, "a", 1)).Headers).Value);
    }

    [Theory]
    [InlineData("http://upload.capulet.example/put")]
    [InlineData("ftp://upload.capulet.example/put")]
    [InlineData("https://user:x@upload.capulet.example/put")]
    [InlineData("put")]
    [InlineData("")]
    public async Task A_slot_that_is_not_https_is_refused(string url)
    {
        AnswerSlot(url);

        await RefuseAsync();
    }

    [Theory]
    [InlineData("https://evil.example/put")]
    [InlineData("https://evilcapulet.example/put")]
    [InlineData("https://capulet.example.evil.example/put")]
    [InlineData("https://127.0.0.1/put")]
    public async Task A_slot_at_a_foreign_host_is_refused_unless_it_is_allowed(string url)
    {
        AnswerSlot(url);

        await RefuseAsync();

        _module.IsForeignHostAllowed = host => host == new Uri(url).Host;
        Assert.Equal(url, (await _module.RequestSlotAsync(Service, "a", 1)).Put.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://capulet.example/put")]
    [InlineData("https://files.capulet.example:5443/put")]
    [InlineData("https://UPLOAD.capulet.example/put")]
    public async Task A_slot_at_the_account_s_own_domain_is_taken(string url)
    {
        AnswerSlot(url);

        Assert.NotNull(await _module.RequestSlotAsync(Service, "a", 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<put url='https://capulet.example/'/>")]
    [InlineData("<get url='https://capulet.example/'/>")]
    public async Task Half_a_slot_is_refused(string content)
    {
        _session.Answer("get", "request", HttpUploadModule.Namespace, _ => $"<slot xmlns='urn:xmpp:http:upload:0'>{content}</slot>");

        await RefuseAsync();
    }

    [Fact]
    public async Task A_flood_of_headers_is_refused()
    {
        AnswerSlot(Put, string.Concat(Enumerable.Repeat("<header name='Cookie'>x</header>", UploadPayload.MaxHeaders + 1)));

        await RefuseAsync();
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_not_even_asked_for()
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => _module.RequestSlotAsync(Service, "a", 1001));

        Assert.Equal((ErrorKind.InvalidInput, "file-too-large"), (error.Kind, error.Condition));
        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task A_service_that_finds_the_file_too_large_is_understood()
    {
        _session.Answer(
            "get",
            "request",
            HttpUploadModule.Namespace,
            _ => throw new StanzaErrorException("not-acceptable", "modify", "file-too-large")
        );

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => _module.RequestSlotAsync(Service, "a", 1));

        Assert.Equal("file-too-large", error.Condition);
    }

    [Theory]
    [InlineData("", 1, "image/png")]
    [InlineData("a", -1, "image/png")]
    [InlineData("a", 1, "image")]
    public async Task Nonsense_is_not_asked_for(string name, long size, string type) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _module.RequestSlotAsync(Service, name, size, type));

    private async Task RefuseAsync() =>
        Assert.Equal(
            ErrorKind.Protocol,
            (await Assert.ThrowsAsync<ChatSecureException>(() => _module.RequestSlotAsync(Service, "a", 1))).Kind
        );

    private void AnswerSlot(string put, string headers = "") =>
        _session.Answer(
            "get",
            "request",
            HttpUploadModule.Namespace,
            _ => $"<slot xmlns='urn:xmpp:http:upload:0'><put url='{put}'>{headers}</put><get url='https://anywhere.example/get'/></slot>"
        );
}
