// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Messages;

/// <summary>A place in a conversation's history: all that is older than a message of this time and number.</summary>
/// <param name="Timestamp">Ticks in UTC.</param>
/// <param name="Id">The row's number.</param>
internal readonly record struct PageCursor(long Timestamp, long Id)
{
    private const int Digits = 16;

    /// <summary>Behind the newest message.</summary>
    public static PageCursor Newest => new(long.MaxValue, long.MaxValue);

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is not a cursor.</exception>
    public static PageCursor Parse(string text) =>
        text.Length == 2 * Digits
        && long.TryParse(text.AsSpan(0, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var timestamp)
        && long.TryParse(text.AsSpan(Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? new(timestamp, id)
            : throw new ChatSecureException(ErrorKind.InvalidInput, "This is not the cursor of a page.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Timestamp:x16}{Id:x16}");
}
