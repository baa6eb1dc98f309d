// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class UnreadTests
{
    [Fact]
    public async Task Opens_at_the_first_unread_message_however_many_there_are()
    {
        await using var chat = await Chat.StartAsync();
        await ReceiveAsync(chat, 0, 300);
        await chat.Alice.Conversations.MarkReadAsync(Say.Conversation, TestContext.Current.CancellationToken);
        await ReceiveAsync(chat, 300, 500);
        await using var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.IsLoaded);
        var rows = chat.Ui.Read(() => timeline.Rows.ToList());
        var mark = rows.FindIndex(row => row is UnreadRow);
        Assert.Equal(500, Assert.IsType<UnreadRow>(rows[mark]).Count);
        Assert.Equal("Number 300", Assert.IsType<MessageRow>(rows[mark + 1]).Body);
        Assert.Equal(("unread", true, true), chat.Ui.Read(() => (timeline.FocusId, timeline.HasOlder, timeline.HasNewer)));

        // What comes in meanwhile does not move the mark, and the newest are reached.
        await ReceiveAsync(chat, 800, 1);
        Assert.Contains(chat.Ui.Read(() => timeline.Rows.ToList()), row => row is UnreadRow { Count: 500 });
        await chat.Ui.RunAsync(() => timeline.JumpToNewestCommand.ExecuteAsync());
        await chat.Ui.UntilAsync(() => timeline.Rows[^1] is MessageRow { Body: "Number 800" } && !timeline.HasNewer);
    }

    private static Task ReceiveAsync(Chat chat, int from, int count) =>
        chat.Alice.ReceiveAsync([
            .. Enumerable
                .Range(from, count)
                .Select(number => Say.Incoming($"Number {number}", Say.Now.AddDays(-2).AddSeconds(number), DeliveryState.Received)),
        ]);
}
