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

    [Fact]
    public async Task Deleting_an_account_on_the_server_asks_with_other_words_and_keeps_it_if_that_fails()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app, "Delete account");
        Assert.Contains("from the server", app.Find("dialog p")!.TextContent, StringComparison.Ordinal);
        app.Alice.FailNext(Errors.ErrorKind.Disconnected);
        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(() => app.Find(".cs-list-problem")!.TextContent.Length > 0);
        Assert.Single(await app.Alice.Accounts.ListAsync());

        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Delete account");
        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(".cs-onboarding");
        await using var next = new Testing.Clients.InMemoryChatClient(app.Network);
        await next.Accounts.AddAsync(new(new() { Jid = App.AliceJid }, "her name is free again"u8.ToArray(), Register: true));
    }

    [Fact]
    public async Task An_account_is_disconnected_and_connected_and_its_state_stands_beside_the_conversations()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.ChooseAsync("Disconnect");
        await app.UntilAsync(() => app.Find(".cs-connection-line")!.TextContent.Contains("Offline", StringComparison.Ordinal));
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[0].ClickAsync(new()));
        await app.UntilAsync(".cs-filters");

        await app.ClickAsync(".cs-connection-line .cs-link");
        await app.UntilAsync(() => string.IsNullOrWhiteSpace(app.Find(".cs-connection-line")!.TextContent));

        await app.Alice.Accounts.DisconnectAsync(App.AliceJid);
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[4].ClickAsync(new()));
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Connect");
        await app.UntilAsync(() => string.IsNullOrWhiteSpace(app.Find(".cs-connection-line")!.TextContent));
    }

    [Fact]
    public async Task A_password_that_was_changed_elsewhere_is_entered_again_also_where_a_brand_has_but_one_account()
    {
        using var folder = new UIKit.Tests.TempBrand(
            """{ "schemaVersion": 1, "id": "acme", "name": "Acme", "features": { "multipleAccounts": { "value": false, "level": "locked" } } }"""
        );
        await using var app = await App.StartAsync(Branding.Brand.Load(folder.Path));
        await app.Alice.Accounts.ChangePasswordAsync(App.AliceJid, "the new one"u8.ToArray());
        await OpenAsync(app, "Enter the password again");
        await app.UntilAsync("dialog input[type=password]");
        Assert.Contains("alice@example.org", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        Assert.Null(app.Find("dialog input[type=text]"));
        await app.TypeAsync("dialog input[type=password]", "the old one");
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.Length > 0);
        await app.TypeAsync("dialog input[type=password]", "the new one");
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.Find("dialog") is null);
        Assert.Single(await app.Alice.Accounts.ListAsync());
    }

    [Fact]
    public async Task Moving_needs_another_account_and_says_how_many_contacts_know()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app, "Move to another account");
        Assert.Contains("First add the account", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Add an account", app.Find("dialog .cs-button-primary")!.TextContent);
        var next = Addressing.Jid.Parse("alice@home.example");
        await app.Alice.Accounts.AddAsync(new(new() { Jid = next }, "secret"u8.ToArray(), Register: true));
        await app.UntilAsync("dialog [role=radio]");
        Assert.True(app.Find("dialog .cs-button-primary")!.HasAttribute("disabled"));
        await app.ClickAsync("dialog [role=radio]");
        await app.ClickAsync("dialog .cs-button-primary:not([disabled])");

        await app.UntilAsync("dialog .cs-good");
        Assert.Equal("1 contact has been told that you are now alice@home.example.", Plain(app.Find("dialog .cs-good")!.TextContent));
    }

    [Fact]
    public async Task Whose_server_will_not_go_on_is_offered_to_move()
    {
        using var folder = new UIKit.Tests.TempBrand(
            """{ "schemaVersion": 1, "id": "acme", "name": "Acme", "defaults": { "retiredServers": [{ "domain": "example.org", "moveTo": "home.example" }] } }"""
        );
        await using var app = await App.StartAsync(Branding.Brand.Load(folder.Path));
        app.Show();
        await app.UntilAsync(".cs-notices > .cs-banner");
        Assert.Contains("home.example", app.Find(".cs-notices > .cs-banner p")!.TextContent, StringComparison.Ordinal);
        await app.ClickAsync(".cs-notices > .cs-banner .cs-button");
        await app.UntilAsync("dialog");
        Assert.Contains("First create an account on home.example.", Plain(app.Find("dialog")!.TextContent), StringComparison.Ordinal);
        await app.ClickAsync(".cs-notices > .cs-banner .cs-icon-button");
        await app.UntilAsync(() => app.Find(".cs-notices > .cs-banner") is null);
    }

    // Marks of direction are around what was put in.
    private static string Plain(string text) =>
        text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[4].ClickAsync(new()));
        await app.ClickAsync(".cs-row-menu");
    }

    private static async Task OpenAsync(App app, string entry)
    {
        await ShowAsync(app);
        await app.ChooseAsync(entry);
        await app.UntilAsync("dialog");
    }
}
