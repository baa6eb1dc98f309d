// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Shell;
using ChatSecure.UIKit.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Tests.Shell;

public sealed class IdleTests
{
    [Fact]
    public async Task A_page_that_nobody_uses_shows_the_lock_screen_and_one_that_tells_of_use_does_not()
    {
        await using var app = await App.StartAsync();
        await app.Ui.Settings.SetAsync("lockAfter", "5", Xunit.TestContext.Current.CancellationToken);
        await app.OpenAsync();
        var page = Page(app);
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        page.Use();
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(app.Find(".cs-message"));

        app.Clock.Advance(TimeSpan.FromMinutes(2));

        await app.UntilAsync("input[autocomplete=current-password]");
        Assert.Null(app.Find(".cs-message"));
        Assert.Null(app.Find(".cs-row"));
    }

    [Fact]
    public async Task The_time_is_chosen_under_security()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[^1].ClickAsync(new()));
        await app.UntilAsync("[role=radiogroup][aria-label='Lock when I do nothing']");
        var group = app.Find("[role=radiogroup][aria-label='Lock when I do nothing']")!;
        Assert.Equal("Security", group.Closest("section")!.QuerySelector("h2")!.TextContent);
        Assert.Single(app.FindAll("section h2"), heading => heading.TextContent == "Security");
        Assert.Equal("Lock when I do nothing", group.Closest(".cs-setting")!.QuerySelector(".cs-setting-title")!.TextContent);

        await app.Shown.InvokeAsync(() => group.QuerySelectorAll("[role=radio]")[2].ClickAsync(new()));

        await app.UntilAsync(() => app.Find("[aria-label='Lock when I do nothing'] [aria-checked=true]")!.TextContent == "After 5 minutes");
        Assert.Equal(TimeSpan.FromMinutes(5), app.Page.Services.GetRequiredService<IdleLock>().After);
    }

    private static IdleEvents Page(App app) =>
        app.Page.JSInterop.Invocations.SelectMany(call => call.Arguments).OfType<DotNetObjectReference<IdleEvents>>().Last().Value;
}
