// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Conversations;

public sealed class StrangerTests
{
    [Fact]
    public async Task A_stranger_is_blocked_after_a_question_and_let_go_again()
    {
        await using var app = await OpenAsync();
        await PressAsync(app, "Block");
        await app.UntilAsync("dialog");
        Assert.Contains("bob@example.org", app.Find("dialog p")!.TextContent, StringComparison.Ordinal);
        Assert.False(await IsBlockedAsync(app));
        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(() => app.Find(".cs-stranger p")!.TextContent == "You have blocked bob@example.org.");
        Assert.True(await IsBlockedAsync(app));
        Assert.Null(app.Find("dialog"));

        await PressAsync(app, "Unblock");
        await app.UntilAsync(() => app.Find(".cs-stranger p")!.TextContent == "bob@example.org is not in your contacts.");
        Assert.False(await IsBlockedAsync(app));
    }

    [Fact]
    public async Task The_bar_is_gone_once_the_stranger_was_added()
    {
        await using var app = await OpenAsync();
        await PressAsync(app, "Add");
        await app.UntilAsync(() => app.Find(".cs-stranger") is null);
    }

    [Fact]
    public async Task The_conversation_is_closed_once_it_was_deleted_and_stays_if_the_person_thinks_better_of_it()
    {
        await using var app = await OpenAsync();
        await PressAsync(app, "Delete conversation");
        await app.ClickAsync("dialog .cs-actions .cs-button");
        await app.UntilAsync(() => app.Find("dialog") is null);
        Assert.NotNull(app.Find(".cs-conversation"));

        await PressAsync(app, "Delete conversation");
        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(() => app.Find(".cs-conversation") is null && app.Find(".cs-row") is null);
    }

    private static async Task<App> OpenAsync()
    {
        var app = await App.StartAsync();
        await app.Alice.Contacts.RemoveAsync(App.AliceJid, App.BobJid);
        await app.OpenAsync();
        await app.UntilAsync(".cs-stranger");
        return app;
    }

    private static async Task PressAsync(App app, string label)
    {
        await app.UntilAsync(() => app.FindAll(".cs-stranger button").Any(button => button.TextContent == label));
        await app.Shown.InvokeAsync(() =>
            app.FindAll(".cs-stranger button").First(button => button.TextContent == label).ClickAsync(new())
        );
    }

    private static async Task<bool> IsBlockedAsync(App app) =>
        (await app.Alice.Contacts.ListAsync(App.AliceJid)).Any(contact => contact.IsBlocked);
}
