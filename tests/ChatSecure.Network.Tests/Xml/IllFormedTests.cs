// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Tests.Xml;

/// <summary>What must be refused, and with which stream error.</summary>
public sealed class IllFormedTests
{
    [Theory]
    [InlineData("<a></b>")]
    [InlineData("<a></a b>")]
    [InlineData("<a><b></a></b>")]
    [InlineData("<>")]
    [InlineData("<a/ >")]
    [InlineData("< a/>")]
    [InlineData("<1/>")]
    [InlineData("<-a/>")]
    [InlineData("<a:/>")]
    [InlineData("<:a/>")]
    [InlineData("<a:b:c xmlns:a='x'/>")]
    [InlineData("<a b/>")]
    [InlineData("<a b=c/>")]
    [InlineData("<a b='1'c='2'/>")]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("<a b='<'/>")]
    [InlineData("<a b='1\" c='2'/>")]
    [InlineData("<a ='1'/>")]
    [InlineData("<a xmlns='x' xmlns='y'/>")]
    [InlineData("<a xmlns:p='x' xmlns:p='x'/>")]
    [InlineData("<a xmlns:p='x' xmlns:q='x' p:c='1' q:c='2'/>")]
    [InlineData("<a xml:lang='en' xml:lang='de'/>")]
    [InlineData("<a>&</a>")]
    [InlineData("<a>& b;</a>")]
    [InlineData("<a>&amp</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a>&#x0B;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&#xFFFE;</a>")]
    [InlineData("<a>&#x110000;</a>")]
    [InlineData("<a>&#99999999999999999999;</a>")]
    [InlineData("<a>&#X41;</a>")]
    [InlineData("<a>&#-5;</a>")]
    [InlineData("<a>&#;</a>")]
    [InlineData("<a>&;</a>")]
    [InlineData("<a b='&'/>")]
    [InlineData("<a>]]></a>")]
    [InlineData("<a>\0</a>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>\u001F</a>")]
    [InlineData("<a b='\u0008'/>")]
    [InlineData("<a>\uFFFE</a>")]
    [InlineData("<a>\uFFFF</a>")]
    public void Is_not_well_formed(string content) =>
        Assert.Equal("not-well-formed", StreamText.Condition(StreamText.Header + content + "</a>"));

    [Theory]
    [InlineData("<a><!-- comment --></a>")]
    [InlineData("<!-- comment -->")]
    [InlineData("<a><?php ?></a>")]
    [InlineData("<?php ?>")]
    [InlineData("<?xml version='1.0'?>")]
    [InlineData("<!DOCTYPE a>")]
    [InlineData("<a><!DOCTYPE a></a>")]
    [InlineData("<a><!ENTITY b 'c'></a>")]
    [InlineData("<a><![CDAT[x]]></a>")]
    [InlineData("<a><![INCLUDE[x]]></a>")]
    [InlineData("<![CDATA[x]]>")]
    [InlineData("<a>&nbsp;</a>")]
    [InlineData("<a b='&lol9;'/>")]
    public void Is_restricted(string content) => Assert.Equal("restricted-xml", StreamText.Condition(StreamText.Header + content));

    [Theory]
    [InlineData("<p:a/>")]
    [InlineData("<a p:b='1'/>")]
    [InlineData("<a><b xmlns:p='x'/><p:c/></a>")]
    [InlineData("<a xmlns:p=''/>")]
    [InlineData("<a xmlns:xml='x'/>")]
    [InlineData("<a xmlns:xmlns='x'/>")]
    [InlineData("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>")]
    [InlineData("<a xmlns:p='http://www.w3.org/2000/xmlns/'/>")]
    [InlineData("<a xmlns='http://www.w3.org/2000/xmlns/'/>")]
    [InlineData("<a xmlns='http://www.w3.org/XML/1998/namespace'/>")]
    [InlineData("<xmlns:a/>")]
    public void Is_not_namespace_well_formed(string content) =>
        Assert.Equal("bad-namespace-prefix", StreamText.Condition(StreamText.Header + content));

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xBC })] // overlong <
    [InlineData(new byte[] { 0xE0, 0x80, 0xBC })] // overlong <
    [InlineData(new byte[] { 0xF0, 0x80, 0x80, 0xBC })] // overlong <
    [InlineData(new byte[] { 0xC0, 0x80 })] // overlong NUL
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // surrogate
    [InlineData(new byte[] { 0xED, 0xBF, 0xBF })] // surrogate
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // beyond U+10FFFF
    [InlineData(new byte[] { 0xF8, 0x88, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })] // cut off
    public void Is_not_utf8(byte[] bytes)
    {
        foreach (var (before, after) in new[] { ("<a>", "</a>"), ("<a b='", "'/>"), ("<a", "/>") })
        {
            byte[] stream = [.. StreamText.Utf8(StreamText.Header + before), .. bytes, .. StreamText.Utf8(after)];
            Assert.EndsWith("! unsupported-encoding", StreamText.Read(stream));
            Assert.EndsWith("! unsupported-encoding", StreamText.Read(stream, null, [.. Enumerable.Range(1, stream.Length - 1)]));
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("&#32;")]
    [InlineData("\uFEFF<a/>")]
    [InlineData("\u00A0<a/>")]
    [InlineData("\0<a/>")]
    public void Text_between_stanzas_is_invalid(string content) =>
        Assert.Equal("invalid-xml", StreamText.Condition(StreamText.Header + content));

    [Theory]
    [InlineData("<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>")]
    [InlineData("<stream:stream version='1.0'>")]
    [InlineData("<stream xmlns='http://etherx.jabber.org/streams'>")]
    [InlineData("<s:stream xmlns:s='http://etherx.jabber.org/streams'>")]
    [InlineData("<stream:stream/>")]
    [InlineData("<stream:stream></stream:stream>")]
    public void A_second_header_inside_the_stream_is_invalid(string content) =>
        Assert.Equal("invalid-xml", StreamText.Condition(StreamText.Header + content));

    [Fact]
    public void An_element_that_is_only_called_stream_is_no_header() =>
        Assert.Equal("Element {urn:example}stream(\"\")", StreamText.ReadInside("<stream xmlns='urn:example'></stream>"));

    [Theory]
    [InlineData("<stream:stream xmlns:stream='http://etherx.jabber.org/streams'/>", "invalid-xml")]
    [InlineData("<stream:other xmlns:stream='http://etherx.jabber.org/streams'>", "invalid-xml")]
    [InlineData("<stream:stream xmlns:stream='http://example.org/streams'>", "invalid-namespace")]
    [InlineData("<stream>", "invalid-namespace")]
    [InlineData("<stream:stream>", "bad-namespace-prefix")]
    [InlineData("</stream:stream>", "not-well-formed")]
    [InlineData("<!DOCTYPE stream><stream:stream>", "restricted-xml")]
    [InlineData("<!-- --><stream:stream>", "restricted-xml")]
    [InlineData("<?pi?><stream:stream>", "restricted-xml")]
    [InlineData("<?xmlx version='1.0'?>", "restricted-xml")]
    [InlineData(" <?xml version='1.0'?>", "restricted-xml")]
    [InlineData("<?xml version='1.0'?><?xml version='1.0'?>", "restricted-xml")]
    [InlineData("<?xml version='1.1'?>", "not-well-formed")]
    [InlineData("<?xml?>", "restricted-xml")]
    [InlineData("<?xml ?>", "not-well-formed")]
    [InlineData("<?xml version='1.0' encoding='utf-8' more='x'?>", "not-well-formed")]
    [InlineData("<?xml version='1.0' standalone='perhaps'?>", "not-well-formed")]
    [InlineData("<?xml version=1.0?>", "not-well-formed")]
    [InlineData("<?xml version='1.0'>", "not-well-formed")]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?>", "unsupported-encoding")]
    [InlineData("<?xml version='1.0' encoding='UTF-16'?>", "unsupported-encoding")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "invalid-xml")]
    public void A_stream_must_begin_with_its_header(string stream, string condition) =>
        Assert.Equal(condition, StreamText.Condition(stream));

    [Theory]
    [InlineData("</stream:stream><a/>", "not-well-formed")]
    [InlineData("</stream:stream></stream:stream>", "not-well-formed")]
    [InlineData("</stream:stream>text", "invalid-xml")]
    [InlineData("</stream>", "not-well-formed")]
    [InlineData("</stream:streams>", "not-well-formed")]
    public void Nothing_follows_the_end_of_the_stream(string content, string condition) =>
        Assert.Equal(condition, StreamText.Condition(StreamText.Header + content));

    [Fact]
    public void Entities_never_expand()
    {
        const string bomb =
            "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;'>]><stream:stream to='&lol2;'>";
        Assert.Equal("! restricted-xml", StreamText.Read(bomb));
    }

    [Fact]
    public void After_an_error_nothing_more_is_read() =>
        Assert.DoesNotContain("later", StreamText.Read(StreamText.Header + "<a></b><later/>"), StringComparison.Ordinal);
}
