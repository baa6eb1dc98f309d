// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Testing.Clients;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>A conversation with everything that can stand in one, and what can be done there.</summary>
internal sealed class TalkTour(Camera camera, InMemoryChatClient client)
{
    private Screen Screen => camera.Screen;

    private IPage Page => camera.Page;

    private ILocator HeaderMenu => Page.Locator(".cs-header .cs-menu-button");

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
        await camera.TakeAsync("10-chats", Page.Locator(".cs-row"));
        await camera.OpenAsync("Amina");
        await camera.TakeAsync("11-unread", Page.Locator(".cs-unread"));
        await client.Network.AddDeviceAsync(Scene.Amina);
        await Page.Locator(".cs-timeline").EvaluateAsync("list => { list.scrollTop = list.scrollHeight; }");
        await camera.TakeAsync("12-conversation", Page.Locator(".cs-notice"));
        await MenuOf("m-verified").DispatchEventAsync("click");
        await camera.TakeAsync("13-message-menu", Page.GetByRole(AriaRole.Menuitem));
        await camera.CloseMenuAsync();
        await Page.Locator(".cs-shield").ClickAsync();
        await camera.TakeAsync("14-verification", camera.Dialog);
        await camera.CloseAsync();
        await camera.ChooseAsync(HeaderMenu, "gallery.title");
        await camera.TakeAsync("15-gallery", camera.Dialog.Locator("canvas.cs-picture-ready"));
        await camera.CloseAsync();
    }

    // Every other state.
    private async Task WalkOnAsync()
    {
        await MessageDialogsAsync();
        await ComposingAsync();
        await ProtectingAsync();
        await HeaderMenu.ClickAsync();
        await camera.TakeAsync("30-conversation-menu", camera.Item("gallery.title"));
        await camera.Item("search.scope.this").ClickAsync();
        await camera.TakeAsync("31-search-here", camera.Dialog.Locator("input[type=search]"));
        await camera.CloseAsync();
        await camera.ChooseAsync(HeaderMenu, "gallery.title");
        await camera.Dialog.Locator(".cs-picture-button").First.ClickAsync();
        await camera.TakeAsync("32-viewer", Page.Locator("dialog[open] .cs-viewer canvas.cs-picture-ready"));
        await camera.CloseAsync();
        client.Raise(new TransferProgress(Scene.Me, Scene.Elsewhere, 0, 40, 100));
        await Page.Locator(".cs-message .cs-progress").First.ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync("33-progress", Page.Locator(".cs-message > * .cs-progress"));
        client.Raise(new ErrorOccurred(Scene.Me, ErrorKind.StorageUnavailable, "A test raised it."));
        await camera.TakeAsync("34-banner", Page.Locator(".cs-banner"));
        await Page.Locator(".cs-banner button").ClickAsync();
        await Screen.GoneAsync(Page.Locator(".cs-banner"));
        await ListAsync();
        await StrangerAsync();
    }

    private async Task MessageDialogsAsync()
    {
        var verified = MenuOf("m-verified");
        await camera.ChooseAsync(verified, "reaction.add");
        await camera.TakeAsync("16-reactions", camera.Dialog.Locator(".cs-emoji"));
        await camera.CloseAsync();
        await camera.ChooseAsync(verified, "button.forward");
        await camera.TakeAsync("17-forward", camera.Dialog.Locator(".cs-row"));
        await camera.CloseAsync();
        await camera.ChooseAsync(verified, "message.info");
        await camera.TakeAsync("18-details", camera.Dialog.Locator(".cs-facts"));
        await camera.CloseAsync();
        await camera.ChooseAsync(Page.Locator(".cs-message-own.cs-message-fine .cs-message-menu").Last, "message.retract");
        await camera.TakeAsync("19-take-back", camera.Dialog);
        await camera.CloseAsync();
        await Screen.Message(Scene.Link).ScrollIntoViewIfNeededAsync();
        await camera.ChooseAsync(Screen.Message(Scene.Link).Locator(".cs-message-menu"), "message.preview.show");
        await Page.Locator(".cs-link-preview strong").ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync("39-link-preview", Page.Locator(".cs-link-preview strong"));
        await Page.Locator(".cs-message-failed").Last.ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync("20-unsent", Page.Locator(".cs-message-failed"));
    }

    private async Task ComposingAsync()
    {
        await camera.ChooseAsync(MenuOf("m-verified"), "button.reply");
        await camera.TakeAsync("21-reply", Page.Locator(".cs-composer-mode"));
        await Page.Locator(".cs-composer-mode button").ClickAsync();
        await camera.ChooseAsync(Page.Locator(".cs-message-own.cs-message-fine .cs-message-menu").Last, "button.edit");
        await camera.TakeAsync("22-edit", Page.Locator(".cs-composer-mode"));
        await Page.Locator(".cs-composer-mode button").ClickAsync();
        await Screen.GoneAsync(Page.Locator(".cs-composer-mode"));
        await Page.Locator(".cs-composer input[type=file]").Last.SetInputFilesAsync(Repository.PathTo("build", "icon.png"));
        await camera.TakeAsync("23-pending-file", Page.Locator(".cs-pending-file"));
        await Page.Locator(".cs-pending-file button").ClickAsync();
        await Screen.GoneAsync(Page.Locator(".cs-pending-file"));
        await Page.Locator(".cs-composer")
            .GetByRole(AriaRole.Button, new() { Name = camera.Text("composer.emoji"), Exact = true })
            .ClickAsync();
        await camera.TakeAsync("29-emoji", Page.Locator(".cs-composer .cs-emoji-grid"));
        await camera.CloseMenuAsync();
        if (await camera.Button("composer.stickers").CountAsync() > 0)
        {
            await camera.Button("composer.stickers").ClickAsync();
            await camera.TakeAsync("24-stickers", camera.Dialog.Locator("canvas, img"));
            await camera.CloseAsync();
        }

        await camera.Button("composer.record").ClickAsync();
        await camera.TakeAsync("25-recording", Page.Locator(".cs-recording"));
        await Page.Locator(".cs-composer")
            .GetByRole(AriaRole.Button, new() { Name = camera.Text("button.cancel"), Exact = true })
            .ClickAsync();
        await Screen.GoneAsync(Page.Locator(".cs-recording"));
    }

    // Where a brand leaves no choice, there is no menu.
    private async Task ProtectingAsync()
    {
        var choices = Page.Locator(".cs-composer .cs-lock-menu");
        if (await choices.CountAsync() == 0)
        {
            return;
        }

        await choices.ClickAsync();
        await camera.TakeAsync("26-protection", camera.Item("composer.choice.none"));
        await camera.Item("composer.choice.none").ClickAsync();
        await camera.TakeAsync("27-write-unencrypted", camera.Dialog.Locator(".cs-button-danger"));
        await camera.CloseAsync();
        await client.Otr.StartAsync(Scene.Me, Scene.Amina, TestContext.Current.CancellationToken);
        await Screen.SeeAsync(Page.GetByText(camera.Text("otr.end")));
        await Page.Locator(".cs-shield").ClickAsync();
        var secret = camera.Dialog.Locator("form:has(input[type=password])");
        await secret.ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync("28-secret", secret.Locator("input[type=text]"));
        await camera.CloseAsync();
        await client.Otr.EndAsync(Scene.Me, Scene.Amina, TestContext.Current.CancellationToken);
    }

    private async Task StrangerAsync()
    {
        await client.ReceiveAsync(Scene.FromStranger());
        await Page.Titled(".cs-list .cs-row", Scene.Stranger.Local!).ClickAsync();
        await camera.TakeAsync("37-stranger", Page.Locator(".cs-stranger .cs-button-primary"));
        await client.Contacts.BlockAsync(Scene.Me, Scene.Stranger, TestContext.Current.CancellationToken);
        await Screen.GoneAsync(Page.Locator(".cs-stranger .cs-button-primary"));
        await camera.TakeAsync("38-blocked", Page.Locator(".cs-stranger button"));
    }

    private async Task ListAsync()
    {
        var menu = Page.Titled(".cs-row-item", "Amina").Locator(".cs-row-menu");
        await menu.DispatchEventAsync("click");
        await camera.TakeAsync("35-row-menu", camera.Item("button.delete"));
        await camera.Item("button.delete").ClickAsync();
        await camera.TakeAsync("36-delete-conversation", camera.Dialog);
        await camera.CloseAsync();
    }

    private ILocator MenuOf(string id) => Page.Locator($"[data-row$='{id}'] .cs-message-menu");
}
