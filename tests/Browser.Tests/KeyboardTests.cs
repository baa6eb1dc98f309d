// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Clients;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What a person without a mouse does: all of it.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task The_way_in_is_gone_by_keyboard()
    {
        await using var client = new InMemoryChatClient(new InMemoryNetwork());
        await using var app = await MemoryApp.StartAsync(client, isOpen: false);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var keys = new Keys(screen);
        var fields = screen.Page.Locator("input[type=password]");
        await keys.WriteAsync(fields.Nth(0), Steps.Passphrase, isBrought: true);
        await keys.WriteAsync(fields.Nth(1), Steps.Passphrase);
        await keys.KeyAsync("Enter");
        await screen.SeeAsync(screen.Page.Locator(".cs-onboarding"));
        for (var step = 0; step < 12 && !await screen.Page.Locator(".cs-rail").IsVisibleAsync(); step++)
        {
            await FillStepAsync(screen, keys);
            await keys.PressAsync(".cs-onboarding button[type=submit]");
            await screen.Page.WaitForFunctionAsync(
                "done => document.querySelector('.cs-rail') || document.querySelectorAll('.cs-onboarding .cs-step-done').length === done",
                step + 1
            );
        }

        await screen.SeeAsync(screen.Page.Locator(".cs-rail"));
        Assert.Single(await client.Accounts.ListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task Messages_are_written_reached_and_answered_by_keyboard()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var keys = new Keys(screen);
        await OpenAsync(screen, keys, "Amina");
        await keys.WriteAsync(screen.Composer, "Written without a mouse", isBrought: true);
        await Assertions.Expect(screen.Page.Locator(".cs-send[type=submit]")).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await keys.KeyAsync("Enter");
        var written = screen.Message("Written without a mouse");
        await screen.SeeAsync(written);

        await MenuAsync(screen, keys, written);
        await keys.KeyAsync("Escape");
        await screen.GoneAsync(screen.Page.GetByRole(AriaRole.Menuitem));
        await Assertions.Expect(written).ToBeFocusedAsync();

        await keys.KeyAsync("Enter");
        await keys.ArrowsToAsync(screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Reply", Exact = true }), "ArrowDown");
        await keys.KeyAsync("Enter");
        await screen.SeeAsync(screen.Page.Locator(".cs-composer-mode", new() { HasText = "Written without a mouse" }));
        await keys.WriteAsync(screen.Composer, "And answered without one", isBrought: true);
        await keys.KeyAsync("Enter");
        await screen.SeeAsync(screen.Message("And answered without one").Locator(".cs-reply"));
        Assert.Empty(screen.Complaints);
    }

    [Theory]
    [InlineData("chatsecure-light", "ArrowRight")]
    [InlineData("chatsecure-light-rtl", "ArrowLeft")]
    public async Task An_emoji_is_put_where_the_caret_is_by_keyboard(string look, string forward)
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client, Look.All.Single(one => one.Name == look));
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var keys = new Keys(screen);
        await screen.Page.Titled(".cs-list .cs-row", "Amina").ClickAsync();
        await keys.WriteAsync(screen.Composer, "ab", isBrought: true);
        await screen.Composer.EvaluateAsync("field => field.setSelectionRange(1, 1)");
        var button = screen.Page.Locator(".cs-composer-box .cs-menu-button");
        await keys.ToAsync(button);
        await keys.KeyAsync("Enter");
        var first = screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "👍", Exact = true });
        await Assertions.Expect(first).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await keys.KeyAsync("Escape");
        await screen.GoneAsync(first);
        await Assertions.Expect(button).ToBeFocusedAsync();

        await keys.KeyAsync("Enter");
        await Assertions.Expect(first).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await keys.KeyAsync(forward);
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "❤️", Exact = true })).ToBeFocusedAsync();
        await keys.KeyAsync("ArrowDown");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "🔥", Exact = true })).ToBeFocusedAsync();
        await keys.KeyAsync("Enter");
        await Assertions.Expect(screen.Composer).ToHaveValueAsync("a🔥b", new() { Timeout = 60_000 });
        await Assertions.Expect(screen.Composer).ToBeFocusedAsync();
        await screen.Page.Keyboard.TypeAsync("!");
        await Assertions.Expect(screen.Composer).ToHaveValueAsync("a🔥!b");
        await keys.KeyAsync("Enter");
        await screen.SeeAsync(screen.Page.Locator(".cs-message-own", new() { HasText = "a🔥!b" }));
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_menu_that_is_opened_again_in_the_moment_it_closes_stays_open()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.Page.Titled(".cs-list .cs-row", "Amina").ClickAsync();
        var button = screen.Page.Locator(".cs-composer-box .cs-menu-button");
        await button.ClickAsync();
        var first = screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "👍", Exact = true });
        await Assertions.Expect(first).ToBeFocusedAsync(new() { Timeout = 60_000 });
        for (var time = 0; time < 5; time++)
        {
            // The press is on its way before the app hears that the menu was closed, whatever the machine is busy with.
            await button.EvaluateAsync("button => { document.querySelector('.cs-menu:popover-open').hidePopover(); button.click(); }");
            await Assertions.Expect(first).ToBeFocusedAsync(new() { Timeout = 60_000 });
            await screen.Page.WaitForTimeoutAsync(200);
            await Assertions.Expect(first).ToBeFocusedAsync();
        }

        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task Files_are_attached_seen_and_saved_by_keyboard()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var keys = new Keys(screen);
        await OpenAsync(screen, keys, "Amina");
        await Assertions.Expect(screen.Composer).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await keys.ToAsync(screen.Button("Attach a file"), isBack: true);
        var chooser = await screen.Page.RunAndWaitForFileChooserAsync(() => keys.KeyAsync("Enter"));
        await chooser.SetFilesAsync(Repository.PathTo("build", "icon.png"));
        await screen.SeeAsync(screen.Page.Locator(".cs-pending-file"));
        await keys.PressAsync(".cs-send[type=submit]");
        await screen.GoneAsync(screen.Page.Locator(".cs-pending-file"));

        await keys.PressAsync(screen.Page.Locator(".cs-header .cs-menu-button"));
        await keys.ArrowsToAsync(screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Pictures and files" }), "ArrowDown");
        await keys.KeyAsync("Enter");
        var pictures = screen.Page.Locator(".cs-gallery-picture");
        await screen.SeeAsync(pictures);
        await keys.ToAsync("dialog[open] [data-cs-item]");
        await keys.ArrowsToAsync(pictures.Last, "ArrowDown");
        await keys.KeyAsync("Enter");
        var save = screen.Page.Locator("dialog[open] .cs-viewer").GetByRole(AriaRole.Button);
        await keys.ToAsync(save);
        var saved = await screen.Page.RunAndWaitForDownloadAsync(() => keys.KeyAsync("Enter"));
        Assert.Equal("sunset.png", saved.SuggestedFilename);
        await keys.KeyAsync("Escape");
        await screen.GoneAsync(screen.Page.Locator(".cs-viewer"));
        await keys.KeyAsync("Escape");
        await screen.GoneAsync(screen.Page.Locator("dialog[open].cs-dialog"));
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task Somebody_is_added_and_verified_by_keyboard()
    {
        await using var client = await Scene.FillAsync();
        client.Network.AddAccount(ChatSecure.Addressing.Jid.Parse("pema@example.org"), "a password"u8.ToArray());
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var keys = new Keys(screen);
        await GoAsync(screen, keys, "Contacts");
        await keys.PressAsync(screen.Button("Add a contact"));
        await keys.WriteAsync("dialog[open] input[data-cs-first]", "pema@example.org", isBrought: true);
        await keys.PressAsync(screen.Button("Add"));
        await screen.SeeAsync(screen.Page.Locator(".cs-header h2", new() { HasText = "pema" }));

        await OpenAsync(screen, keys, "Amina");
        await keys.PressAsync(".cs-header .cs-shield");
        await keys.PressAsync(screen.Page.Locator("dialog[open] .cs-device .cs-button-primary"));
        await screen.SeeAsync(screen.Page.Locator("dialog[open] .cs-trust-verified"));
        await keys.KeyAsync("Escape");
        await screen.GoneAsync(screen.Page.Locator("dialog[open].cs-dialog"));
        await screen.SeeAsync(screen.Page.Locator(".cs-header .cs-shield-verified"));
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_group_is_made_something_is_found_and_the_look_is_chosen_by_keyboard()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var keys = new Keys(screen);
        await GoAsync(screen, keys, "Groups");
        await keys.PressAsync(screen.Button("New group"));
        await keys.WriteAsync("dialog[open] input[data-cs-first]", "Swimmers", isBrought: true);
        await keys.PressAsync("dialog[open] input[type=checkbox]", "Space");
        await keys.PressAsync("dialog[open] button[type=submit]");
        await screen.SeeAsync(screen.Page.Locator(".cs-header h2", new() { HasText = "Swimmers" }));

        await GoAsync(screen, keys, "Search");
        await keys.WriteAsync("section:has(.cs-search-title) input[type=search]", "library");
        await keys.PressAsync(".cs-side .cs-row:has(mark)");
        await screen.SeeAsync(screen.Page.Locator(".cs-timeline-row.cs-found", new() { HasText = "library" }));

        await GoAsync(screen, keys, "Settings");
        var dark = screen.Page.GetByRole(AriaRole.Radio, new() { Name = "Dark", Exact = true });
        await keys.PressAsync(dark, "Space");
        await Assertions.Expect(dark).ToHaveAttributeAsync("aria-checked", "true", new() { Timeout = 60_000 });
        await Assertions.Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(screen.Complaints);
    }

    private static async Task FillStepAsync(Screen screen, Keys keys)
    {
        var choices = screen.Page.Locator(".cs-onboarding [role=radio]");
        if (await choices.CountAsync() > 0)
        {
            await keys.PressAsync(choices.First, "Space");
            await Assertions.Expect(choices.First).ToHaveAttributeAsync("aria-checked", "true", new() { Timeout = 60_000 });
        }

        foreach (var box in await screen.Page.Locator(".cs-onboarding input[type=checkbox]").AllAsync())
        {
            await keys.PressAsync(box, "Space");
        }

        if (await screen.Page.Locator("input[autocomplete=username]").IsVisibleAsync())
        {
            await keys.WriteAsync("input[autocomplete=username]", "amina");
            await keys.WriteAsync(".cs-onboarding input[type=password]", "correct horse battery");
        }
    }

    private static Task GoAsync(Screen screen, Keys keys, string place) =>
        keys.PressAsync(screen.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button, new() { Name = place }));

    private static async Task OpenAsync(Screen screen, Keys keys, string name)
    {
        await GoAsync(screen, keys, "Chats");
        var row = screen.Page.Titled(".cs-list .cs-row", name);
        await screen.SeeAsync(row);
        await keys.ToAsync(".cs-list .cs-row[tabindex='0']");
        await keys.KeyAsync("Home");
        await keys.ArrowsToAsync(row, "ArrowDown");
        await keys.KeyAsync("Enter");
        await screen.SeeAsync(screen.Page.Locator(".cs-header h2", new() { HasText = name }));
    }

    // The newest message is where one comes into the list.
    private static async Task MenuAsync(Screen screen, Keys keys, ILocator message)
    {
        await keys.ToAsync(screen.Page.Locator(".cs-message[tabindex='0']"), isBack: true);
        await keys.KeyAsync("End");
        await Assertions.Expect(message).ToBeFocusedAsync();
        await keys.KeyAsync("Enter");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync(new() { Timeout = 60_000 });
    }
}
