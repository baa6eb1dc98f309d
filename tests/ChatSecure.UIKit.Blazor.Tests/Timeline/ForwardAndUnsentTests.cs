// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Blazor.Tests.Timeline;

/// <summary>Messages that go elsewhere, and those that went nowhere.</summary>
public sealed class ForwardAndUnsentTests
{
    [Fact]
    public async Task A_message_is_passed_on_to_a_conversation_that_is_chosen()
    {
        await using var app = await App.StartAsync();
        var carol = Jid.Parse("carol@example.org");
        await using var hers = await Testing.Clients.InMemoryChatClient.CreateAsync(app.Network, carol);
        await hers.Conversations.SendAsync(new(carol, App.AliceJid), new("Hello, it is Carol"));
        await app.OpenAsync("The recipe is in the blue book");
        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync(app.Brand.Current.Text("button.forward"));
        await app.UntilAsync(() => app.FindAll("dialog .cs-row").Count == 2);
        Assert.DoesNotContain(
            (await hers.Conversations.HistoryAsync(new(carol, App.AliceJid))).Messages,
            message => message.Body!.Contains("recipe", StringComparison.Ordinal)
        );

        await app.Shown.InvokeAsync(() =>
            app.FindAll("dialog .cs-row")
                .Single(row => row.TextContent.Contains("carol", StringComparison.OrdinalIgnoreCase))
                .ClickAsync(new())
        );

        await app.UntilAsync(() => app.Find("dialog") is null);
        await app.UntilAsync(() =>
            app.FindAll(".cs-row")
                .Any(row =>
                    row.TextContent.Contains("recipe", StringComparison.Ordinal)
                    && row.TextContent.Contains("carol", StringComparison.OrdinalIgnoreCase)
                )
        );
        Assert.Contains(
            (await hers.Conversations.HistoryAsync(new(carol, App.AliceJid))).Messages,
            message => message.Body!.Contains("recipe")
        );
    }

    [Fact]
    public async Task What_waits_can_be_stopped_and_what_was_stopped_tried_again()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.Alice.Accounts.DisconnectAsync(App.AliceJid);
        await app.AliceSaysAsync("Written in the dark");
        await app.UntilAsync(".cs-message-own .cs-unsent button");
        Assert.Equal(app.Brand.Current.Text("button.cancel"), app.Find(".cs-message-own .cs-unsent button")!.TextContent);

        await app.ClickAsync(".cs-message-own .cs-unsent button");
        await app.UntilAsync(".cs-message-failed .cs-unsent .cs-message-failure");
        Assert.Equal(app.Brand.Current.Text("button.retry"), app.Find(".cs-message-own .cs-unsent button")!.TextContent);

        await app.Alice.Accounts.ConnectAsync(App.AliceJid);
        await app.ClickAsync(".cs-message-failed .cs-unsent button");
        await app.UntilAsync(() => app.Find(".cs-unsent") is null);
        Assert.Contains((await app.Bob.Conversations.HistoryAsync(App.FromBob)).Messages, message => message.Body == "Written in the dark");
    }
}
