// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>The way in, from the gate to the first list, with a look at the way of those who bring a backup.</summary>
internal sealed class FirstRunTour(Camera camera)
{
    private Screen Screen => camera.Screen;

    private IPage Page => camera.Page;

    private ILocator Next => Page.Locator(".cs-onboarding button.cs-button-primary[type=submit]");

    public async Task WalkAsync()
    {
        var fields = Page.Locator("input[type=password]");
        await camera.TakeAsync("01-gate", fields);
        await fields.Nth(0).FillAsync(Steps.Passphrase);
        await fields.Nth(1).FillAsync(Steps.Passphrase);
        await fields.Nth(1).PressAsync("Enter");
        for (var step = 0; step < 12 && !await Page.Locator("input[autocomplete=username]").IsVisibleAsync(); step++)
        {
            await camera.TakeAsync($"02-first-run-{step}", Page.Locator(".cs-onboarding"));
            if (await Page.GetByRole(AriaRole.Radio).CountAsync() == 3)
            {
                await RestoringAsync();
            }

            await ChooseAsync();
            await Next.ClickAsync();
            await Assertions.Expect(Page.Locator(".cs-onboarding .cs-step-done")).ToHaveCountAsync(step + 1, new() { Timeout = 60_000 });
        }

        await camera.TakeAsync("03-account", Page.Locator("input[autocomplete=username]"));
        await Page.Locator("input[autocomplete=username]").FillAsync("amina");
        await Page.Locator("input[type=password]").FillAsync("correct horse battery");
        for (var step = 0; step < 8 && !await Page.Locator(".cs-rail").IsVisibleAsync(); step++)
        {
            var heading = await Page.GetByRole(AriaRole.Heading).First.TextContentAsync() ?? string.Empty;
            await Assertions.Expect(Next).ToBeEnabledAsync(new() { Timeout = 60_000 });
            await Next.ClickAsync();
            await Assertions.Expect(Page.GetByRole(AriaRole.Heading).First).Not.ToHaveTextAsync(heading, new() { Timeout = 60_000 });
            await camera.TakeAsync($"04-first-run-{step}", Page.Locator(".cs-onboarding, .cs-rail"));
        }

        await Screen.SeeAsync(Page.Locator(".cs-rail"));
    }

    private async Task RestoringAsync()
    {
        await Page.GetByRole(AriaRole.Radio).Last.ClickAsync();
        await Next.ClickAsync();
        await Page.Locator(".cs-onboarding .cs-link").ClickAsync();
        await camera.TakeAsync("05-passphrase", Page.Locator("input[autocomplete=new-password]"));
        await Assertions.Expect(Page.Locator("input[autocomplete=current-password]")).ToBeFocusedAsync();
        await Next.ClickAsync();
        await camera.TakeAsync("06-restore", Page.Locator(".cs-file-button"));
        await Page.Locator(".cs-onboarding .cs-actions button[type=button]").ClickAsync();
        await Screen.GoneAsync(Page.Locator(".cs-file-button"));
        await Page.Locator(".cs-onboarding .cs-actions button[type=button]").ClickAsync();
        await Screen.SeeAsync(Page.GetByRole(AriaRole.Radio));
    }

    private async Task ChooseAsync()
    {
        var choices = Page.GetByRole(AriaRole.Radio);
        if (await choices.CountAsync() > 0)
        {
            await choices.First.ClickAsync();
        }

        foreach (var box in await Page.Locator(".cs-onboarding input[type=checkbox]").AllAsync())
        {
            await box.CheckAsync();
        }

        if (await Page.Locator("input[autocomplete=nickname]").IsVisibleAsync())
        {
            await Page.Locator("input[autocomplete=nickname]").FillAsync("Amina");
        }

        await Assertions.Expect(Next).ToBeEnabledAsync(new() { Timeout = 60_000 });
    }
}
