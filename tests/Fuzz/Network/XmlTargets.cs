// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Tests.Xml;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Fuzz.Network;

/// <summary>The reader of streams, held against System.Xml, against itself in pieces, and against the writer.</summary>
internal static partial class XmlTargets
{
    private const int MaxSplit = 16;

    public static void Stream(ReadOnlySpan<byte> input)
    {
        var stream = input.ToArray();
        var whole = StreamText.Read(stream);
        var step = Math.Max(1, stream.Length / MaxSplit);
        var splits = Enumerable.Range(1, MaxSplit).Select(i => i * step).Where(at => at < stream.Length).ToArray();
        Finding.Unless(whole == StreamText.Read(stream, null, splits), "A stream reads otherwise in pieces.");
        Compare(stream);
        foreach (var element in Elements(stream))
        {
            try
            {
                var again = XmppElement.Parse(XmppStream.Encode(element));
                Finding.Unless(StreamText.Describe(again) == StreamText.Describe(element), "An element is not what it is written as.");
            }
            catch (XmppXmlException e) when (e.Condition == "policy-violation")
            {
                // Escaped, it has become longer than a limit.
            }
        }
    }

    /// <summary>One message of a WebSocket.</summary>
    public static void WebSocket(ReadOnlySpan<byte> input)
    {
        XmppElement element;
        try
        {
            element = XmppElement.Parse(input, defaultNamespace: string.Empty);
        }
        catch (XmppXmlException)
        {
            return;
        }

        Compare(input.ToArray());
        var encoded = XmppStream.Encode(element);
        var alone = XmppElement.Parse(WebSocketFraming.StandAlone(encoded), defaultNamespace: string.Empty);
        var onStream = XmppElement.Parse(encoded, defaultNamespace: Stanza.ClientNamespace);
        Finding.Unless(alone.ToUtf8().AsSpan().SequenceEqual(onStream.ToUtf8()), "An element means something else in a frame.");
    }

    /// <summary>The elements of a stream, up to where it breaks.</summary>
    public static IReadOnlyList<XmppElement> Elements(byte[] stream)
    {
        var elements = new List<XmppElement>();
        var parser = new XmppStreamParser(XmlLimits.Default);
        var rest = new ReadOnlySequence<byte>(stream);
        try
        {
            while (parser.TryRead(ref rest, out var item))
            {
                if (item is { Kind: XmppStreamItemKind.Element, Element: { } element })
                {
                    elements.Add(element);
                }
            }
        }
        catch (XmppXmlException)
        {
            // What came before it counts.
        }

        return elements;
    }

    // As one element without a stream around it: what is accepted, System.Xml must read as the same tree. Ours has limits that it has not, so only that way round.
    private static void Compare(byte[] xml)
    {
        if (Ours(xml) is not { } ours)
        {
            return;
        }

        var reference = ReferenceXml.Read(xml);
        if (reference is null && !Ascii.IsValid(xml))
        {
            // System.Xml knows the names of XML's fourth edition, RFC 6120 demands the fifth: what is a letter to both says the same.
            var same = Encoding.UTF8.GetBytes(OtherLetters().Replace(Encoding.UTF8.GetString(xml), "é"));
            (ours, reference) = (Ours(same), ReferenceXml.Read(same));
        }

        Finding.Unless(ours is null || reference == ours, $"System.Xml reads something else: {Encoding.UTF8.GetString(xml)}");
    }

    private static string? Ours(byte[] xml)
    {
        try
        {
            return StreamText.Describe(XmppElement.Parse(xml, null, string.Empty));
        }
        catch (XmppXmlException)
        {
            return null;
        }
    }

    [GeneratedRegex("[^\\0-\\x7F]")]
    private static partial Regex OtherLetters();
}
