// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using CsCheck;

namespace ChatSecure.Network.Tests.Xml;

/// <summary>How the bytes are split over reads never matters.</summary>
public sealed class SplitTests
{
    public static TheoryData<string> Streams =>
        [
            "<?xml version='1.0'?>\r\n"
                + StreamText.Header
                + " <message a='x>/' b=\"'/>\"><body>\u20AC\uD83D\uDE00 &#x1F600;\r\n</body><x xmlns='y'/></message>\n<iq/><![",
            "\uFEFF" + StreamText.Header + "<a>x<![CDATA[]]]]>]<![CDATA[<b>]]></a></stream:stream> ",
            StreamText.Header + "<a><b/></a><stream:stream version='1.0'>",
            StreamText.Header + "<a/><b c='<'/>",
            StreamText.Header + "<a/><b><!-- --></b>",
            StreamText.Header + "<a/></stream:stream ><b/>",
            "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' a='/'/>",
        ];

    [Theory]
    [MemberData(nameof(Streams))]
    public void At_every_byte(string text)
    {
        var stream = StreamText.Utf8(text);
        var expected = StreamText.Read(stream);
        for (var cut = 1; cut < stream.Length; cut++)
        {
            Assert.Equal(expected, StreamText.Read(stream, null, cut));
        }

        Assert.Equal(expected, StreamText.Read(stream, null, [.. Enumerable.Range(1, stream.Length - 1)]));
    }

    [Fact]
    public void At_any_bytes_of_any_stream() =>
        Gen.Select(XmlGen.DamagedDocument.Array[1, 3], Gen.Int[1, 2000].Array[0, 6])
            .Sample(
                (documents, cuts) =>
                {
                    byte[] stream = [.. StreamText.Utf8(StreamText.Header), .. documents.SelectMany(document => document)];
                    int[] splits = [.. cuts.Select(cut => cut % stream.Length).Where(cut => cut > 0).Distinct().Order()];
                    var limits = new ChatSecure.Network.Xml.XmlLimits { MaxElementBytes = 300 };
                    Assert.Equal(StreamText.Read(stream, limits), StreamText.Read(stream, limits, splits));
                },
                iter: 3000
            );
}
