// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>What the first bytes of a file say: whether it is a film that browsers play. What its sender, its name or its media type says does not count.</summary>
internal static class FilmHeader
{
    /// <summary>How many first bytes are needed.</summary>
    public const int Length = 64;

    public static bool IsFilm(ReadOnlySpan<byte> head) => IsMp4(head) || IsWebM(head);

    // A sound or a picture can stand in such a file, too, and says so by its brand.
    private static bool IsMp4(ReadOnlySpan<byte> head) =>
        head.Length >= 12
        && head[4..8].SequenceEqual("ftyp"u8)
        && !head[8..].StartsWith("M4A"u8)
        && !head[8..].StartsWith("M4B"u8)
        && !head[8..].StartsWith("avi"u8)
        && !head[8..].StartsWith("hei"u8)
        && !head[8..].StartsWith("mif"u8);

    // Of what has the same beginning, only this kind is played.
    private static bool IsWebM(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3])
        && head.IndexOf((ReadOnlySpan<byte>)[0x42, 0x82, 0x84, (byte)'w', (byte)'e', (byte)'b', (byte)'m']) > 0;
}
