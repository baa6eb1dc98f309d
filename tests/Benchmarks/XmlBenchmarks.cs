// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using BenchmarkDotNet.Attributes;
using ChatSecure.Network.Xml;

namespace ChatSecure.Benchmarks;

/// <summary>A message of 387 bytes, read and written by us and by System.Xml.</summary>
[MemoryDiagnoser]
public class XmlBenchmarks
{
    private const string Message =
        "<message from='juliet@capulet.example/balcony' to='romeo@montague.example' id='b3f1c9d2-7a64-4b0e' type='chat'>"
        + "<body>Wherefore art thou, Romeo? Deny thy father and refuse thy name, or I.</body>"
        + "<active xmlns='http://jabber.org/protocol/chatstates'/>"
        + "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.example' id='28482-98726-73623-000001'/>"
        + "<request xmlns='urn:xmpp:receipts'/></message>";

    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(Message);
    private readonly XmppStreamParser _parser = new(XmlLimits.Default);
    private readonly XmppElement _element = XmppElement.Parse(Encoding.UTF8.GetBytes(Message));
    private readonly XElement _xelement = XElement.Parse(Message.Insert("<message".Length, " xmlns='jabber:client'"));
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly NameTable _names = new();
    private XmlParserContext _context = null!;

    [GlobalSetup]
    public void Setup()
    {
        var header = new ReadOnlySequence<byte>(
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"u8.ToArray()
        );
        _parser.TryRead(ref header, out _);
        var namespaces = new XmlNamespaceManager(_names);
        namespaces.AddNamespace("", "jabber:client");
        _context = new(_names, namespaces, null, XmlSpace.None);
    }

    [Benchmark]
    public XmppElement? Read()
    {
        var input = new ReadOnlySequence<byte>(_utf8);
        _parser.TryRead(ref input, out var item);
        return item.Element;
    }

    [Benchmark]
    public XElement ReadWithXmlReader()
    {
        using var reader = XmlReader.Create(new MemoryStream(_utf8), new() { ConformanceLevel = ConformanceLevel.Fragment }, _context);
        reader.MoveToContent();
        return (XElement)XNode.ReadFrom(reader);
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        XmppXmlWriter.Write(_output, _element, "jabber:client");
        return _output.WrittenCount;
    }

    [Benchmark]
    public int WriteWithXmlWriter()
    {
        using var stream = new MemoryStream(512);
        using (var writer = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }))
        {
            _xelement.WriteTo(writer);
        }

        return (int)stream.Length;
    }

    [Benchmark]
    public byte[] WriteWithToString() => Encoding.UTF8.GetBytes(_xelement.ToString(SaveOptions.DisableFormatting));
}
