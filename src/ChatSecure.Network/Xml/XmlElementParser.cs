// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace ChatSecure.Network.Xml;

/// <summary>Builds the tree of one complete element. All state that is needed on the way is reused, so that little but the tree is allocated.</summary>
internal sealed class XmlElementParser(XmlLimits limits, string defaultNamespace)
{
    private readonly XmlTagParser _tags = new(limits, defaultNamespace);

    /// <summary>Elements that have ended and wait for their parent's end.</summary>
    private readonly List<XmppElement> _ended = [];
    private OpenElement[] _open = new OpenElement[8];
    private int _depth;
    private int _count;
    private int _outerDeclarations;

    /// <summary>Parses an element.</summary>
    /// <param name="xml">Exactly one element.</param>
    /// <returns>Its tree.</returns>
    /// <exception cref="XmppXmlException">It is not one, or a limit is exceeded.</exception>
    public XmppElement Parse(ReadOnlySpan<byte> xml)
    {
        XmlChars.Check(xml);
        var length = ParseFirst(xml);
        return length == 0 ? throw XmppXmlException.NotWellFormed("The element does not end.")
            : length == xml.Length ? _ended[0]
            : throw XmppXmlException.NotWellFormed("Something stands after the element's end.");
    }

    /// <summary>Parses the element at the front, if it is there to its end.</summary>
    /// <param name="xml">Any bytes.</param>
    /// <param name="element">Its tree.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <returns>Whether it is there.</returns>
    /// <exception cref="XmppXmlException">There is none, it is broken off within a tag that has an angle bracket in a value, or a limit is
    /// exceeded.</exception>
    public bool TryParseFirst(ReadOnlySpan<byte> xml, [NotNullWhen(true)] out XmppElement? element, out int length)
    {
        length = ParseFirst(xml);
        element = length > 0 ? _ended[0] : null;
        if (length > 0)
        {
            // Only now is it known which bytes are its own. What was read from others is thrown away.
            XmlChars.Check(xml[..length]);
        }

        return length > 0;
    }

    // 0 if the element does not end.
    private int ParseFirst(ReadOnlySpan<byte> xml)
    {
        Begin();
        var at = 0;
        do
        {
            var text = xml[at..].IndexOf((byte)'<');
            if (text < 0 || at + text + 1 == xml.Length)
            {
                return 0;
            }

            if (text > 0)
            {
                AddText(XmlText.ReadContent(xml.Slice(at, text)));
                at += text;
            }

            if (xml[at..].IndexOf((byte)'>') < 0)
            {
                return 0;
            }

            ReadMarkup(xml, ref at);
        } while (_depth > 0);

        return at;
    }

    /// <summary>Parses a start tag alone.</summary>
    /// <param name="tag">Exactly one start tag.</param>
    /// <param name="name">Where its name stands.</param>
    /// <param name="keepDeclarations">Whether its namespace declarations hold for all elements from now on.</param>
    /// <returns>The element without content.</returns>
    public XmppElement ParseStartTag(ReadOnlySpan<byte> tag, out XmlName name, bool keepDeclarations = false)
    {
        XmlChars.Check(tag);
        Begin();
        var at = 0;
        var element = _tags.ReadStartTag(tag, ref at, out name, out _);
        _outerDeclarations = keepDeclarations ? _tags.Scope.Count : _outerDeclarations;
        return at == tag.Length ? element : throw XmppXmlException.NotWellFormed("A malformed tag.");
    }

    private void Begin()
    {
        _tags.Scope.Truncate(_outerDeclarations);
        _ended.Clear();
        _depth = 0;
        _count = 0;
    }

    private void ReadMarkup(ReadOnlySpan<byte> xml, ref int at)
    {
        switch (xml[at + 1])
        {
            case (byte)'/' when _depth > 0:
                at += XmlTagParser.ReadEndTag(xml[at..], _open[_depth - 1].Name.Qualified(xml));
                End();
                break;
            case (byte)'!':
                ReadSection(xml, ref at);
                break;
            case (byte)'?':
                throw XmppXmlException.Restricted("A processing instruction.");
            default:
                ReadStartTag(xml, ref at);
                break;
        }
    }

    private void ReadStartTag(ReadOnlySpan<byte> xml, ref int at)
    {
        if (_depth == limits.MaxDepth)
        {
            throw XmppXmlException.TooMuch("Elements are nested too deeply.");
        }

        if (_count++ > limits.MaxChildren)
        {
            throw XmppXmlException.TooMuch("An element has too many elements inside.");
        }

        if (_depth == _open.Length)
        {
            Array.Resize(ref _open, _depth * 2);
        }

        ref var open = ref _open[_depth++];
        open.OuterDeclarations = _tags.Scope.Count;
        open.Element = _tags.ReadStartTag(xml, ref at, out open.Name, out var isEmpty);
        open.FirstChild = _ended.Count;
        open.Text = string.Empty;
        open.MoreText = null;
        if (isEmpty)
        {
            End();
        }
    }

    private void ReadSection(ReadOnlySpan<byte> xml, ref int at)
    {
        var rest = xml[at..];
        if (_depth == 0 || !rest.StartsWith("<![CDATA["u8))
        {
            throw XmppXmlException.Restricted("A comment or declaration.");
        }

        var length = rest[9..].IndexOf("]]>"u8);
        AddText(
            length < 0 ? throw XmppXmlException.NotWellFormed("The element does not end.") : XmlText.ReadSection(rest.Slice(9, length))
        );
        at += 9 + length + 3;
    }

    private void AddText(string text)
    {
        if (_depth == 0)
        {
            throw XmppXmlException.NotWellFormed("Character data outside the element.");
        }

        ref var open = ref _open[_depth - 1];
        if (open.Text.Length == 0)
        {
            open.Text = text;
            return;
        }

        // Joining strings one by one would take quadratic time for text strewn between many children.
        open.MoreText ??= new(open.Text);
        open.MoreText.Append(text);
    }

    private void End()
    {
        ref var open = ref _open[--_depth];
        _tags.Scope.Truncate(open.OuterDeclarations);
        var children = CollectionsMarshal.AsSpan(_ended)[open.FirstChild..];
        open.Element.Fill(open.MoreText?.ToString() ?? open.Text, children);
        if (children.Length > 0)
        {
            _ended.RemoveRange(open.FirstChild, children.Length);
        }

        _ended.Add(open.Element);
    }

    private struct OpenElement
    {
        public XmppElement Element;
        public XmlName Name;
        public int FirstChild;
        public int OuterDeclarations;
        public string Text;
        public StringBuilder? MoreText;
    }
}
