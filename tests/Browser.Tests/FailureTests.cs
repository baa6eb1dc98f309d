// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Settings;
using ChatSecure.UIKit.Blazor.Slots;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>A screen with a fault in it, such as one of an app's own.</summary>
public sealed class FailureTests(Chromium chromium)
{
    [Fact]
    public async Task A_screen_that_fails_says_so_and_is_loaded_anew()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client, screens: screens => screens.Use<SettingsContext, Broken>());
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var bar = screen.Page.Locator("#blazor-error-ui");
        await screen.SeeAsync(screen.Page.Locator(".cs-row").First);
        Assert.False(await bar.IsVisibleAsync());

        await screen.Page.Locator(".cs-rail-button").Last.ClickAsync();
        await screen.SeeAsync(bar);
        Assert.StartsWith("Something went wrong in ChatSecure", (await bar.InnerTextAsync()).Trim(), StringComparison.Ordinal);

        await bar.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await screen.SeeAsync(screen.Page.Locator(".cs-row").First);
        Assert.False(await bar.IsVisibleAsync());
    }

    private sealed class Broken : ComponentBase
    {
        [Parameter]
        public SettingsContext Context { get; set; } = null!;

        protected override void OnParametersSet() => throw new InvalidOperationException("A planted fault.");
    }
}
