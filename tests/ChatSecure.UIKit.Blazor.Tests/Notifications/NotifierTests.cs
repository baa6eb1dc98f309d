// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Notifications;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Tests.Notifications;

public sealed class NotifierTests
{
    [Fact]
    public async Task What_comes_in_is_shown_outside_and_says_nothing_private()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);

        await app.BobSaysAsync("The key is under the mat");

        await app.UntilAsync(() => app.Calls("show").Count == 1);
        var arguments = app.Calls("show")[0].Arguments;
        Assert.Equal([app.Brand.Current.Name, "New message"], arguments.Take(2));
        Assert.DoesNotContain("bob", (string)arguments[2]!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_looked_at_is_not_shown_again_and_what_is_not_looked_at_is()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.UntilAsync(() => app.Calls("watch").Count == 1);
        var told = app.Calls("show").Count;
        await app.Shown.InvokeAsync(() => Events(app).Look(true));
        await app.BobSaysAsync("You see this");
        await app.UntilAsync(() =>
            app.FindAll(".cs-message").Any(message => message.TextContent.Contains("You see this", StringComparison.Ordinal))
        );

        await app.Shown.InvokeAsync(() => Events(app).Look(false));
        await app.BobSaysAsync("You don't see this");
        await app.UntilAsync(() => app.Calls("show").Count > told);
        Assert.Equal(told + 1, app.Calls("show").Count);
    }

    [Fact]
    public async Task What_was_shown_is_taken_away_once_it_was_read_and_when_the_app_is_locked()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.BobSaysAsync("Read me");
        await app.UntilAsync(() => app.Calls("show").Count == 1);
        await app.Alice.Conversations.MarkReadAsync(UIKit.Tests.Say.Conversation, Xunit.TestContext.Current.CancellationToken);
        await app.UntilAsync(() => app.Calls("withdraw").Count == 1);
        Assert.Equal(app.Calls("show")[0].Arguments[2], Assert.Single(app.Calls("withdraw")[0].Arguments));

        Assert.Empty(app.Calls("unwatch"));
        await app.Alice.Profile.LockAsync(Xunit.TestContext.Current.CancellationToken);
        await app.UntilAsync(() => app.Calls("unwatch").Count == 1);
    }

    [Fact]
    public async Task A_tap_on_a_notification_opens_its_conversation_and_a_strange_one_opens_none()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.Shown.InvokeAsync(() => Events(app).Open("no address", "@"));
        Assert.Null(app.Find(".cs-header"));

        await app.Shown.InvokeAsync(() => Events(app).Open(App.AliceJid.ToString(), App.BobJid.ToString()));

        await app.UntilAsync(() => app.Find(".cs-header h2")?.TextContent == "Bob");
    }

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(() =>
            app.Calls("watch").Any(call => call.Arguments.Count == 1 && call.Arguments[0] is DotNetObjectReference<NotifierEvents>)
        );
    }

    private static NotifierEvents Events(App app) =>
        app.Calls("watch").Select(call => call.Arguments[0]).OfType<DotNetObjectReference<NotifierEvents>>().Last().Value;
}
