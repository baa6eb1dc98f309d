// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xml;

/// <summary>The XML declaration (XML 1.0, production 23), the one processing instruction that may precede a stream header.</summary>
internal static class XmlDeclaration
{
    /// <summary>Checks it: version 1.0, and no encoding but UTF-8.</summary>
    /// <param name="declaration">From <c>&lt;?</c> to <c>?&gt;</c>.</param>
    /// <exception cref="XmppXmlException">It is another instruction, malformed, or names another encoding.</exception>
    public static void Check(ReadOnlySpan<byte> declaration)
    {
        if (!declaration.StartsWith("<?xml"u8) || declaration.Length < 6 || !XmlChars.IsWhiteSpace(declaration[5]))
        {
            throw XmppXmlException.Restricted("A processing instruction.");
        }

        if (!declaration.EndsWith("?>"u8))
        {
            throw Malformed();
        }

        var rest = declaration[5..^2];
        if (!TryTake("version"u8, ref rest, out var version) || !version.SequenceEqual("1.0"u8))
        {
            throw Malformed();
        }

        if (TryTake("encoding"u8, ref rest, out var encoding) && !System.Text.Ascii.EqualsIgnoreCase(encoding, "utf-8"u8))
        {
            throw XmppXmlException.Encoding("The XML declaration names an encoding other than UTF-8.");
        }

        if (
            TryTake("standalone"u8, ref rest, out var standalone)
            && !standalone.SequenceEqual("yes"u8)
            && !standalone.SequenceEqual("no"u8)
        )
        {
            throw Malformed();
        }

        if (!rest.TrimStart(XmlChars.WhiteSpace).IsEmpty)
        {
            throw Malformed();
        }
    }

    private static bool TryTake(ReadOnlySpan<byte> name, ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        value = default;
        var text = rest.TrimStart(XmlChars.WhiteSpace);
        if (text.Length == rest.Length || !text.StartsWith(name))
        {
            return false;
        }

        text = text[name.Length..].TrimStart(XmlChars.WhiteSpace);
        text = text.StartsWith("="u8) ? text[1..].TrimStart(XmlChars.WhiteSpace) : throw Malformed();
        var quote = text.IsEmpty ? default : text[0];
        var end = quote is (byte)'"' or (byte)'\'' ? text[1..].IndexOf(quote) : -1;
        if (end < 0)
        {
            throw Malformed();
        }

        value = text.Slice(1, end);
        rest = text[(end + 2)..];
        return true;
    }

    private static XmppXmlException Malformed() => XmppXmlException.NotWellFormed("A malformed XML declaration.");
}
