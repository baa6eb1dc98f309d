// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class UnsentTests
{
    [Fact]
    public async Task What_waits_without_a_connection_says_so_and_can_be_stopped()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Accounts.DisconnectAsync(Chat.AliceJid, TestContext.Current.CancellationToken);
        await chat.AliceSaysAsync("Later");
        await using var timeline = Open(chat);
        await chat.Ui.UntilAsync(() => Row(timeline) is { IsWaiting: true, CanCancel: true, UnsentActs.Count: 0 });
        Assert.True(await timeline.CancelAsync(chat.Ui.Read(() => Row(timeline)!)));
        await chat.Ui.UntilAsync(() => Row(timeline) is { IsWaiting: false, CanRetry: true, DeliveryText: "Not sent: you stopped it." });
        await chat.Alice.Accounts.ConnectAsync(Chat.AliceJid, TestContext.Current.CancellationToken);
        Assert.True(await timeline.RetryAsync(chat.Ui.Read(() => Row(timeline)!)));
        await chat.Ui.UntilAsync(() => Row(timeline) is { CanRetry: false, Delivery: not (DeliveryState.Queued or DeliveryState.Failed) });
    }

    [Fact]
    public async Task A_reaction_that_waits_stands_below_its_message_until_it_is_sent_or_stopped()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("I passed");
        await using var timeline = Open(chat);
        await chat.Ui.UntilAsync(() => Row(timeline) is not null);
        await chat.Alice.Accounts.DisconnectAsync(Chat.AliceJid, TestContext.Current.CancellationToken);
        await timeline.ReactAsync(chat.Ui.Read(() => Row(timeline)!), "👍");
        await chat.Ui.UntilAsync(() =>
            Row(timeline)
                is {
                    Reactions: [{ IsOwn: true }],
                    UnsentActs: [{ Kind: MessageActKind.Reaction, IsFailed: false, Text: "Your reaction waits to be sent." }]
                }
        );
        Assert.Contains("waits to be sent", chat.Ui.Read(() => Row(timeline)!.AccessibleText), StringComparison.Ordinal);
        var act = chat.Ui.Read(() => Row(timeline)!.UnsentActs[0]);
        Assert.False(await timeline.RetryActAsync(act));
        Assert.True(await timeline.CancelActAsync(act));
        await chat.Ui.UntilAsync(() => Row(timeline) is { Reactions: [], UnsentActs: [] });

        await timeline.ReactAsync(chat.Ui.Read(() => Row(timeline)!), "🎉");
        await chat.Ui.UntilAsync(() => Row(timeline) is { UnsentActs.Count: 1 });
        await chat.Alice.Accounts.ConnectAsync(Chat.AliceJid, TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => Row(timeline) is { UnsentActs.Count: 0, Reactions: [{ Emoji: "🎉" }] });
    }

    [Fact]
    public async Task A_change_that_is_refused_is_undone_and_can_be_tried_again_or_left()
    {
        await using var chat = await Chat.StartAsync();
        await chat.AliceSaysAsync("Helo");
        await using var timeline = Open(chat);
        await chat.Ui.UntilAsync(() => Row(timeline) is not null);
        chat.Network.ActRefusal = "forbidden";
        await EditAsync("Hello");
        await chat.Ui.UntilAsync(() =>
            Row(timeline)
                is {
                    Body: "Helo",
                    UnsentActs: [{ Kind: MessageActKind.Edit, IsFailed: true, Text: "Your change was not sent: you may not write there." }]
                }
        );
        chat.Network.ActRefusal = null;
        Assert.True(await timeline.RetryActAsync(chat.Ui.Read(() => Row(timeline)!.UnsentActs[0])));
        await chat.Ui.UntilAsync(() => Row(timeline) is { Body: "Hello", UnsentActs.Count: 0 });

        chat.Network.ActRefusal = "resource-constraint";
        await EditAsync("Goodbye");
        await chat.Ui.UntilAsync(
            () => Row(timeline) is { UnsentActs: [{ IsFailed: true }] },
            () => Row(timeline)!.Body + string.Join("|", Row(timeline)!.UnsentActs)
        );
        Assert.EndsWith(
            "the server has no room for it right now. Try again later.",
            chat.Ui.Read(() => Row(timeline)!.UnsentActs[0].Text),
            StringComparison.Ordinal
        );
        Assert.True(await timeline.CancelActAsync(chat.Ui.Read(() => Row(timeline)!.UnsentActs[0])));
        await chat.Ui.UntilAsync(() => Row(timeline) is { Body: "Hello", UnsentActs.Count: 0 });

        async Task EditAsync(string body)
        {
            chat.Clock.Advance(TimeSpan.FromMinutes(1));
            var id = chat.Ui.Read(() => Row(timeline)!.MessageId);
            await chat.Alice.Conversations.EditAsync(Say.Conversation, id, body, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    private static TimelineViewModel Open(Chat chat)
    {
        var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        return timeline;
    }

    private static MessageRow? Row(TimelineViewModel timeline) => timeline.Rows.OfType<MessageRow>().SingleOrDefault();
}
