// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class BlockedTests
{
    private static readonly Jid _mallory = Jid.Parse("mallory@example.net");

    [Fact]
    public async Task Somebody_is_blocked_by_address_and_let_go_again()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.UntilAsync(() => app.Find("dialog [role=status]")!.TextContent == "You block nobody.");
        await app.TypeAsync("dialog input", "no address");
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.Length > 0);
        Assert.Empty(app.FindAll(".cs-blocked li"));

        await app.TypeAsync("dialog input", "xmpp:mallory@example.net");
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.FindAll(".cs-blocked li").Count == 1);
        Assert.Contains("mallory@example.net", app.Find(".cs-blocked li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Unblock: mallory@example.net", app.Find(".cs-blocked button")!.GetAttribute("aria-label"));
        Assert.Equal(string.Empty, app.Find("dialog input")!.GetAttribute("value"));

        await app.ClickAsync(".cs-blocked button");
        await app.UntilAsync(() => app.FindAll(".cs-blocked li").Count == 0);
        var contacts = await app.Alice.Contacts.ListAsync(App.AliceJid);
        Assert.DoesNotContain(contacts, contact => contact.IsBlocked);
    }

    [Fact]
    public async Task A_hostile_name_is_shown_as_text_beside_its_address()
    {
        await using var app = await App.StartAsync();
        await app.Alice.Contacts.AddAsync(App.AliceJid, _mallory, "<img src=x onerror=alert(1)>\u202egnp");
        await app.Alice.Contacts.BlockAsync(App.AliceJid, _mallory);
        await ShowAsync(app);
        await app.UntilAsync(".cs-blocked li");

        var row = app.Find(".cs-blocked li")!;
        Assert.Contains("<img src=x onerror=alert(1)>", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("mallory@example.net", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', row.OuterHtml);
        Assert.Empty(app.FindAll("img"));
    }

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[4].ClickAsync(new()));
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Blocked people");
        await app.UntilAsync("dialog input");
    }
}
