// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>Contacts: who asks, adding and inviting somebody, one's own code, blocking and removing.</summary>
internal sealed class PeopleTour(Camera camera)
{
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
        await camera.GoAsync(1);
        await camera.TakeAsync("50-contacts", Page.Locator(".cs-request"));
        await camera.Button("contacts.add.title").First.ClickAsync();
        await camera.TakeAsync("51-add-contact", camera.Dialog.Locator("input"));
        await camera.CloseAsync();
        await camera.Button("contacts.showCode").ClickAsync();
        await camera.TakeAsync("52-own-code", camera.Dialog);
        await camera.CloseAsync();
    }

    // Every other state.
    private async Task WalkOnAsync()
    {
        await camera.Button("contacts.invite.title").ClickAsync();
        await camera.TakeAsync("53-invitation", camera.Dialog.Locator("input"));
        await camera.Dialog.Locator("button[type=submit]").ClickAsync();
        await camera.TakeAsync("54-invitation-made", camera.Dialog.Locator(".cs-qr"));
        await camera.CloseAsync();
        var menu = Page.Titled(".cs-row-item", "Amina").Locator(".cs-row-menu");
        await menu.DispatchEventAsync("click");
        await camera.TakeAsync("55-contact-menu", camera.Item("button.block"));
        await camera.Item("button.block").ClickAsync();
        await camera.TakeAsync("56-block", camera.Dialog);
        await camera.CloseAsync();
        await camera.ChooseAsync(menu, "button.remove");
        await camera.TakeAsync("57-remove", camera.Dialog);
        await camera.CloseAsync();
    }
}
