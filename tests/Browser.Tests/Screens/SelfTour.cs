// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Testing.Clients;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>Search, settings and accounts.</summary>
internal sealed class SelfTour(Camera camera, InMemoryChatClient client)
{
    private Screen Screen => camera.Screen;

    private IPage Page => camera.Page;

    public async Task WalkAsync()
    {
        await WalkMainAsync();
        if (camera.Look.IsThorough)
        {
            await WalkOnAsync();
        }
    }

    private async Task WalkMainAsync()
    {
        await camera.GoAsync(3);

        // The contacts have such a field as well, and are there until the search is.
        await Page.Locator("section:has(.cs-search-title) input[type=search]").FillAsync("library");
        await camera.TakeAsync("60-search", Page.Locator("mark"));
        await camera.GoAsync(5);
        await camera.TakeAsync("61-settings", Page.Locator(".cs-settings"));
        await Page.Locator(".cs-about").ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync("62-about", Page.Locator(".cs-about p"));
        await DialogAsync("backup.title", "63-backup", "input[type=password]");
    }

    // Every other state.
    private async Task WalkOnAsync()
    {
        await DialogAsync("persona.title", "64-persona", "canvas.cs-picture-ready");
        await DialogAsync("contacts.blocked.title", "65-blocked", ".cs-blocked li");
        await client.Network.AddDeviceAsync(Scene.Me);
        await DialogAsync("settings.security.keys", "66-own-keys", ".cs-device + .cs-device");
        if (camera.Brand.Features.IsOn(BrandFeature.Diagnostics))
        {
            await DialogAsync("server.check", "67-server-check", ".cs-finding-bad");
        }

        await DialogAsync("passphrase.change", "68-passphrase", "input[type=password]");
        await Page.Locator(".cs-settings select").ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync("69-language", Page.Locator(".cs-settings select"));
        await AccountsAsync();
    }

    private async Task DialogAsync(string entry, string name, string shown)
    {
        var button = camera.Button(entry);
        await button.ClickAsync();
        await camera.TakeAsync(name, camera.Dialog.Locator(shown));
        await camera.CloseAsync();
        await Assertions.Expect(button).ToBeFocusedAsync(new() { Timeout = 60_000 });
    }

    private async Task AccountsAsync()
    {
        await camera.GoAsync(4);
        await camera.TakeAsync("70-accounts", Page.Locator(".cs-row-menu"));
        var menu = Page.Locator(".cs-row-menu");
        await menu.ClickAsync();
        await camera.TakeAsync("71-account-menu", Page.GetByRole(AriaRole.Menuitem));
        await camera.CloseMenuAsync();
        foreach (
            var (entry, name) in new[]
            {
                ("account.changePassword", "72-password"),
                ("account.move.title", "73-move"),
                ("account.remove.title", "74-remove-account"),
                ("account.delete.title", "75-delete-account"),
            }
        )
        {
            await menu.ClickAsync();
            await Screen.SeeAsync(Page.GetByRole(AriaRole.Menuitem));

            // A brand with one account has nowhere to move.
            if (await camera.Item(entry).CountAsync() == 0)
            {
                await camera.CloseMenuAsync();
                continue;
            }

            await camera.Item(entry).ClickAsync();
            await camera.TakeAsync(name, camera.Dialog);
            await camera.CloseAsync();
        }

        if (await camera.Button("account.add").CountAsync() > 0)
        {
            await camera.Button("account.add").ClickAsync();
            await camera.TakeAsync("76-add-account", camera.Dialog.Locator("input"));
            await RegisterAsync();
            await camera.CloseAsync();
        }
    }

    private async Task RegisterAsync()
    {
        await camera.Dialog.GetByRole(AriaRole.Radio).Last.ClickAsync();
        await camera.Dialog.Locator("input[autocomplete=username]").FillAsync("second@example.org");
        await camera.Dialog.Locator("input[type=password]").FillAsync("correct horse battery");
        await camera.Dialog.Locator("button[type=submit]").ClickAsync();
        await camera.TakeAsync("77-registration", camera.Dialog.Locator("fieldset select"));
        await camera.Dialog.Locator("fieldset button").First.ClickAsync();
        await Screen.GoneAsync(camera.Dialog.Locator("fieldset"));
    }
}
