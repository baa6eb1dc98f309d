// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.Network.Xml;

/// <summary>Finds where a first-level item ends, byte by byte and with all state kept, so that the bytes may be split anywhere. It counts tags and knows
/// no more of XML than that needs; the parser must then use exactly the bytes that were framed, so the two can't disagree unnoticed. What RFC 6120 forbids
/// outright is refused as soon as it begins.</summary>
internal struct XmlFramer
{
    private static readonly SearchValues<byte> TagStops = SearchValues.Create(">\"'<"u8);

    private Place _place;
    private int _depth;
    private byte _quote;
    private bool _slash;
    private int _matched;

    private enum Place : byte
    {
        Content,
        Markup,
        StartTag,
        Quoted,
        EndTag,
        Section,
        CharacterData,
        Instruction,
    }

    /// <summary>Looks at the next bytes.</summary>
    /// <param name="bytes">The bytes after those of the last call.</param>
    /// <param name="opening">Whether the stream header is still to come.</param>
    /// <param name="used">How many bytes belong to the frame.</param>
    /// <returns>What ended with the last of those bytes.</returns>
    public XmlFrame Scan(ReadOnlySpan<byte> bytes, bool opening, out int used)
    {
        used = 0;
        while (used < bytes.Length)
        {
            var rest = bytes[used..];
            var frame = _place switch
            {
                Place.Content => ScanContent(rest, ref used),
                Place.Markup => ScanMarkup(rest[0], opening, ref used),
                Place.StartTag => ScanStartTag(rest, opening, ref used),
                Place.Quoted => ScanQuoted(rest, ref used),
                Place.EndTag => ScanEndTag(rest, ref used),
                Place.Section => ScanSection(rest[0], ref used),
                Place.CharacterData => ScanCharacterData(rest, ref used),
                _ => ScanInstruction(rest, ref used),
            };
            if (frame != XmlFrame.Incomplete)
            {
                return frame;
            }
        }

        return XmlFrame.Incomplete;
    }

    private XmlFrame ScanContent(ReadOnlySpan<byte> rest, ref int used)
    {
        var open = rest.IndexOf((byte)'<');
        if (open < 0)
        {
            used += rest.Length;
        }
        else
        {
            used += open + 1;
            _place = Place.Markup;
        }

        return XmlFrame.Incomplete;
    }

    private XmlFrame ScanMarkup(byte next, bool opening, ref int used)
    {
        _matched = 0;
        _slash = false;
        switch (next)
        {
            case (byte)'/' when !opening:
                _place = Place.EndTag;
                used++;
                break;
            case (byte)'!':
                _place =
                    _depth > 0
                        ? Place.Section
                        : throw XmppXmlException.Restricted("A document type, comment or CDATA section outside elements.");
                used++;
                break;
            case (byte)'?':
                _place = opening ? Place.Instruction : throw XmppXmlException.Restricted("A processing instruction.");
                used++;
                break;
            default:
                _place = Place.StartTag;
                break;
        }

        return XmlFrame.Incomplete;
    }

    private XmlFrame ScanStartTag(ReadOnlySpan<byte> rest, bool opening, ref int used)
    {
        var stop = rest.IndexOfAny(TagStops);
        if (stop != 0)
        {
            _slash = rest[(stop < 0 ? rest.Length : stop) - 1] == '/';
        }

        if (stop < 0)
        {
            used += rest.Length;
            return XmlFrame.Incomplete;
        }

        used += stop + 1;
        switch (rest[stop])
        {
            case (byte)'>':
                _place = Place.Content;
                if (opening)
                {
                    return XmlFrame.Header;
                }

                if (_slash)
                {
                    return _depth == 0 ? XmlFrame.Element : XmlFrame.Incomplete;
                }

                return ++_depth == 1 ? XmlFrame.FirstTag : XmlFrame.Incomplete;
            case (byte)'<':
                throw XmppXmlException.NotWellFormed("A tag inside a tag.");
            default:
                _quote = rest[stop];
                _place = Place.Quoted;
                return XmlFrame.Incomplete;
        }
    }

    private XmlFrame ScanQuoted(ReadOnlySpan<byte> rest, ref int used)
    {
        var stop = rest.IndexOfAny(_quote, (byte)'<');
        if (stop < 0)
        {
            used += rest.Length;
            return XmlFrame.Incomplete;
        }

        if (rest[stop] == '<')
        {
            throw XmppXmlException.NotWellFormed("A tag inside an attribute's value.");
        }

        used += stop + 1;
        _slash = false;
        _place = Place.StartTag;
        return XmlFrame.Incomplete;
    }

    private XmlFrame ScanEndTag(ReadOnlySpan<byte> rest, ref int used)
    {
        var end = rest.IndexOf((byte)'>');
        if (end < 0)
        {
            used += rest.Length;
            return XmlFrame.Incomplete;
        }

        used += end + 1;
        _place = Place.Content;
        if (_depth == 0)
        {
            return XmlFrame.Close;
        }

        return --_depth == 0 ? XmlFrame.Element : XmlFrame.Incomplete;
    }

    private XmlFrame ScanSection(byte next, ref int used)
    {
        if (next != "[CDATA["u8[_matched])
        {
            throw XmppXmlException.Restricted("A comment or declaration.");
        }

        used++;
        if (++_matched == 7)
        {
            _matched = 0;
            _place = Place.CharacterData;
        }

        return XmlFrame.Incomplete;
    }

    private XmlFrame ScanCharacterData(ReadOnlySpan<byte> rest, ref int used)
    {
        if (_matched == 0)
        {
            var bracket = rest.IndexOf((byte)']');
            _matched = bracket < 0 ? 0 : 1;
            used += bracket < 0 ? rest.Length : bracket + 1;
            return XmlFrame.Incomplete;
        }

        used++;
        if (rest[0] == '>' && _matched == 2)
        {
            _place = Place.Content;
        }

        _matched = rest[0] == ']' ? 2 : 0;
        return XmlFrame.Incomplete;
    }

    private XmlFrame ScanInstruction(ReadOnlySpan<byte> rest, ref int used)
    {
        var end = rest.IndexOf((byte)'>');
        used += end < 0 ? rest.Length : end + 1;
        if (end < 0)
        {
            return XmlFrame.Incomplete;
        }

        _place = Place.Content;
        return XmlFrame.Declaration;
    }
}
