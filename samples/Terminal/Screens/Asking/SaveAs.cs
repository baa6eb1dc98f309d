// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>Asks where to save a file of a message.</summary>
internal static class SaveAs
{
    /// <param name="screen">The screen.</param>
    /// <param name="file">The file.</param>
    /// <param name="save">Saves it there; says whether that went well. Why not stands on the page that this one came from.</param>
    public static void For(Screen screen, AttachmentRow file, Func<string, Task<bool>> save)
    {
        var brand = screen.Context.Brand.Current;
        Ask.For(
            screen,
            $"{brand.Text("attachment.save")}: {file.AccessibleText}",
            brand.Text("attachment.file"),
            async path => new Outcome(IsDone: true, Said: await save(path) ? brand.Text("cli.file.saved", ("file", path)) : null),
            LocalFiles.Suggest(file.Name)
        );
    }
}
