// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>The wish to start a conversation: <c>?OTRv3?</c>, <c>?OTR?v23?</c>, and so on.</summary>
internal static class Query
{
    public const string Prefix = "?OTR";
    private const int MaxVersions = 32;

    public static string Write(bool offerTwo) => offerTwo ? "?OTRv23?" : "?OTRv3?";

    /// <summary>Reads the offered versions. False if the text is no query.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Versions offered)
    {
        offered = default;
        var rest = text[Prefix.Length..];
        var offersOne = rest is ['?', ..];
        if (offersOne)
        {
            rest = rest[1..];
        }

        if (rest is not ['v', ..])
        {
            return offersOne;
        }

        var end = rest.IndexOf('?');
        if (end is < 0 or > MaxVersions)
        {
            return offersOne;
        }

        offered = new(rest[1..end].Contains('2'), rest[1..end].Contains('3'));
        return true;
    }
}
