// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>Makes a file name of what somebody else calls a file. The name has no folder, on no system, and can't pass for another one on the screen
/// (CVE-2021-33896 was such a mistake).</summary>
public static class SafeFileName
{
    /// <summary>The greatest length in bytes of UTF-8.</summary>
    public const int MaxBytes = 200;

    private const string Default = "file";
    private const int MaxExtension = 16;

    // Separators of Unix, Windows and old Macs, what Windows forbids, and what code pages or fonts turn into a separator.
    private const string Forbidden = "/\\:*?\"<>|⁄∕⧸⧵／＼﹨：";

    // A later reader may decode once more than we do.
    private static readonly string[] _encoded = ["%2f", "%5c", "%3a", "%00", "%2e"];

    private static readonly HashSet<string> _devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        "CLOCK$",
    };

    /// <summary>Makes a file name.</summary>
    /// <param name="claimed">What the sender calls the file; null if it does not say.</param>
    /// <returns>A name to put behind a folder's path: never empty, no separator, not hidden, no device of Windows, no invisible or reordering character, at
    /// most <see cref="MaxBytes"/> long with its extension kept. Two files may get the same name.</returns>
    public static string From(string? claimed)
    {
        var text = claimed ?? string.Empty;
        text = text.Length > 4096 ? text[^4096..] : text;
        foreach (var encoded in _encoded)
        {
            text = text.Replace(encoded, "_", StringComparison.OrdinalIgnoreCase);
        }

        var name = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                case UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse:
                    name.Append('_');
                    break;
                case UnicodeCategory.Format:
                    break;
                case UnicodeCategory.SpaceSeparator:
                    name.Append(' ');
                    break;
                default:
                    name.Append(rune.IsBmp && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
                    break;
            }
        }

        return Shape(name.ToString().Normalize(NormalizationForm.FormC));
    }

    private static string Shape(string name)
    {
        // Windows drops dots and spaces at the end; a dot at the beginning hides, and names of dots alone are folders.
        name = name.TrimStart('.', ' ', '~').TrimEnd('.', ' ');
        if (name.Length == 0)
        {
            return Default;
        }

        if (IsDevice(name.Split('.')[0].TrimEnd()))
        {
            name = $"_{name}";
        }

        return Shorten(name);
    }

    private static bool IsDevice(string stem) =>
        _devices.Contains(stem)
        || (
            stem.Length == 4
            && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³')
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
        );

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= MaxExtension ? name[dot..] : string.Empty;
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension);
        var stem = new StringBuilder();
        foreach (var rune in name.AsSpan(0, name.Length - extension.Length).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            stem.Append(rune.ToString());
        }

        return stem.ToString().TrimEnd('.', ' ') + extension;
    }
}
