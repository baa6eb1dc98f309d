// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

/// <summary>Reads whole streams for the tests and writes what came in a form that can be compared.</summary>
internal static class StreamText
{
    public const string Header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>All items, each as a line, and at the end the condition of the error if there was one.</summary>
    public static string Read(byte[] stream, XmlLimits? limits = null, params int[] splits)
    {
        var parser = new XmppStreamParser(limits ?? XmlLimits.Default);
        var lines = new StringBuilder();
        var used = 0L;
        try
        {
            foreach (var end in splits.Append(stream.Length))
            {
                // What is not used comes again, in segments of its own, as a pipe would hand it over.
                var rest = Segments(stream, used, end, splits);
                while (parser.TryRead(ref rest, out var item))
                {
                    lines.Append(item.Kind).Append(' ').AppendLine(item.Element is null ? "" : Describe(item.Element));
                }

                used = end - rest.Length;
            }
        }
        catch (XmppXmlException failure)
        {
            lines.Append("! ").Append(failure.Condition);
        }

        return lines.ToString();
    }

    public static string Read(string stream, XmlLimits? limits = null) => Read(Utf8(stream), limits);

    /// <summary>The items inside a stream's header, or the condition of the error.</summary>
    public static string ReadInside(string content, XmlLimits? limits = null)
    {
        var all = Read(Header + content, limits);
        return all[(all.IndexOf('\n') + 1)..].TrimEnd();
    }

    public static string? Condition(string stream, XmlLimits? limits = null)
    {
        var all = Read(stream, limits);
        var mark = all.LastIndexOf("! ", StringComparison.Ordinal);
        return mark < 0 ? null : all[(mark + 2)..];
    }

    public static XmppStreamReader Reader(string stream, XmlLimits? limits = null) =>
        new(PipeReader.Create(new ReadOnlySequence<byte>(Utf8(stream))), limits);

    /// <summary>A canonical form: every namespace spelled out, every character outside plain ASCII escaped.</summary>
    public static string Describe(XmppElement element)
    {
        var text = new StringBuilder().Append('{').Append(element.Namespace).Append('}').Append(element.Name);
        foreach (var (name, value) in element.Attributes)
        {
            text.Append(' ').Append(name).Append('=').Append(Quote(value));
        }

        text.Append('(').Append(Quote(element.Text));
        foreach (var child in element.Children)
        {
            text.Append(", ").Append(Describe(child));
        }

        return text.Append(')').ToString();
    }

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c is >= ' ' and < (char)127 and not '"' and not '\\' ? c.ToString() : $"\\u{(int)c:X4}");
        }

        return text.Append('"').ToString();
    }

    private static ReadOnlySequence<byte> Segments(byte[] bytes, long start, int end, int[] splits)
    {
        var cuts = splits.Where(cut => cut > start && cut < end).Prepend((int)start).Append(end).ToArray();
        Segment? first = null;
        Segment? last = null;
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            last = new(bytes.AsMemory(cuts[i]..cuts[i + 1]), last);
            first ??= last;
        }

        return new(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
