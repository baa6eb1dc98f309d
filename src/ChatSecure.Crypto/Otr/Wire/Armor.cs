// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>Binary messages as text: <c>?OTR:</c>, base64, a full stop.</summary>
internal static class Armor
{
    public const string Prefix = "?OTR:";
    private const char End = '.';

    /// <summary>The text of a message.</summary>
    public static string Encode(ReadOnlySpan<byte> message)
    {
        var length = Base64.GetMaxEncodedToUtf8Length(message.Length);
        var text = ArrayPool<byte>.Shared.Rent(Prefix.Length + length + 1);
        Encoding.ASCII.GetBytes(Prefix, text);
        Base64.EncodeToUtf8(message, text.AsSpan(Prefix.Length), out _, out var written);
        text[Prefix.Length + written] = (byte)End;
        var encoded = Encoding.ASCII.GetString(text, 0, Prefix.Length + written + 1);
        ArrayPool<byte>.Shared.Return(text);
        return encoded;
    }

    /// <summary>The message in a text that begins with the prefix; null if it is no proper base64 up to the full stop that ends it.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        if (text.Length < Prefix.Length + 5 || text[^1] != End)
        {
            return null;
        }

        var encoded = text[Prefix.Length..^1];
        var message = new byte[encoded.Length / 4 * 3];
        if (encoded.Length % 4 != 0 || encoded.ContainsAny(" \t\r\n") || !Convert.TryFromBase64Chars(encoded, message, out var length))
        {
            return null;
        }

        return length == message.Length ? message : message[..length];
    }
}
