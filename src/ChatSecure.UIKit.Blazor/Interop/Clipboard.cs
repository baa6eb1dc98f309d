// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Interop;

/// <summary>Where the system keeps what is copied.</summary>
internal static class Clipboard
{
    /// <summary>Copies a text, and gives the words that tell whether that went well: the id of a text of the brand.</summary>
    public static async Task<string> CopyAsync(IJSRuntime js, string? text)
    {
        await using var page = new JsModule(js, "page.js");
        return await page.InvokeAsync<bool>("copy", text) ? "message.copied" : "message.notCopied";
    }
}
