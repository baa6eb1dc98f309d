// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;
using Microsoft.AspNetCore.Components.Forms;

namespace ChatSecure.UIKit.Blazor.Interop;

/// <summary>Files that a person picks in the page.</summary>
internal static class BrowserFiles
{
    /// <summary>A file of the page's as one of the kit's. It can be read as long as the input that it was picked with is there and picks no other.</summary>
    public static PickedFile Pick(IBrowserFile file) =>
        new(token => PageStream.OpenAsync(() => ValueTask.FromResult(file.OpenReadStream(file.Size, token))))
        {
            Name = file.Name,
            MediaType = file.ContentType,
            Size = file.Size,
        };
}
