// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Desktop.Tests;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/", false)]
    [InlineData("/none", true)]
    [InlineData("/brand/brand.css", true)]
    [InlineData("/_framework/blazor.web.js", true)]
    [InlineData("/_content/desktop/desktop.js", true)]
    [InlineData("/media/attachment", true)]
    public async Task Every_answer_says_what_a_page_may_do(string path, bool hasCookie)
    {
        await using var app = await RunningApp.StartAsync();
        var cookie = await app.SignInAsync();
        using var response = await app.SendAsync(path, hasCookie ? cookie : null);
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        var policy = Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        if (path.StartsWith("/media", StringComparison.Ordinal))
        {
            Assert.Contains("; sandbox;", policy, StringComparison.Ordinal);
        }
        else
        {
            Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        }

        Assert.False(response.Headers.Contains("Server"));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));

        string Header(string name) =>
            response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
                ? Assert.Single(values)
                : throw new InvalidOperationException($"{name} is missing.");
    }

    [Fact]
    public async Task The_page_has_no_script_or_style_of_its_own()
    {
        await using var app = await RunningApp.StartAsync();
        using var response = await app.SendAsync("/", await app.SignInAsync());
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" onload=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("importmap", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_page_has_words_for_a_screen_that_fails_and_a_way_out()
    {
        await using var app = await RunningApp.StartAsync();
        using var response = await app.SendAsync("/", await app.SignInAsync());
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<div id=\"blazor-error-ui\" class=\"desktop-failure\" role=\"alert\">", page, StringComparison.Ordinal);
        Assert.Contains(" reload\">Reload</button>", page, StringComparison.Ordinal);
        Assert.Contains("this screen does nothing any more", page, StringComparison.Ordinal);
    }
}
