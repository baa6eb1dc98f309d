// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.UIKit.Words;

/// <summary>Makes what strangers wrote safe to show: bounded in length, without characters that turn text around, hide or pile up. What it gives is still
/// text, never markup.</summary>
public static class DisplayText
{
    /// <summary>The longest text of a message that is shown at once, in UTF-16 characters.</summary>
    public const int MaxBody = 10_000;

    private const int MaxName = 64;
    private const int MaxFileName = 96;
    private const int MaxEnding = 16;

    // Scripts that pile marks up, such as Tibetan, need a few; nobody needs hundreds.
    private const int MaxMarks = 8;
    private const char Ellipsis = '…';
    private static readonly char[] _notInFileNames = ['<', '>', ':', '"', '|', '?', '*'];

    /// <summary>A name of a person, group or device on one line.</summary>
    /// <param name="name">The name, as somebody chose it.</param>
    /// <returns>At most 64 characters; null if nothing is left to see.</returns>
    public static string? Name(string? name) =>
        name is null ? null
        : Line(name, MaxName) is { Length: > 0 } shown ? shown
        : null;

    /// <summary>A text on one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The greatest length, in UTF-16 characters.</param>
    /// <returns>The text, with an ellipsis where it was cut; empty if nothing is left to see.</returns>
    public static string Line(string text, int max)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Clean(text, max, isOneLine: true, out _);
    }

    /// <summary>The text of a message.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCut">Whether it is longer than <see cref="MaxBody"/> and was cut.</param>
    /// <returns>The text.</returns>
    public static string Body(string text, out bool isCut)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Clean(text, MaxBody, isOneLine: false, out isCut);
    }

    /// <summary>The text of a message, whole. It may be as long as messages can be: for where a person asked for all of it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text.</returns>
    public static string Full(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Clean(text, text.Length, isOneLine: false, out _);
    }

    /// <summary>The name of a file: without any path, nothing that a file system takes for something else, and with its ending where it can be seen.</summary>
    /// <param name="name">The name, as its sender gave it.</param>
    /// <returns>At most 96 characters; null if nothing is left.</returns>
    public static string? FileName(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var tail = name.Length > 1024 ? name[^1024..] : name;
        var last = tail[(tail.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(Line(last, 1024).Select(c => _notInFileNames.Contains(c) ? '_' : c))
            .TrimStart('.', ' ')
            .TrimEnd('.', ' ');
        var dot = clean.LastIndexOf('.');
        var ending = dot > 0 && clean.Length - dot <= MaxEnding ? clean[dot..] : string.Empty;
        var stem = clean[..^ending.Length];
        if (stem.Length + ending.Length > MaxFileName)
        {
            stem = Whole(stem, MaxFileName - ending.Length - 1) + Ellipsis;
        }

        // Names that Windows keeps for devices.
        var isDevice = stem.ToUpperInvariant() is "CON" or "PRN" or "AUX" or "NUL" || (stem.Length == 4 && IsPort(stem.ToUpperInvariant()));
        return stem.Length + ending.Length == 0 ? null : (isDevice ? "_" : string.Empty) + stem + ending;
    }

    private static bool IsPort(string stem) => stem[..3] is "COM" or "LPT" && char.IsAsciiDigit(stem[3]);

    private static string Clean(string text, int max, bool isOneLine, out bool isCut)
    {
        var clean = new StringBuilder(Math.Min(text.Length, max));
        var (marks, seen) = (0, 0);
        isCut = false;
        foreach (var rune in text.EnumerateRunes())
        {
            // What is left out counts, too: nobody can make this run for long.
            seen += rune.Utf16SequenceLength;
            if (clean.Length >= max || seen > max * 8)
            {
                isCut = true;
                break;
            }

            if (Shown(rune, isOneLine) is not { } shown)
            {
                continue;
            }

            var isMark = Rune.GetUnicodeCategory(shown) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
            marks = isMark ? marks + 1 : 0;
            var isSecondSpace = isOneLine && shown.Value == ' ' && (clean.Length == 0 || clean[^1] == ' ');
            if (marks <= MaxMarks && !isSecondSpace)
            {
                clean.Append(shown.ToString());
            }
        }

        var result = isOneLine ? clean.ToString().TrimEnd() : clean.ToString();
        return isCut ? Whole(result, max - 1) + Ellipsis : result;
    }

    private static Rune? Shown(Rune rune, bool isOneLine) =>
        rune.Value switch
        {
            '\n' => isOneLine ? new Rune(' ') : rune,
            '\t' => new Rune(' '),

            // Letters that nobody can see.
            0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 => new Rune(' '),

            // Joiners make emojis and are a part of some scripts; everything else that formats can deceive.
            0x200C or 0x200D => rune,
            _ => Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.Format => null,
                UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(isOneLine ? ' ' : '\n'),
                UnicodeCategory.SpaceSeparator => isOneLine ? new Rune(' ') : rune,
                _ => rune,
            },
        };

    /// <summary>The beginning of a text that does not end within a character.</summary>
    private static string Whole(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length;
        while (end > 0 && (char.IsLowSurrogate(text[end]) || IsJoined(text, end)))
        {
            end--;
        }

        return text[..end];
    }

    private static bool IsJoined(string text, int at) =>
        char.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark || text[at - 1] == '\u200D';
}
