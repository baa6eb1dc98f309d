// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class AccountTests
{
    [Fact]
    public async Task Removing_an_account_asks_first_and_leads_to_the_way_in_when_none_is_left()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[4].ClickAsync(new()));
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Remove from this device");
        await app.UntilAsync("dialog");
        Assert.Contains("alice@example.org", app.Find("dialog")!.TextContent, StringComparison.Ordinal);

        await app.ClickAsync("dialog .cs-button-danger");

        await app.UntilAsync(".cs-onboarding");
    }

    [Fact]
    public async Task Adding_an_account_says_what_is_missing()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[4].ClickAsync(new()));
        await app.ClickAsync(".cs-side-header button");
        await app.TypeAsync("dialog input[type=password]", "secret");

        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.Length > 0);
        Assert.True(app.Find("dialog button[type=submit]")!.HasAttribute("disabled"));
    }
}
