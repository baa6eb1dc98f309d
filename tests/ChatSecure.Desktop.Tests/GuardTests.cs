// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;

namespace ChatSecure.Desktop.Tests;

public sealed class GuardTests
{
    [Fact]
    public async Task Without_the_link_nothing_is_to_be_had()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (
            var path in new[]
            {
                "/",
                "/brand/brand.css",
                "/_content/desktop/desktop.js",
                "/media/attachment",
                "/_blazor/negotiate",
                "/none",
            }
        )
        {
            using var response = await app.SendAsync(path, headers: "Origin: http://" + app.Host);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.DoesNotContain(
                "Blazor",
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task The_link_lets_one_browser_in_and_then_nobody()
    {
        await using var app = await RunningApp.StartAsync();
        var link = app.App.NewStartLink().PathAndQuery;
        using var first = await app.SendAsync(link);
        using var second = await app.SendAsync(link);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(link.Split('=')[1], cookie, StringComparison.Ordinal);
        using var page = await app.SendAsync("/", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains(
            "blazor.web.js",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_wrong_token_lets_nobody_in_and_does_not_use_the_right_one_up()
    {
        await using var app = await RunningApp.StartAsync();
        var link = app.App.NewStartLink().PathAndQuery;
        var right = link.Split('=')[1];
        foreach (var wrong in new[] { "", "x", right[..^1], right + "A", right.ToUpperInvariant(), new string('A', 5000) })
        {
            using var response = await app.SendAsync($"/start?token={wrong}");
            Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        }

        using var twice = await app.SendAsync($"/start?token=x&token={right}");
        Assert.Equal(HttpStatusCode.Unauthorized, twice.StatusCode);
        using var good = await app.SendAsync(link);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task A_new_link_voids_the_one_before()
    {
        await using var app = await RunningApp.StartAsync();
        var old = app.App.NewStartLink().PathAndQuery;
        var link = app.App.NewStartLink().PathAndQuery;
        using var refused = await app.SendAsync(old);
        using var good = await app.SendAsync(link);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task A_cookie_that_was_made_up_is_none()
    {
        await using var app = await RunningApp.StartAsync();
        await using var other = await RunningApp.StartAsync();
        var foreign = (await other.SignInAsync()).Split('=')[1];
        foreach (
            var cookie in new[] { $"session-{app.Port}=", $"session-{app.Port}={foreign}", $"session-{app.Port}=*", $"session={foreign}" }
        )
        {
            using var response = await app.SendAsync("/", cookie);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1:{port}.evil.example")]
    [InlineData("localhost.evil.example:{port}")]
    [InlineData("127.0.0.1.nip.example:{port}")]
    [InlineData("0.0.0.0:{port}")]
    [InlineData("127.0.0.2:{port}")]
    [InlineData("user@127.0.0.1:{port}")]
    public async Task A_name_that_was_rebound_to_this_machine_is_refused(string host)
    {
        await using var app = await RunningApp.StartAsync();
        var cookie = await app.SignInAsync();
        using var page = await app.SendAsync(
            "/",
            cookie,
            headers: "Host: " + host.Replace("{port}", $"{app.Port}", StringComparison.Ordinal)
        );
        Assert.True(page.StatusCode is HttpStatusCode.MisdirectedRequest or HttpStatusCode.BadRequest, $"{page.StatusCode}");
        using var start = await app.SendAsync(
            app.App.NewStartLink().PathAndQuery,
            headers: "Host: " + host.Replace("{port}", $"{app.Port}", StringComparison.Ordinal)
        );
        Assert.False(start.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Our_own_names_are_let_in()
    {
        await using var app = await RunningApp.StartAsync();
        var cookie = await app.SignInAsync();
        foreach (var host in new[] { $"127.0.0.1:{app.Port}", $"localhost:{app.Port}", $"[::1]:{app.Port}" })
        {
            using var response = await app.SendAsync("/", cookie, headers: "Host: " + host);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("Origin: http://evil.example")]
    [InlineData("Origin: null")]
    [InlineData("Origin: https://127.0.0.1:{port}")]
    [InlineData("Origin: http://127.0.0.1:1")]
    [InlineData("Origin: http://127.0.0.1")]
    [InlineData("Origin: http://localhost:{port}")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    public async Task A_page_of_somebody_else_is_refused_even_with_the_cookie(string header)
    {
        await using var app = await RunningApp.StartAsync();
        var cookie = await app.SignInAsync();
        var own = header.Replace("{port}", $"{app.Port}", StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/media/attachment", "/_blazor" })
        {
            using var response = await app.SendAsync(path, cookie, headers: own);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        using var post = await app.SendAsync("/_blazor/negotiate", cookie, "POST", own, "Content-Length: 0");
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
    }

    [Fact]
    public async Task The_circuit_wants_to_know_from_which_page()
    {
        await using var app = await RunningApp.StartAsync();
        var cookie = await app.SignInAsync();
        using var silent = await app.SendAsync("/_blazor/negotiate?negotiateVersion=1", cookie, "POST", "Content-Length: 0");
        using var spoken = await app.SendAsync(
            "/_blazor/negotiate?negotiateVersion=1",
            cookie,
            "POST",
            "Content-Length: 0",
            "Origin: http://" + app.Host
        );
        Assert.Equal(HttpStatusCode.Forbidden, silent.StatusCode);
        Assert.Equal(HttpStatusCode.OK, spoken.StatusCode);
    }

    [Theory]
    [InlineData(null, false, HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", true, HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", true, HttpStatusCode.Forbidden)]
    [InlineData(null, true, HttpStatusCode.Forbidden)]
    [InlineData("own", false, HttpStatusCode.Unauthorized)]
    [InlineData("own", true, HttpStatusCode.SwitchingProtocols)]
    public async Task The_websocket_is_for_our_page_with_our_cookie(string? origin, bool hasCookie, HttpStatusCode expected)
    {
        await using var app = await RunningApp.StartAsync();
        var cookie = await app.SignInAsync();
        using var response = await app.SendAsync(
            "/_blazor",
            hasCookie ? cookie : null,
            "GET",
            [
                $"Host: {app.Host}",
                "Connection: Upgrade, close",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                .. origin is null ? Array.Empty<string>() : [$"Origin: {(origin == "own" ? "http://" + app.Host : origin)}"],
            ]
        );
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("POST")]
    public async Task Nothing_but_the_circuit_is_written_to(string method)
    {
        await using var app = await RunningApp.StartAsync();
        var cookie = await app.SignInAsync();
        using var response = await app.SendAsync(
            "/",
            cookie,
            method,
            "Content-Length: 0",
            "Origin: http://" + app.Host,
            "Access-Control-Request-Method: POST"
        );
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Another_page_can_t_use_the_link_up()
    {
        await using var app = await RunningApp.StartAsync();
        var link = app.App.NewStartLink().PathAndQuery;
        using var posted = await app.SendAsync(link, null, "POST", "Content-Length: 0");
        using var fetched = await app.SendAsync(link, headers: "Origin: http://evil.example");
        Assert.NotEqual(HttpStatusCode.OK, posted.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, fetched.StatusCode);
        using var good = await app.SendAsync(link);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task Headers_without_end_are_cut_off()
    {
        await using var app = await RunningApp.StartAsync();
        using var response = await app.SendAsync("/", headers: "X-Filler: " + new string('a', 20_000));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }
}
