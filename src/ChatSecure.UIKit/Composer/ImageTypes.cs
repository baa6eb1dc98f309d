// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Composer;

/// <summary>What sort of picture a brand's file is.</summary>
internal static class ImageTypes
{
    public static string Of(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith("RIFF"u8) ? "image/webp"
        : content.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) ? "image/x-icon"
        : "image/svg+xml";
}
