// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Branding.Strings;

/// <summary>Keeps what a stranger wrote (a name, a message) from reordering the text around it: UAX #9, first strong isolates.</summary>
internal static class BidiIsolation
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>Appends a value; between isolates if it or the text around it runs from right to left, so that plain text stays free of marks.</summary>
    public static void Append(StringBuilder output, string value, bool inRightToLeftText)
    {
        if (value.Length == 0 || (!inRightToLeftText && !NeedsIsolation(value)))
        {
            output.Append(value);
            return;
        }

        // A value can't break out: it may close only isolates that it opened itself, and those that it leaves open are closed here.
        output.Append(FirstStrongIsolate);
        var open = 0;
        foreach (var c in value)
        {
            if (c is >= '\u2066' and <= '\u2068')
            {
                open++;
            }
            else if (c == PopDirectionalIsolate && --open < 0)
            {
                open = 0;
                continue;
            }

            output.Append(c);
        }

        output.Append(PopDirectionalIsolate, open + 1);
    }

    // The blocks of right-to-left scripts in the basic plane, surrogates (some scripts beyond it are), and the formatting characters.
    private static bool NeedsIsolation(string value) =>
        value.AsSpan().ContainsAnyInRange('\u0590', '\u08FF')
        || value.AsSpan().ContainsAnyInRange('\uFB1D', '\uFDFF')
        || value.AsSpan().ContainsAnyInRange('\uFE70', '\uFEFC')
        || (value.AsSpan().ContainsAnyInRange('\uD802', '\uD83B') && HasRightToLeftPlane(value))
        || value.AsSpan().ContainsAnyInRange('\u200E', '\u200F')
        || value.AsSpan().ContainsAnyInRange('\u202A', '\u202E')
        || value.AsSpan().ContainsAnyInRange('\u2066', '\u2069');

    // U+10800 to U+10FFF and U+1E800 to U+1EFFF are set aside for right-to-left scripts.
    private static bool HasRightToLeftPlane(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF))
            {
                return true;
            }
        }

        return false;
    }
}
