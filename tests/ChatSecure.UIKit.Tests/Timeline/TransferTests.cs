// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class TransferTests
{
    [Fact]
    public async Task A_file_is_fetched_and_a_failure_says_so()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Bob.Conversations.SendAsync(
            Chat.FromBob,
            new("Look") { Attachments = [new(_ => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3]))) { FileName = "a.bin" }] },
            TestContext.Current.CancellationToken
        );
        await using var timeline = await OpenAsync(chat);
        Assert.True(File(chat, timeline) is { State: AttachmentState.Elsewhere, StateText: "Download (3 B)", MediaId: null });
        chat.Alice.FailNext(ErrorKind.Unreachable);
        Assert.False(await timeline.DownloadAsync(Row(chat, timeline), 0, TestContext.Current.CancellationToken));
        Assert.True(File(chat, timeline) is { State: AttachmentState.Failed, StateText: "The file did not get through" });
        Assert.Contains("did not get through", Row(chat, timeline).AccessibleText, StringComparison.Ordinal);
        Assert.NotNull(chat.Ui.Read(() => timeline.Problem));
        Assert.True(await timeline.DownloadAsync(Row(chat, timeline), 0, TestContext.Current.CancellationToken));
        await chat.Ui.UntilAsync(() => File(chat, timeline) is { State: AttachmentState.Here, StateText: null, MediaId: not null });
    }

    [Fact]
    public async Task How_far_a_file_is_is_said()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Conversations.SendAsync(
            Say.Conversation,
            new("Look") { Attachments = [new(_ => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3]))) { FileName = "a.bin" }] },
            TestContext.Current.CancellationToken
        );
        await using var timeline = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() => timeline.Title == "Bob");
        var message = Row(chat, timeline).Reference;
        chat.Alice.Raise(new TransferProgress(Chat.AliceJid, message, 0, 1, 3));
        await chat.Ui.UntilAsync(() => File(chat, timeline) is { State: AttachmentState.Moving, Percent: 33, StateText: "Sending … 33 %" });
        chat.Alice.Raise(new TransferProgress(Chat.AliceJid, message, 0, 3, 3));
        await chat.Ui.UntilAsync(() => File(chat, timeline) is { State: AttachmentState.Here, Percent: null });
    }

    [Fact]
    public async Task What_failed_can_be_sent_once_more_and_what_is_gone_can_not_be_stopped()
    {
        await using var chat = await Chat.StartAsync();
        chat.Network.MaxFileSize = 2;
        await chat.Alice.Conversations.SendAsync(
            Say.Conversation,
            new("Look") { Attachments = [new(_ => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3]))) { FileName = "a.bin" }] },
            TestContext.Current.CancellationToken
        );
        await using var timeline = await OpenAsync(chat);
        Assert.True(Row(chat, timeline) is { CanRetry: true, CanEdit: false, Attachments: [{ State: AttachmentState.Failed }] });
        chat.Network.MaxFileSize = null;
        Assert.True(await timeline.RetryAsync(Row(chat, timeline)));
        await chat.Ui.UntilAsync(() =>
            timeline.Rows.OfType<MessageRow>().SingleOrDefault() is { CanRetry: false, Attachments: [{ State: AttachmentState.Here }] }
        );
        Assert.False(await timeline.RetryAsync(Row(chat, timeline)));
        Assert.False(await timeline.CancelAsync(Row(chat, timeline)));
    }

    [Fact]
    public async Task A_place_is_told_in_words()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("geo:27.4712,89.6339;u=20");
        await using var timeline = await OpenAsync(chat);
        var row = Row(chat, timeline);
        Assert.Equal(
            (MessageKind.Location, "Location: 27.4712, 89.6339", new(27.4712, 89.6339, uncertainty: 20)),
            (row.Kind, row.Body, row.Location)
        );
    }

    private static MessageRow Row(Chat chat, TimelineViewModel timeline) => chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().Single());

    private static AttachmentRow File(Chat chat, TimelineViewModel timeline) => Row(chat, timeline).Attachments[0];

    private static async Task<TimelineViewModel> OpenAsync(Chat chat)
    {
        var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Any());
        return timeline;
    }
}
