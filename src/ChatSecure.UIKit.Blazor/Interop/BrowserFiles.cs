// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.UIKit.Composer;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Interop;

/// <summary>Files that a person picks in the page, and those that the page keeps for them.</summary>
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

    /// <summary>Lets the browser save a file, whole or not at all, however long the page takes for that.</summary>
    /// <param name="js">The page.</param>
    /// <param name="content">The file from its beginning; its length must be known.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageUnavailable"/> with the condition <c>file-unwritable</c>: the page could not keep it; or
    /// what reading it threw.</exception>
    public static async Task SaveAsync(IJSRuntime js, Stream content, string name)
    {
        var read = new GivenStream(content);
        var isSaved = false;
        Exception? failure = null;
        try
        {
            await using var module = new JsModule(js, "media.js") { Patience = Timeout.InfiniteTimeSpan };
            using var given = new DotNetStreamReference(read, leaveOpen: true);
            isSaved = await module.InvokeAsync<bool>("save", given, content.Length, name);
        }
        catch (JSException error)
        {
            failure = error;
        }

        if (!isSaved)
        {
            throw read.Failure as ChatSecureException
                ?? new(ErrorKind.StorageUnavailable, "The page could not keep the file.", read.Failure ?? failure)
                {
                    Condition = "file-unwritable",
                };
        }
    }
}
