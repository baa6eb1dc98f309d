// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class GroupTests
{
    [Fact]
    public async Task Makes_a_private_group_and_shows_who_is_in_it()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.Shown.InvokeAsync(() =>
            app.FindAll(".cs-settings-action").Single(button => button.TextContent == "New group").ClickAsync(new())
        );
        await app.TypeAsync("dialog input[data-cs-first]", "Climbers");
        await app.UntilAsync("dialog input[type=checkbox]");
        await app.Shown.InvokeAsync(() => app.Find("dialog input[type=checkbox]")!.ChangeAsync(new() { Value = true }));

        await app.SubmitAsync("dialog form");

        await app.UntilAsync(() => app.Find(".cs-header h2")?.TextContent == "Climbers");
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync(() => app.FindAll(".cs-member").Count > 0);
        Assert.NotEmpty(app.Find(".cs-member")!.GetAttribute("aria-label")!);
    }

    [Fact]
    public async Task Without_groups_it_says_so()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);

        await app.UntilAsync(".cs-list .cs-empty");
    }

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[1].ClickAsync(new()));
        await app.UntilAsync(".cs-filters .cs-chip");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-filters .cs-chip")[1].ClickAsync(new()));
        await app.UntilAsync(".cs-group-actions");
    }
}
