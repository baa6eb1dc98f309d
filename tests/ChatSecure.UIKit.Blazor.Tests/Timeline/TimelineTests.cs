// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Timeline;
using ChatSecure.UIKit.Tests;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Tests.Timeline;

public sealed class TimelineTests
{
    [Fact]
    public async Task A_long_history_has_few_rows_in_the_page()
    {
        await using var app = await App.StartAsync();
        await app.Alice.ReceiveAsync([.. Enumerable.Range(0, 3000).Select(Message)]);
        app.Show();
        await app.ClickAsync(".cs-row");

        await app.UntilAsync(() => app.FindAll(".cs-message").Count > 70);

        Assert.Contains("Message 2999", app.FindAll(".cs-message")[^1].TextContent, StringComparison.Ordinal);
        Assert.Equal((true, true, false), Ends(app));

        await app.Shown.InvokeAsync(() => Events(app).Look(isAtEnd: false, isSeen: true));
        for (var i = 0; i < 8; i++)
        {
            await app.Shown.InvokeAsync(() => Events(app).Reach(isOlder: true));
            await app.UntilAsync(() => app.FindAll("[data-row]").Count is > 70 and <= 150);
        }

        Assert.DoesNotContain("Message 2999", app.Find(".cs-timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((true, false, true), Ends(app));

        await app.ClickAsync(".cs-to-end");
        await app.UntilAsync(() =>
            app.FindAll(".cs-message").Count > 0
            && app.FindAll(".cs-message")[^1].TextContent.Contains("Message 2999", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Older_rows_are_read_before_they_are_wanted_so_that_nobody_waits_for_them()
    {
        await using var app = await App.StartAsync();
        await app.Alice.ReceiveAsync([.. Enumerable.Range(0, 3000).Select(Message)]);
        app.Show();
        await app.ClickAsync(".cs-row");
        await app.UntilAsync(() => app.FindAll(".cs-message").Count > 70);
        await app.Shown.InvokeAsync(() => Events(app).Look(isAtEnd: false, isSeen: true));

        // Nothing was read ahead of the first one.
        var timeline = app.Shown.FindComponent<TimelineView>().Instance.Context.Timeline;
        await app.Shown.InvokeAsync(() => Events(app).Reach(isOlder: true));
        for (var i = 0; i < 12; i++)
        {
            var first = app.Find("[data-row]")!.GetAttribute("data-row");
            await app.Shown.InvokeAsync(() => Assert.True(Events(app).Reach(isOlder: true).IsCompletedSuccessfully));
            Assert.NotEqual(first, app.Find("[data-row]")!.GetAttribute("data-row"));
            Assert.Null(app.Find(".cs-timeline-busy"));
            await app.UntilAsync(() => !timeline.LoadOlderCommand.IsRunning);
        }
    }

    [Fact]
    public async Task Has_days_the_unread_marker_and_its_beginning()
    {
        await using var app = await App.StartAsync();
        await app.Alice.ReceiveAsync([
            Say.Incoming("Yesterday", Say.Now.AddDays(-1)),
            Say.Incoming("Today", state: DeliveryState.Received),
        ]);
        app.Show();
        await app.ClickAsync(".cs-row");
        await app.UntilAsync(".cs-unread");

        Assert.Equal(2, app.FindAll(".cs-day").Count);
        Assert.Equal("separator", app.Find(".cs-unread")!.GetAttribute("role"));
        Assert.NotNull(app.Find(".cs-start"));
    }

    [Fact]
    public async Task A_new_message_is_announced_to_screen_readers()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();

        await app.BobSaysAsync("Are you there?");

        await app.UntilAsync(() =>
            app.Find(".cs-timeline-frame [role=status]")!.TextContent.Contains("Are you there?", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_emoji_is_answered_with_and_taken_back_by_its_chip()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();

        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("👍");
        await app.UntilAsync(".cs-reaction[aria-pressed=true]");
        Assert.Contains("👍", app.Find(".cs-reaction")!.TextContent, StringComparison.Ordinal);

        await app.ClickAsync(".cs-reaction");
        await app.UntilAsync(() => app.Find(".cs-reaction") is null);
    }

    [Fact]
    public async Task A_message_is_taken_back_only_after_a_question()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.AliceSaysAsync("Something rash");
        await app.UntilAsync(".cs-message-own");

        await app.ClickAsync(".cs-message-own .cs-message-menu");
        await app.ChooseAsync("Take back");
        await app.UntilAsync("dialog");
        Assert.Contains("Something rash", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        Assert.Null(app.Find(".cs-message-retracted"));

        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(".cs-message-retracted");
    }

    [Fact]
    public async Task A_message_is_deleted_here_only_after_a_question_that_says_that_others_keep_it()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.AliceSaysAsync("Something private");
        await app.UntilAsync(".cs-message-own");

        await app.ClickAsync(".cs-message-own .cs-message-menu");
        await app.ChooseAsync("Delete here");
        await app.UntilAsync("dialog");
        Assert.Contains("stays with everybody else", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(app.Find(".cs-message-own"));

        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(() => app.Find(".cs-message-own") is null);
    }

    [Fact]
    public async Task Details_say_how_safe_a_message_was()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();

        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("Details");

        await app.UntilAsync("dialog .cs-facts");
        Assert.Contains("encrypted", app.Find(".cs-facts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_message_shows_how_far_it_has_come()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.AliceSaysAsync("On its way");

        await app.UntilAsync(".cs-message-own .cs-delivery");
        Assert.NotEmpty(app.Find(".cs-message-own .cs-message-state")!.GetAttribute("title")!);
    }

    [Fact]
    public async Task Tells_how_many_came_in_below_and_marks_as_read_only_what_somebody_sees()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.Shown.InvokeAsync(() => Events(app).Look(isAtEnd: false, isSeen: true));

        await app.BobSaysAsync("One");
        await app.BobSaysAsync("Two");
        await app.UntilAsync(() => app.Find(".cs-to-end .cs-badge")?.TextContent == "2");
        await app.UntilAsync(() => app.Find(".cs-row .cs-badge")?.TextContent == "3");

        await app.Shown.InvokeAsync(() => Events(app).Look(isAtEnd: true, isSeen: false));
        await app.UntilAsync(() => app.Find(".cs-to-end") is null);
        Assert.Equal("3", app.Find(".cs-row .cs-badge")!.TextContent);

        await app.Shown.InvokeAsync(() => Events(app).Look(isAtEnd: true, isSeen: true));
        await app.UntilAsync(() => app.Find(".cs-row .cs-badge") is null);
    }

    private static TimelineEvents Events(App app) => ((DotNetObjectReference<TimelineEvents>)app.Calls("attach")[^1].Arguments[1]!).Value;

    private static (bool Older, bool Live, bool Newer) Ends(App app) => (Has(app, "older"), Has(app, "live"), Has(app, "newer"));

    private static bool Has(App app, string end) => app.Find(".cs-timeline")!.HasAttribute($"data-cs-{end}");

    private static ChatMessage Message(int number) => Say.Incoming($"Message {number}", Say.Now.AddMinutes(number - 3000));
}
