// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ChatSecure.Network.Xml;

/// <summary>The character classes of XML 1.0 (fifth edition) and of Namespaces in XML 1.0, over UTF-8.</summary>
internal static class XmlChars
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F"u8
    );

    private static readonly bool[] IsAsciiName = MakeAsciiNames();

    /// <summary>What XML counts as white space.</summary>
    public static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    public static bool IsWhiteSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>Whether a character may stand in a document at all (production 2).</summary>
    public static bool IsLegal(int value) =>
        value is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);

    /// <summary>Refuses bytes that are not UTF-8, and characters that may not stand in a document.</summary>
    /// <param name="xml">Whole characters.</param>
    /// <exception cref="XmppXmlException">They do.</exception>
    public static void Check(ReadOnlySpan<byte> xml)
    {
        var isAscii = Ascii.IsValid(xml);
        if (!isAscii && !Utf8.IsValid(xml))
        {
            throw XmppXmlException.Encoding("The bytes are not UTF-8.");
        }

        if (xml.ContainsAny(Controls) || (!isAscii && HasNonCharacter(xml)))
        {
            throw XmppXmlException.NotWellFormed("A character that XML does not allow.");
        }
    }

    /// <summary>The length of the NCName (a name without colon) at the front; 0 if there is none.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    public static int NameLength(ReadOnlySpan<byte> utf8)
    {
        var length = AsciiNameLength(utf8);
        if (length > 0 && utf8[0] is (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'))
        {
            return 0;
        }

        return length == utf8.Length || utf8[length] < 0x80 ? length : NameLength(utf8, length);
    }

    // Names are short: a loop over a table beats a vectorised search.
    private static int AsciiNameLength(ReadOnlySpan<byte> utf8)
    {
        var length = 0;
        while (length < utf8.Length && IsAsciiName[utf8[length]])
        {
            length++;
        }

        return length;
    }

    private static int NameLength(ReadOnlySpan<byte> utf8, int length)
    {
        while (
            length < utf8.Length
            && Rune.DecodeFromUtf8(utf8[length..], out var rune, out var size) == OperationStatus.Done
            && (rune.IsAscii ? IsAsciiName[rune.Value] : IsName(rune.Value, length == 0))
        )
        {
            length += size;
        }

        return length;
    }

    private static bool IsName(int value, bool first) =>
        value
            is (>= 0xC0 and <= 0xD6)
                or (>= 0xD8 and <= 0xF6)
                or (>= 0xF8 and <= 0x2FF)
                or (>= 0x370 and <= 0x37D)
                or (>= 0x37F and <= 0x1FFF)
                or 0x200C
                or 0x200D
                or (>= 0x2070 and <= 0x218F)
                or (>= 0x2C00 and <= 0x2FEF)
                or (>= 0x3001 and <= 0xD7FF)
                or (>= 0xF900 and <= 0xFDCF)
                or (>= 0xFDF0 and <= 0xFFFD)
                or (>= 0x10000 and <= 0xEFFFF)
        || (!first && value is 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040);

    private static bool[] MakeAsciiNames()
    {
        var table = new bool[256];
        foreach (var value in "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"u8)
        {
            table[value] = true;
        }

        return table;
    }

    private static bool HasNonCharacter(ReadOnlySpan<byte> xml)
    {
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        for (int at; (at = xml.IndexOf((ReadOnlySpan<byte>)[0xEF, 0xBF])) >= 0; xml = xml[(at + 3)..])
        {
            if (xml[at + 2] >= 0xBE)
            {
                return true;
            }
        }

        return false;
    }
}
