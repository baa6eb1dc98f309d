// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.Network.Xml;

/// <summary>Parses tags, and keeps the namespaces that they declare. What a tag needs on the way is reused for the next.</summary>
internal sealed class XmlTagParser(XmlLimits limits, string defaultNamespace)
{
    private static readonly SearchValues<byte> _singleQuotedStops = SearchValues.Create("'<&\r\n\t"u8);
    private static readonly SearchValues<byte> _doubleQuotedStops = SearchValues.Create("\"<&\r\n\t"u8);

    private KeyValuePair<string, string>[] _attributes = new KeyValuePair<string, string>[8];
    private int _attributeCount;
    private readonly List<(XmlName Name, string Value)> _prefixed = [];
    private readonly RecentAddresses _addresses = new();

    /// <summary>The namespaces in scope.</summary>
    public XmlNamespaceScope Scope { get; } = new(limits, defaultNamespace);

    /// <summary>Parses a start tag. Namespace declarations enter the scope; other attributes with a prefix are checked and then dropped, but for
    /// <c>xml:lang</c> and <see cref="XmppElement.About"/>: no protocol of ours uses another, and naming each by its namespace would let a short attribute cost a long
    /// string.</summary>
    /// <param name="xml">Checked characters.</param>
    /// <param name="at">Where the tag begins; on return, the byte after it.</param>
    /// <param name="name">The element's name.</param>
    /// <param name="isEmpty">Whether the element ends with this tag.</param>
    public XmppElement ReadStartTag(ReadOnlySpan<byte> xml, ref int at, out XmlName name, out bool isEmpty)
    {
        at++;
        name = ReadName(xml, ref at);
        ReadAttributes(xml, ref at);
        isEmpty = xml[at] == '/';
        at += isEmpty ? 2 : 1;
        var prefix = name.Prefix(xml);
        if (prefix.SequenceEqual("xmlns"u8))
        {
            throw XmppXmlException.Prefix("An element with the prefix of namespace declarations.");
        }

        return new(KnownStrings.Get(name.Local(xml)), Scope.Resolve(prefix), _attributes.AsSpan(0, _attributeCount).ToArray());
    }

    /// <summary>Parses an end tag.</summary>
    /// <param name="xml">Bytes that begin with <c>&lt;/</c>.</param>
    /// <param name="name">The name it must have.</param>
    /// <returns>The tag's length.</returns>
    public static int ReadEndTag(ReadOnlySpan<byte> xml, ReadOnlySpan<byte> name)
    {
        var rest = xml[2..];
        if (rest.StartsWith(name))
        {
            rest = rest[name.Length..].TrimStart(XmlChars.WhiteSpace);
            if (rest.StartsWith(">"u8))
            {
                return xml.Length - rest.Length + 1;
            }
        }

        throw XmppXmlException.NotWellFormed("An end tag that does not match.");
    }

    private void ReadAttributes(ReadOnlySpan<byte> xml, ref int at)
    {
        _attributeCount = 0;
        _prefixed.Clear();
        var outer = Scope.Count;
        while (true)
        {
            var spaced = SkipWhiteSpace(xml, ref at);
            if (at < xml.Length && (xml[at] == '>' || (xml[at] == '/' && at + 1 < xml.Length && xml[at + 1] == '>')))
            {
                break;
            }

            if (!spaced)
            {
                throw XmppXmlException.NotWellFormed("A malformed tag.");
            }

            ReadAttribute(xml, ref at, outer);
            if (_attributeCount + _prefixed.Count > limits.MaxAttributes)
            {
                throw XmppXmlException.TooMuch("An element has too many attributes.");
            }
        }

        if (_prefixed.Count > 0)
        {
            ReadPrefixed(xml);
        }
    }

