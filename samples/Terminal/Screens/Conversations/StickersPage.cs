// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>The brand's stickers, by their names: Enter sends one.</summary>
internal sealed class StickersPage(Screen screen, ComposerViewModel composer) : Page(screen)
{
    public override string Title => Brand.Text("composer.stickers");

    public override IEnumerable<Line> Lines() => composer.Stickers.Select(sticker => new Line(sticker.Name, Tone.Text, sticker));

    public override async Task ChooseAsync(object item)
    {
        if (item is StickerRow sticker)
        {
            await OnUiAsync(() => Screen.Leave(this));
            await BeginAsync(() => composer.SendStickerAsync(sticker));
        }
    }
}
