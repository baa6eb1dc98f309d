// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Xml;
using ChatSecure.Network.Xml;
using CsCheck;

namespace ChatSecure.Network.Tests.Xml;

/// <summary>Our reader against System.Xml: both accept the same documents and see the same in them, apart from what RFC 6120 takes away.</summary>
public sealed class XmlDifferentialTests
{
    [Fact]
    public void Both_read_what_a_writer_may_write() => XmlGen.Document.Sample(document => Compare(StreamText.Utf8(document)), iter: 3000);

    [Fact]
    public void Both_refuse_the_same_damage() => XmlGen.DamagedDocument.Sample(Compare, iter: 10_000);

    [Fact]
    public void Both_read_what_we_write() =>
        XmlGen.Element.Sample(
            element =>
            {
                var xml = element.ToUtf8();
                var expected = StreamText.Describe(element);
                Assert.Equal(expected, StreamText.Describe(XmppElement.Parse(xml)));
                Assert.Equal(expected, ReferenceXml.Read(xml));
            },
            iter: 3000
        );

    [Fact]
    public void What_is_written_into_a_stream_is_read_from_it() =>
        XmlGen.Element.Sample(
            element =>
            {
                var output = new System.Buffers.ArrayBufferWriter<byte>();
                XmppXmlWriter.WriteStreamHeader(output, "example.org");
                XmppXmlWriter.Write(output, element, "jabber:client");
                XmppXmlWriter.WriteStreamFooter(output);
                var lines = StreamText.Read(output.WrittenSpan.ToArray()).ReplaceLineEndings("\n").Split('\n');
                Assert.Equal(
                    element.Is("stream", XmppStreamReader.StreamNamespace) ? "! invalid-xml" : "Element " + StreamText.Describe(element),
                    lines[1]
                );
            },
            iter: 2000
        );

    private static void Compare(byte[] xml)
    {
        var reference = ReferenceXml.Read(xml);
        var ours = Ours(xml);
        Assert.True(
            reference == ours,
            $"{Encoding.UTF8.GetString(xml)}\n{Convert.ToHexString(xml)}\nSystem.Xml: {reference}\nOurs: {ours}"
        );
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
}
