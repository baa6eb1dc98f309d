// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChatSecure.Network.Xml;

/// <summary>Character data from the wire to a string: references, line ends (XML 1.0, 2.11) and the normalisation of attribute values (3.3.3).</summary>
internal static class XmlText
{
    private const int LongestKnown = 64;
    private static readonly SearchValues<byte> ContentStops = SearchValues.Create("&\r]"u8);
    private static readonly SearchValues<byte> ContentSpecials = SearchValues.Create("&\r"u8);
    private static readonly SearchValues<byte> AttributeSpecials = SearchValues.Create("&\r\n\t"u8);
    private static readonly SearchValues<byte> SectionSpecials = SearchValues.Create("\r"u8);

    /// <summary>The text between two tags.</summary>
    public static string ReadContent(ReadOnlySpan<byte> raw)
    {
        if (!raw.ContainsAny(ContentStops))
        {
            return ReadPlain(raw);
        }

        return raw.IndexOf("]]>"u8) < 0
            ? Read(raw, ContentSpecials, false)
            : throw XmppXmlException.NotWellFormed("The end of a CDATA section that never began.");
    }

    /// <summary>The text of a CDATA section, where nothing is markup.</summary>
    public static string ReadSection(ReadOnlySpan<byte> raw) => Read(raw, SectionSpecials, false);

    /// <summary>An attribute's value.</summary>
    public static string ReadAttribute(ReadOnlySpan<byte> raw) => Read(raw, AttributeSpecials, true);

    /// <summary>A value without references and line breaks.</summary>
    public static string ReadPlain(ReadOnlySpan<byte> raw) => raw.Length <= LongestKnown ? KnownStrings.Get(raw) : New(raw);

    /// <summary>A new string of valid UTF-8; of ASCII, which most is, in half the time.</summary>
    public static string New(ReadOnlySpan<byte> utf8) =>
        Ascii.IsValid(utf8) ? Encoding.Latin1.GetString(utf8) : Encoding.UTF8.GetString(utf8);

    private static string Read(ReadOnlySpan<byte> raw, SearchValues<byte> specials, bool attribute)
    {
        if (!raw.ContainsAny(specials))
        {
            return ReadPlain(raw);
        }

        // No reference is shorter than what it stands for, so as many chars as bytes are enough.
        var chars = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            return new string(chars, 0, Decode(raw, chars, specials, attribute));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private static int Decode(ReadOnlySpan<byte> raw, Span<char> chars, SearchValues<byte> specials, bool attribute)
    {
        var written = 0;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOfAny(specials);
            plain = plain < 0 ? raw.Length : plain;
            written += Encoding.UTF8.GetChars(raw[..plain], chars[written..]);
            raw = raw[plain..];
            if (raw.IsEmpty)
            {
                break;
            }

            if (raw[0] == '&')
            {
                var end = raw.IndexOf((byte)';');
                var rune =
                    end > 1 ? ReadReference(raw[1..end]) : throw XmppXmlException.NotWellFormed("An ampersand that begins no reference.");
                written += rune.EncodeToUtf16(chars[written..]);
                raw = raw[(end + 1)..];
            }
            else
            {
                chars[written++] = attribute ? ' ' : '\n';
                raw = raw[(raw.StartsWith("\r\n"u8) ? 2 : 1)..];
            }
        }

        return written;
    }

    private static Rune ReadReference(ReadOnlySpan<byte> name)
    {
        if (name[0] == '#')
        {
            return ReadCharacterReference(name[1..]);
        }

        if (name.SequenceEqual("lt"u8))
        {
            return new('<');
        }

        if (name.SequenceEqual("gt"u8))
        {
            return new('>');
        }

        if (name.SequenceEqual("amp"u8))
        {
            return new('&');
        }

        if (name.SequenceEqual("quot"u8))
        {
            return new('"');
        }

        if (name.SequenceEqual("apos"u8))
        {
            return new('\'');
        }

        throw XmlChars.NameLength(name) == name.Length
            ? XmppXmlException.Restricted("An entity that is not predefined.")
            : XmppXmlException.NotWellFormed("An ampersand that begins no reference.");
    }

    private static Rune ReadCharacterReference(ReadOnlySpan<byte> digits)
    {
        var hexadecimal = digits.StartsWith("x"u8);
        digits = (hexadecimal ? digits[1..] : digits).TrimStart((byte)'0');
        var style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return digits.Length <= 7 && int.TryParse(digits, style, CultureInfo.InvariantCulture, out var value) && XmlChars.IsLegal(value)
            ? new(value)
            : throw XmppXmlException.NotWellFormed("A reference to a character that XML does not allow.");
    }
}
