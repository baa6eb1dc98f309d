// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>A piece of an encoded message.</summary>
/// <param name="Version">The version whose form the piece has.</param>
/// <param name="Sender">The sender's instance tag; 0 in version 2.</param>
/// <param name="Receiver">The receiver's instance tag; 0 if it is not known, and in version 2.</param>
/// <param name="Index">Which piece it is, from 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Piece">The piece.</param>
internal sealed record Fragment(OtrVersion Version, uint Sender, uint Receiver, ushort Index, ushort Count, string Piece)
{
    public const string PrefixThree = "?OTR|";
    public const string PrefixTwo = "?OTR,";

    /// <summary>What a piece costs beside its content: <c>?OTR|12345678|12345678,00001,00002,</c> and the comma that ends it.</summary>
    private const int Overhead = 36;

    /// <summary>The least that a network may limit messages to, for pieces to make headway.</summary>
    public const int MinSize = Overhead + 20;

    /// <summary>Reads a piece from a text that begins like one; null if it is malformed.</summary>
    public static Fragment? Read(string text)
    {
        var isThree = text.StartsWith(PrefixThree, StringComparison.Ordinal);
        var fields = text[(isThree ? PrefixThree.Length - 1 : PrefixTwo.Length)..].Split(',', 5);
        var (sender, receiver) = (0u, 0u);
        if (isThree)
        {
            if (fields[0].Split('|') is not [{ Length: 0 }, var from, var to] || !IsTag(from, out sender) || !IsTag(to, out receiver))
            {
                return null;
            }

            fields = fields[1..];
        }

        return
            fields is [var index, var count, { Length: > 0 } piece, var end]
            && string.IsNullOrWhiteSpace(end)
            && IsNumber(index, out var k)
            && IsNumber(count, out var n)
            && k <= n
            ? new(isThree ? OtrVersion.Three : OtrVersion.Two, sender, receiver, k, n, piece)
            : null;
    }

    /// <summary>Cuts a message into pieces that are no longer than <paramref name="maxSize"/> each.</summary>
    public static IEnumerable<string> Split(string message, int maxSize, Header header)
    {
        if (message.Length <= maxSize)
        {
            return [message];
        }

        var size = Math.Max(maxSize, MinSize) - Overhead;
        var count = (message.Length + size - 1) / size;
        var start = header.Version == OtrVersion.Three ? $"{PrefixThree}{header.Sender:x8}|{header.Receiver:x8}," : PrefixTwo;
        return message
            .Chunk(size)
            .Select(
                (piece, index) => string.Create(CultureInfo.InvariantCulture, $"{start}{index + 1:D5},{count:D5},{new string(piece)},")
            );
    }

    private static bool IsTag(string text, out uint tag)
    {
        tag = 0;
        return text.Length is >= 1 and <= 8 && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out tag);
    }

    private static bool IsNumber(string text, out ushort number)
    {
        number = 0;
        return text.Length is >= 1 and <= 5
            && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0;
    }
}
