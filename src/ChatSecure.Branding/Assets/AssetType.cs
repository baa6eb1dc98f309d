// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Assets;

/// <summary>The formats that a picture may have: named by the ending, proved by the content.</summary>
internal static class AssetType
{
    /// <summary>Why a picture is refused; null if it is fine.</summary>
    public static (string Code, string Message)? Refusal(string path, ReadOnlySpan<byte> bytes)
    {
        bool? isWhatItSays = Path.GetExtension(path) switch
        {
            ".png" => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            ".jpg" or ".jpeg" => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
            ".webp" => bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8),
            ".ico" => bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]),
            ".svg" => true,
            _ => null,
        };
        return isWhatItSays switch
        {
            null => ("CSB030", "A picture is .svg, .png, .jpg, .webp or .ico."),
            false => ("CSB030", "The content is not what the ending says."),
            _ when path.EndsWith(".svg", StringComparison.Ordinal) && SvgCheck.Refusal(bytes) is { } refusal => ("CSB034", refusal),
            _ => null,
        };
    }
}