    private void ReadAttribute(ReadOnlySpan<byte> xml, ref int at, int outer)
    {
        var name = ReadName(xml, ref at);
        SkipEqualsSign(xml, ref at);
        var value = ReadValue(xml, ref at, out var isPlain);
        var qualified = name.Qualified(xml);
        var text =
            !isPlain ? XmlText.ReadAttribute(value)
            : IsAddress(qualified) ? _addresses.Get(value)
            : XmlText.ReadPlain(value);
        if (!name.HasPrefix)
        {
            if (qualified.SequenceEqual("xmlns"u8))
            {
                Scope.Declare([], text, value.Length, outer);
            }
            else
            {
                AddAttribute(KnownStrings.Get(qualified), text);
            }
        }
        else if (name.Prefix(xml).SequenceEqual("xmlns"u8))
        {
            Scope.Declare(name.Local(xml), text, value.Length, outer);
        }
        else if (qualified.SequenceEqual("xml:lang"u8))
        {
            AddAttribute(KnownStrings.Get(qualified), text);
        }
        else
        {
            _prefixed.Add((name, text));
        }
    }

    private static bool IsAddress(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("to"u8) || name.SequenceEqual("from"u8) || name.SequenceEqual("by"u8);

    private ReadOnlySpan<byte> ReadValue(ReadOnlySpan<byte> xml, ref int at, out bool isPlain)
    {
        var quote =
            at < xml.Length && xml[at] is (byte)'"' or (byte)'\''
                ? xml[at++]
                : throw XmppXmlException.NotWellFormed("An attribute without quotes.");
        var rest = xml[at..];
        var length = rest.IndexOfAny(quote == '"' ? _doubleQuotedStops : _singleQuotedStops);
        isPlain = length >= 0 && rest[length] == quote;
        if (!isPlain)
        {
            length = rest.IndexOf(quote);
        }

        if (length > limits.MaxAttributeBytes)
        {
            throw XmppXmlException.TooMuch("An attribute's value is too long.");
        }

        var value = length < 0 ? throw XmppXmlException.NotWellFormed("An attribute's value does not end.") : rest[..length];
        at += length + 1;
        return !isPlain && value.Contains((byte)'<') ? throw XmppXmlException.NotWellFormed("A tag inside an attribute's value.") : value;
    }

    private void AddAttribute(string name, string value)
    {
        for (var i = 0; i < _attributeCount; i++)
        {
            if (_attributes[i].Key == name)
            {
                throw XmppXmlException.NotWellFormed("An attribute that stands twice.");
            }
        }

        if (_attributeCount == _attributes.Length)
        {
            Array.Resize(ref _attributes, _attributeCount * 2);
        }

        _attributes[_attributeCount++] = new(name, value);
    }

    private void ReadPrefixed(ReadOnlySpan<byte> xml)
    {
        for (var i = 0; i < _prefixed.Count; i++)
        {
            var (name, value) = _prefixed[i];
            var local = name.Local(xml);
            var ns = Scope.Resolve(name.Prefix(xml));
            for (var j = 0; j < i; j++)
            {
                if (local.SequenceEqual(_prefixed[j].Name.Local(xml)) && ns == Scope.Resolve(_prefixed[j].Name.Prefix(xml)))
                {
                    throw XmppXmlException.NotWellFormed("An attribute that stands twice.");
                }
            }

            if (local.SequenceEqual("about"u8) && ns == XmppElement.RdfNamespace)
            {
                AddAttribute(XmppElement.About, value);
            }
        }
    }

    private XmlName ReadName(ReadOnlySpan<byte> xml, ref int at)
    {
        var start = at;
        var local = at;
        at += XmlChars.NameLength(xml[at..]);
        if (at > start && at < xml.Length && xml[at] == ':')
        {
            local = ++at;
            at += XmlChars.NameLength(xml[at..]);
        }

        if (at == local)
        {
            throw XmppXmlException.NotWellFormed("A malformed name.");
        }

        return at - start <= limits.MaxNameBytes ? new(start, local, at) : throw XmppXmlException.TooMuch("A name is too long.");
    }

    private static bool SkipWhiteSpace(ReadOnlySpan<byte> xml, ref int at)
    {
        var start = at;
        while (at < xml.Length && XmlChars.IsWhiteSpace(xml[at]))
        {
            at++;
        }

        return at > start;
    }

    private static void SkipEqualsSign(ReadOnlySpan<byte> xml, ref int at)
    {
        SkipWhiteSpace(xml, ref at);
        if (at >= xml.Length || xml[at] != '=')
        {
            throw XmppXmlException.NotWellFormed("A malformed tag.");
        }

        at++;
        SkipWhiteSpace(xml, ref at);
    }
}
