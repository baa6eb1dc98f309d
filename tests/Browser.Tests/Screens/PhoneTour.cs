// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>The screens on a phone: one at a time, none wider than it.</summary>
internal sealed class PhoneTour(Camera camera)
{
    private IPage Page => camera.Page;

    public async Task WalkAsync()
    {
        await camera.TakeAsync("10-chats", Page.Locator(".cs-row"));
        await camera.OpenAsync("Amina");
        await camera.TakeAsync("11-conversation", Page.Locator(".cs-unread"));
        var menu = Page.Locator(".cs-message-menu").Nth(1);
        await menu.DispatchEventAsync("click");
        await camera.TakeAsync("12-message-menu", Page.GetByRole(AriaRole.Menuitem));
        await camera.CloseMenuAsync();
        await Page.Locator(".cs-shield").ClickAsync();
        await camera.TakeAsync("13-verification", camera.Dialog);
        await camera.CloseAsync();
        await camera.ChooseAsync(Page.Locator(".cs-header .cs-menu-button").Last, "gallery.title");
        await camera.TakeAsync("14-gallery", camera.Dialog.Locator(".cs-gallery"));
        await camera.CloseAsync();
        await Page.Locator(".cs-header .cs-only-narrow").ClickAsync();
        foreach (var (place, name) in new[] { (1, "20-contacts"), (2, "21-groups"), (4, "22-accounts"), (5, "23-settings") })
        {
            await camera.GoAsync(place);
            await camera.TakeAsync(name, Page.Locator(".cs-side .cs-row").First);
        }

        await camera.GoAsync(1);
        await camera.Button("contacts.add.title").First.ClickAsync();
        await camera.TakeAsync("24-add-contact", camera.Dialog.Locator("input"));
        await camera.CloseAsync();
        await camera.GoAsync(2);
        await camera.Button("group.new").ClickAsync();
        await camera.TakeAsync("25-new-group", camera.Dialog.Locator("input"));
        await camera.CloseAsync();
    }
}
