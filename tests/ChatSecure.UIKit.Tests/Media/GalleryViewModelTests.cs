// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Media;

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

    private static ChatMessage At(int i) =>
        Say.Incoming($"{i}", Say.Now.AddMinutes(i - 1000)) with
        {
            Attachments = i % 20 == 0 ? [new() { FileName = $"{i}.png", MediaType = "image/png" }] : [],
        };
}
