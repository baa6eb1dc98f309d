// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Timeline;

public sealed class HostileMessageTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("*<b onclick=alert(1)>bold</b>*")]
    [InlineData("> <iframe src=\"https://evil.example\"></iframe>")]
    [InlineData("```\n</code></pre><svg onload=alert(1)>\n```")]
    [InlineData("&lt;script&gt;&#x3C;script>")]
    public async Task Markup_is_text(string body)
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync(body);

        var message = app.Find(".cs-message .cs-text")!;
        Assert.Empty(message.QuerySelectorAll("script, img, iframe, svg, b, [onclick], [onerror], [onload], [style]"));
        var words = body.Split('\n').OrderByDescending(line => line.Length).First().Trim('*', '>', ' ');
        Assert.Contains(words, message.TextContent, StringComparison.Ordinal);
        Assert.Empty(app.FindAll("script, iframe, img, [style]"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("blob:null/1")]
    [InlineData("https://bank.example@evil.example/")]
    public async Task What_does_more_than_open_a_page_is_no_link(string body)
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync(body);

        Assert.Empty(app.FindAll(".cs-message a"));
        Assert.Contains(body, app.Find(".cs-text")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_opens_apart_and_tells_nothing()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync("Look: https://example.org/a?b=c&d=\"e, it's good.");

        var link = app.Find(".cs-message a")!;
        Assert.Equal("https://example.org/a?b=c&d=", link.GetAttribute("href"));
        Assert.Equal("noopener noreferrer", link.GetAttribute("rel"));
        Assert.Equal("_blank", link.GetAttribute("target"));
    }

    [Fact]
    public async Task Signs_that_turn_text_around_are_gone()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync("photo\u202Egnp.exe \u2066x\u2069");

        Assert.DoesNotContain(app.Shown.Markup, c => c is '\u202E' or '\u2066' or '\u2069');
        Assert.Equal("auto", app.Find(".cs-text")!.GetAttribute("dir"));
    }

    [Fact]
    public async Task Piled_up_marks_are_cut()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync("Z" + new string('\u0335', 2000) + "algo");

        Assert.True(app.Find(".cs-text")!.TextContent.Length < 50);
    }

    [Fact]
    public async Task A_huge_message_is_shown_by_its_beginning()
    {
        await using var app = await App.StartAsync();
        await app.Alice.ReceiveAsync([UIKit.Tests.Say.Incoming(new string('a', 1_000_000))]);
        app.Show();
        await app.ClickAsync(".cs-row");
        await app.UntilAsync(".cs-message-cut");

        Assert.True(app.Shown.Markup.Length < 100_000);
    }

    [Fact]
    public async Task A_host_that_looks_like_another_is_named_as_it_is()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync("https://аррӏе.com/login");

        Assert.Contains("xn--", app.Find(".cs-link-warning")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(
            "https://xn--",
            app.Find(".cs-message a")!.GetAttribute("title") is { } host ? $"https://{host}" : "",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Names_of_strangers_are_text_too()
    {
        await using var app = await App.StartAsync();
        await app.Alice.Contacts.AddAsync(App.AliceJid, App.BobJid, "<b>Bob</b>\u202E");
        await app.OpenAsync();

        Assert.Empty(app.FindAll(".cs-row b, .cs-header b"));
        Assert.Equal("<b>Bob</b>", app.Find(".cs-header h2")!.TextContent);
    }
}
