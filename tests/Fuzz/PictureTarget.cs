// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Media;

namespace ChatSecure.Fuzz;

/// <summary>Pictures that somebody passes on.</summary>
internal static class PictureTarget
{
    public static void Clean(ReadOnlySpan<byte> input)
    {
        try
        {
            var once = Clean(input.ToArray());
            Finding.Unless(Clean(once).AsSpan().SequenceEqual(once), "A clean picture is not clean.");
        }
        catch (MediaException)
        {
            // That is what a picture is that is not well-formed.
        }
    }

    private static byte[] Clean(byte[] picture)
    {
        using var content = CleanMedia.OpenAsync(PickedFile.FromBytes(picture), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        using var clean = new MemoryStream();
        content.CopyToAsync(clean, CancellationToken.None).GetAwaiter().GetResult();
        return clean.ToArray();
    }
}
