// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Dates with time as XMPP writes them (XEP-0082): strict, and only within a range in which arithmetic can't overflow.</summary>
public static class XmppDateTime
{
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9998, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>Reads a date with time, such as <c>2002-09-10T23:08:25Z</c>. The zone is demanded; digits of a fraction beyond 100 nanoseconds are
    /// dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The time in UTC, if it is one between the years 1970 and 9998.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out DateTimeOffset value)
    {
        value = default;
        if (text is null || text.Length is < 20 or > 48 || !HasShape(text, out var fraction, out var zone))
        {
            return false;
        }

        // .NET reads at most seven digits of a fraction.
        var digits = Math.Min(zone - fraction, 8);
        var trimmed = digits > 1 ? string.Concat(text.AsSpan(0, 19), text.AsSpan(fraction, digits), text.AsSpan(zone)) : text;
        return DateTimeOffset.TryParseExact(
                trimmed,
                digits > 1 ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK" : "yyyy-MM-dd'T'HH:mm:ssK",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal,
                out value
            )
            && value >= Earliest
            && value <= Latest;
    }

    /// <summary>Writes a time in UTC, to the millisecond.</summary>
    /// <param name="value">The time.</param>
    /// <returns>For instance <c>2002-09-10T23:08:25.000Z</c>.</returns>
    public static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Date and time of 19 characters, then a fraction with digits or none, then Z or a numeric zone, and nothing else.
    private static bool HasShape(string text, out int fraction, out int zone)
    {
        fraction = zone = 19;
        if (text[zone] == '.')
        {
            do
            {
                zone++;
            } while (zone < text.Length && char.IsAsciiDigit(text[zone]));

            if (zone - fraction < 2)
            {
                return false;
            }
        }

        var rest = text.AsSpan(zone);
        return rest is "Z" || (rest.Length == 6 && rest[0] is '+' or '-' && rest[3] == ':');
    }
}
