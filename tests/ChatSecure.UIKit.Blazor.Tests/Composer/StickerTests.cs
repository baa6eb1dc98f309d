// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Composer;

public sealed class StickerTests
{
    [Fact]
    public async Task A_sticker_of_the_brand_is_sent_with_a_tap()
    {
        await using var app = await App.StartAsync(UIKit.Tests.Say.Zomlike);
        await app.OpenAsync();
        var stickers = app.Brand.Current.Text("composer.stickers");
        await app.ClickAsync($".cs-composer button[aria-label='{stickers}']");
        await app.UntilAsync("dialog .cs-sticker");
        Assert.All(app.FindAll("dialog .cs-sticker"), sticker => Assert.NotEmpty(sticker.GetAttribute("aria-label")!));

        await app.ClickAsync("dialog .cs-sticker");

        await app.UntilAsync(() => app.Find("dialog") is null);
        await app.UntilAsync(".cs-message-own");
        var sent = (await app.Bob.Conversations.HistoryAsync(App.FromBob)).Messages[^1];
        Assert.NotNull(Assert.Single(sent.Attachments).StickerPack);
    }

    [Fact]
    public async Task A_brand_without_stickers_has_no_button_for_them()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();

        Assert.Null(app.Find($".cs-composer button[aria-label='{app.Brand.Current.Text("composer.stickers")}']"));
    }
}
