// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>Groups: the list, making and finding one, who is in it, and what a moderator does.</summary>
internal sealed class GroupTour(Camera camera)
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
        await camera.GoAsync(2);
        await camera.TakeAsync("40-groups", Page.Locator(".cs-request"));
        await Page.Locator(".cs-list .cs-row", new() { HasText = Scene.Group }).ClickAsync();
        await camera.TakeAsync("41-group", camera.Screen.Message("I bring tea"));
        await Page.Locator(".cs-shield").ClickAsync();
        await camera.TakeAsync("42-members", camera.Dialog.Locator(".cs-member").Nth(2));
        await camera.CloseAsync();
    }

    // Every other state.
    private async Task WalkOnAsync()
    {
        await Page.Locator(".cs-shield").ClickAsync();
        await camera.Dialog.Locator(".cs-member .cs-menu-button").First.ClickAsync();
        await camera.TakeAsync("43-member-menu", camera.Item("group.ban"));
        await camera.Item("group.ban").ClickAsync();
        await camera.TakeAsync("44-ban", Page.Locator("dialog[open] p + .cs-actions .cs-button-danger"));
        await camera.CloseAsync();
        await Page.Locator(".cs-shield").ClickAsync();
        await camera.Dialog.GetByRole(AriaRole.Button, new() { Name = camera.Text("group.leave"), Exact = true }).ClickAsync();
        await camera.TakeAsync("45-leave", Page.Locator("dialog[open] p + .cs-actions .cs-button-danger"));
        await camera.CloseAsync();
        await camera.ChooseAsync(camera.Screen.Message("I bring tea").Locator(".cs-message-menu"), "message.moderate");
        await camera.TakeAsync("46-moderate", camera.Dialog.Locator("input"));
        await camera.CloseAsync();
        await camera.Screen.Composer.FillAsync("@");
        await camera.TakeAsync("47-mention", Page.Locator(".cs-suggestions .cs-chip"));
        await camera.Screen.Composer.FillAsync(string.Empty);
        await camera.GoAsync(2);
        await camera.Button("group.new").ClickAsync();
        await camera.TakeAsync("48-new-group", camera.Dialog.Locator("input[type=checkbox]"));
        await camera.CloseAsync();
        await Page.Locator(".cs-group-actions button").Last.ClickAsync();
        await camera.Dialog.Locator(".cs-actions button[type=button]").ClickAsync();
        await camera.TakeAsync("49-join-group", camera.Dialog.Locator(".cs-found-groups .cs-row"));
        await camera.CloseAsync();
    }
}
