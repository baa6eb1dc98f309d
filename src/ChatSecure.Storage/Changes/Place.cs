// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Changes;

/// <summary>A place in a conversation's history: before, at or behind the message of this time and number.</summary>
/// <param name="Timestamp">Ticks in UTC.</param>
/// <param name="Number">The message's number, which grows in the order in which messages were added.</param>
internal readonly record struct Place(long Timestamp, long Number) : IComparable<Place>
{
    private const int Digits = 16;

    /// <summary>Before the oldest message.</summary>
    public static Place Oldest => new(long.MinValue, long.MinValue);

    /// <summary>Behind the newest message.</summary>
    public static Place Newest => new(long.MaxValue, long.MaxValue);

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is not a cursor.</exception>
    public static Place Parse(string text) =>
        text.Length == 2 * Digits
        && long.TryParse(text.AsSpan(0, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var timestamp)
        && long.TryParse(text.AsSpan(Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new(timestamp, number)
            : throw new ChatSecureException(ErrorKind.InvalidInput, "This is not the cursor of a page.");

    /// <summary>The cursor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Timestamp:x16}{Number:x16}");

    public int CompareTo(Place other) => (Timestamp, Number).CompareTo((other.Timestamp, other.Number));
}
