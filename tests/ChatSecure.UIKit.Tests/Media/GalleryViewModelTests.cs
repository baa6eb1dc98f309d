// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Media;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Media;

public sealed class GalleryViewModelTests
{
    [Fact]
    public async Task Files_come_newest_first_page_by_page_from_however_far_back()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync([.. Enumerable.Range(0, 1000).Select(i => At(i))]);
        await using var gallery = new GalleryViewModel(chat.Context, Say.Conversation);
        gallery.Start();
        await chat.Ui.UntilAsync(() => gallery.Rows.Count > 0 && gallery.LoadMoreCommand is { IsRunning: false });
        Assert.InRange(gallery.Rows.Count, 30, 49);
        await chat.Ui.RunAsync(() => gallery.LoadMoreCommand.ExecuteAsync());
        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => $"{980 - (20 * i)}.png"),
            chat.Ui.Read(() => gallery.Rows.Select(row => row.File.Name).ToList())
        );
        Assert.Equal("November 2026", gallery.Rows[0].MonthText);
        Assert.False(gallery.LoadMoreCommand.CanExecute(null));
        Assert.Null(gallery.EmptyText);
    }

    [Fact]
    public async Task A_file_that_is_elsewhere_is_fetched()
    {
        await using var chat = await Chat.StartAsync();
        await SendAsync(chat);
        await using var gallery = await ShowAsync(chat);
        Assert.Equal(AttachmentState.Elsewhere, chat.Ui.Read(() => gallery.Rows[0].File.State));

        Assert.True(await gallery.DownloadAsync(gallery.Rows[0], TestContext.Current.CancellationToken));

        var row = chat.Ui.Read(() => Assert.Single(gallery.Rows));
        Assert.Equal(AttachmentState.Here, row.File.State);
        Assert.NotNull(row.File.MediaId);
        Assert.Null(chat.Ui.Read(() => gallery.Problem));
    }

    [Fact]
    public async Task In_a_group_a_file_is_by_whoever_sent_it()
    {
        await using var chat = await Chat.StartAsync();
        var room = Addressing.Jid.Parse("crew@rooms.example.org");
        var conversation = new ConversationId(Chat.AliceJid, room);
        var file = At(0) with { Conversation = conversation };
        await chat.Alice.ReceiveAsync(
            file with
            {
                Id = MessageId.Create(),
                From = room.WithResource("Zoe"),
                SenderName = "Zoe",
            },
            file with
            {
                Id = MessageId.Create(),
                From = Chat.BobJid,
                SenderName = "Robert",
            }
        );
        await using var gallery = new GalleryViewModel(chat.Context, conversation);
        gallery.Start();
        await chat.Ui.UntilAsync(() => gallery.Rows.Count == 2);
        var rows = chat.Ui.Read(() => gallery.Rows.Select(row => row.AccessibleText).Order(StringComparer.Ordinal).ToList());
        Assert.Contains("Bob", rows[0], StringComparison.Ordinal);
        Assert.Contains("Zoe", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("rooms.example.org", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_gone_says_so_where_it_stands()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(At(0));
        await using var gallery = await ShowAsync(chat);

        Assert.False(await gallery.DownloadAsync(gallery.Rows[0], TestContext.Current.CancellationToken));

        Assert.Equal(AttachmentState.Failed, chat.Ui.Read(() => gallery.Rows[0].File.State));
        Assert.NotNull(chat.Ui.Read(() => gallery.Problem));
    }

    private static async Task SendAsync(Chat chat)
    {
        var picture = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3])))
        {
            FileName = "sea.png",
            MediaType = "image/png",
        };
        await chat.Bob.Conversations.SendAsync(Chat.FromBob, new("Look") { Attachments = [picture] });
    }

    private static async Task<GalleryViewModel> ShowAsync(Chat chat)
    {
        var gallery = new GalleryViewModel(chat.Context, Say.Conversation);
        gallery.Start();
        await chat.Ui.UntilAsync(() => gallery.Rows.Count > 0 && gallery.LoadMoreCommand is { IsRunning: false });
        return gallery;
    }

    private static ChatMessage At(int i) =>
        Say.Incoming($"{i}", Say.Now.AddMinutes(i - 1000)) with
        {
            Attachments = i % 20 == 0 ? [new() { FileName = $"{i}.png", MediaType = "image/png" }] : [],
        };
}
