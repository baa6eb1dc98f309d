// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>Prepares a password for comparison as the OpaqueString profile does (RFC 8265, section 4.2): other spaces become U+0020, then NFC; control
/// characters are refused. SASLprep, which RFC 5802 names, differs only in compatibility characters (it applies NFKC and drops a few invisible ones) and
/// is tied to Unicode 3.2; RFC 7613 replaced it. No copy but the result outlives the call, and no string is made.</summary>
internal static class SaslPassword
{
    private const int MaxBytes = 4096;

    /// <summary>Prepares a password.</summary>
    /// <param name="utf8">The password as it was entered; not kept.</param>
    /// <returns>New bytes, which the caller erases after use.</returns>
    /// <exception cref="ChatSecureException">It is empty, longer than 4096 bytes, not UTF-8 or holds a control character
    /// (<see cref="ErrorKind.InvalidInput"/>).</exception>
    public static byte[] Prepare(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxBytes)
        {
            throw Unusable();
        }

        // Composition never makes text longer, but the decomposition before it does; three times is its worst case (Unicode, UAX 15).
        var chars = ArrayPool<char>.Shared.Rent(utf8.Length * 4);
        try
        {
            if (
                System.Text.Unicode.Utf8.ToUtf16(utf8, chars, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done
            )
            {
                throw Unusable();
            }

            var text = chars.AsSpan(0, length);
            Map(text);
            var normalized = chars.AsSpan(length);
            if (!text.TryNormalize(normalized, out var written, NormalizationForm.FormC))
            {
                throw Unusable();
            }

            normalized = normalized[..written];
            var prepared = new byte[Encoding.UTF8.GetByteCount(normalized)];
            Encoding.UTF8.GetBytes(normalized, prepared);
            return prepared;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(chars.AsSpan()));
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private static void Map(Span<char> text)
    {
        foreach (ref var c in text)
        {
            switch (char.GetUnicodeCategory(c))
            {
                case UnicodeCategory.SpaceSeparator:
                    c = ' ';
                    break;
                case UnicodeCategory.Control:
                    throw Unusable();
            }
        }
    }

    private static ChatSecureException Unusable() =>
        new(ErrorKind.InvalidInput, "The password is empty, too long, or holds a character that no password may hold.");
}
