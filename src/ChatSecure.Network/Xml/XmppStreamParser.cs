// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.Network.Xml;

/// <summary>The reader without its pipe: cuts a stream's bytes into items. The framer finds where an item ends, however the bytes were split; only then
/// is it parsed, in one piece. So no split can change what is read, and the parser never has to stop in the middle.</summary>
internal sealed class XmppStreamParser(XmlLimits limits)
{
    private readonly XmlElementParser _elements = new(limits, string.Empty);
    private XmlFramer _framer;
    private long _scanned;
    private Phase _phase;
    private byte[] _headerName = [];
    private XmppXmlException? _failure;

    private enum Phase
    {
        Start,
        Prolog,
        Open,
        Closed,
    }

    /// <summary>Takes the next item from the front of the input. When there is none yet, the caller comes again with the rest and what came after it.</summary>
    /// <param name="input">The bytes; on return, without those that are used up.</param>
    /// <param name="item">The item.</param>
    /// <returns>Whether an item was complete.</returns>
    /// <exception cref="XmppXmlException">A rule is broken; from then on, always.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out XmppStreamItem item)
    {
        if (_failure is not null)
        {
            throw new XmppXmlException(_failure.Condition!, _failure.Message);
        }

        try
        {
            return TryReadItem(ref input, out item);
        }
        catch (XmppXmlException failure)
        {
            _failure = failure;
            throw;
        }
    }

    private bool TryReadItem(ref ReadOnlySequence<byte> input, out XmppStreamItem item)
    {
        item = default;
        while (_scanned > 0 || SkipToMarkup(ref input))
        {
            if (_scanned == 0 && _phase == Phase.Open && TryReadWhole(ref input, out item))
            {
                return true;
            }

            var kind = Scan(input);
            if (kind == XmlFrame.Incomplete)
            {
                return input.Length >= limits.MaxElementBytes
                    ? throw XmppXmlException.TooMuch("A first-level element is too large.")
                    : false;
            }

            var frame = input.Slice(0, _scanned);
            var known = Parse(kind, frame, out item);
            if (kind == XmlFrame.FirstTag)
            {
                continue;
            }

            input = input.Slice(frame.End);
            _scanned = 0;
            if (known)
            {
                return true;
            }
        }

        return false;
    }

    // The short way, for an element that is there and in order. For everything else, and for a word on what is wrong with it, there is the long way.
    private bool TryReadWhole(ref ReadOnlySequence<byte> input, out XmppStreamItem item)
    {
        item = default;
        var span = input.FirstSpan;
        try
        {
            if (!_elements.TryParseFirst(span[..Math.Min(span.Length, limits.MaxElementBytes)], out var element, out var length))
            {
                return false;
            }

            RefuseHeader(element);
            item = new(XmppStreamItemKind.Element, element);
            input = input.Slice(length);
            return true;
        }
        catch (XmppXmlException)
        {
            return false;
        }
    }

    private XmlFrame Scan(in ReadOnlySequence<byte> input)
    {
        // Nothing behind the limit is looked at, so that what is reported does not depend on how much has come.
        foreach (var segment in input.Slice(_scanned, Math.Min(input.Length, limits.MaxElementBytes) - _scanned))
        {
            var kind = _framer.Scan(segment.Span, _phase != Phase.Open, out var used);
            _scanned += used;
            if (kind != XmlFrame.Incomplete)
            {
                return kind;
            }
        }

        return XmlFrame.Incomplete;
    }

    private bool SkipToMarkup(ref ReadOnlySequence<byte> input)
    {
        if (_phase == Phase.Open && input.FirstSpan.StartsWith("<"u8))
        {
            return true;
        }

        if (_phase == Phase.Start && !input.IsEmpty && input.FirstSpan[0] == 0xEF && !SkipByteOrderMark(ref input))
        {
            return false;
        }

        var reader = new SequenceReader<byte>(input);
        if (reader.AdvancePastAny((byte)' ', (byte)'\t', (byte)'\r', (byte)'\n') > 0 && _phase == Phase.Start)
        {
            _phase = Phase.Prolog;
        }

        input = reader.UnreadSequence;
        if (input.IsEmpty)
        {
            return false;
        }

        if (input.FirstSpan[0] != '<')
        {
            throw XmppXmlException.Invalid("Character data outside the first-level elements.");
        }

        return _phase != Phase.Closed ? true : throw XmppXmlException.NotWellFormed("An element after the end of the stream.");
    }

    private static bool SkipByteOrderMark(ref ReadOnlySequence<byte> input)
    {
        if (input.Length < 3)
        {
            return false;
        }

        Span<byte> mark = stackalloc byte[3];
        input.Slice(0, 3).CopyTo(mark);
        if (!mark.SequenceEqual("\uFEFF"u8))
        {
            throw XmppXmlException.Invalid("Character data before the stream header.");
        }

        input = input.Slice(3);
        return true;
    }

    private bool Parse(XmlFrame kind, in ReadOnlySequence<byte> frame, out XmppStreamItem item)
    {
        if (frame.IsSingleSegment)
        {
            return Parse(kind, frame.FirstSpan, out item);
        }

        var copy = ArrayPool<byte>.Shared.Rent((int)frame.Length);
        try
        {
            frame.CopyTo(copy);
            return Parse(kind, copy.AsSpan(0, (int)frame.Length), out item);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private bool Parse(XmlFrame kind, ReadOnlySpan<byte> frame, out XmppStreamItem item)
    {
        item = default;
        switch (kind)
        {
            case XmlFrame.Declaration:
                if (_phase != Phase.Start)
                {
                    throw XmppXmlException.Restricted("A processing instruction.");
                }

                XmlDeclaration.Check(frame);
                _phase = Phase.Prolog;
                return false;
            case XmlFrame.Header:
                item = new(XmppStreamItemKind.Opened, ReadHeader(frame));
                _phase = Phase.Open;
                return true;
            case XmlFrame.FirstTag:
                RefuseHeader(frame);
                return false;
            case XmlFrame.Element:
                item = new(XmppStreamItemKind.Element, _elements.Parse(frame));
                RefuseHeader(item.Element!);
                return true;
            default:
                if (XmlTagParser.ReadEndTag(frame, _headerName) != frame.Length)
                {
                    throw XmppXmlException.NotWellFormed("A malformed end tag.");
                }

                item = new(XmppStreamItemKind.Closed);
                _phase = Phase.Closed;
                return true;
        }
    }

    private XmppElement ReadHeader(ReadOnlySpan<byte> frame)
    {
        var header = _elements.ParseStartTag(frame, out var name, keepDeclarations: true);
        if (header.Namespace != XmppStreamReader.StreamNamespace)
        {
            throw new XmppXmlException("invalid-namespace", "The stream header is in another namespace.");
        }

        if (header.Name != "stream" || frame[^2] == '/')
        {
            throw XmppXmlException.Invalid("The document is not a stream.");
        }

        _headerName = name.Qualified(frame).ToArray();
        return header;
    }

    // As soon as its tag is there: its sender takes it for a header and will never end it as an element.
    private void RefuseHeader(ReadOnlySpan<byte> startTag)
    {
        var name = startTag[1..startTag.IndexOfAny(" \t\r\n>"u8)];
        if (name.EndsWith("stream"u8))
        {
            RefuseHeader(_elements.ParseStartTag(startTag, out _));
        }
    }

    private static void RefuseHeader(XmppElement element)
    {
        if (element.Is("stream", XmppStreamReader.StreamNamespace))
        {
            throw XmppXmlException.Invalid("A stream header inside the stream.");
        }
    }
}
