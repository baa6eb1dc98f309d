// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.Links;

namespace ChatSecure.Fuzz.Network;

/// <summary>A page behind a link: whatever it is, what is told of it can be told in a message.</summary>
internal static class PageTarget
{
    private static readonly Uri _page = new("https://www.capulet.example/tea");

    public static void Page(ReadOnlySpan<byte> input)
    {
        foreach (var charset in (string?[])[null, "windows-1252", "shift_jis", "utf-16"])
        {
            if (PageMetadata.Read(_page, _page, PageText.Read(input, charset)) is var (about, picture))
            {
                Finding.Unless(LinkDescriptions.IsAcceptable(about), "What a page tells can't be told.");
                Finding.Unless(about is not { Title: null, Description: null }, "A page that tells nothing tells something.");
                Finding.Unless(picture is null || OutOfBand.IsAcceptable(picture), "A picture that is not at an https address.");
            }
        }
    }
}
