// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

/// <summary>What must be read, and as what.</summary>
public sealed class WellFormedTests
{
    [Theory]
    [InlineData("<a/>", "{jabber:client}a(\"\")")]
    [InlineData("<a />", "{jabber:client}a(\"\")")]
    [InlineData("<a></a >", "{jabber:client}a(\"\")")]
    [InlineData("<a\tb = '1'\r\nc=\"2\" ></a>", "{jabber:client}a b=\"1\" c=\"2\"(\"\")")]
    [InlineData("<a xmlns=''/>", "{}a(\"\")")]
    [InlineData("<p:a xmlns:p='x'><b/><p:c/></p:a>", "{x}a(\"\", {jabber:client}b(\"\"), {x}c(\"\"))")]
    [InlineData("<a xmlns='x'><b xmlns='y'><c/></b><d/></a>", "{x}a(\"\", {y}b(\"\", {y}c(\"\")), {x}d(\"\"))")]
    [InlineData("<p:a xmlns:p='x'><p:b xmlns:p='y'/><p:c/></p:a>", "{x}a(\"\", {y}b(\"\"), {x}c(\"\"))")]
    [InlineData("<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='de'/>", "{jabber:client}a xml:lang=\"de\"(\"\")")]
    [InlineData("<a xmlns:p='x' p:b='dropped' b='kept'/>", "{jabber:client}a b=\"kept\"(\"\")")]
    [InlineData("<a>1<b/>2<c/>3</a>", "{jabber:client}a(\"123\", {jabber:client}b(\"\"), {jabber:client}c(\"\"))")]
    [InlineData("<a>x\r\ny\rz\n</a>", "{jabber:client}a(\"x\\u000Ay\\u000Az\\u000A\")")]
    [InlineData("<a b='x\r\ny\tz\n'/>", "{jabber:client}a b=\"x y z \"(\"\")")]
    [InlineData("<a b='&#9;&#10;&#xd;'>&#13;&#10;</a>", "{jabber:client}a b=\"\\u0009\\u000A\\u000D\"(\"\\u000D\\u000A\")")]
    [InlineData("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x000000041;</a>", "{jabber:client}a(\"<>&\\u0022'AA\")")]
    [InlineData("<a>&#x10FFFF;&#xFFFD;&#x9;</a>", "{jabber:client}a(\"\\uDBFF\\uDFFF\\uFFFD\\u0009\")")]
    [InlineData("<a b=\"'\" c='\">'/>", "{jabber:client}a b=\"'\" c=\"\\u0022>\"(\"\")")]
    [InlineData("<a>x<![CDATA[<b>&amp;]]]]><![CDATA[>\r\n]]></a>", "{jabber:client}a(\"x<b>&amp;]]>\\u000A\")")]
    [InlineData("<a>]]&gt; ] ]></a>", "{jabber:client}a(\"]]> ] ]>\")")]
    [InlineData("<a>\u007F\u0085\uFEFF\uD83D\uDE00</a>", "{jabber:client}a(\"\\u007F\\u0085\\uFEFF\\uD83D\\uDE00\")")]
    [InlineData("<\u00E9\u4E2D-.1_\u00B7/>", "{jabber:client}\u00E9\u4E2D-.1_\u00B7(\"\")")]
    [InlineData("<stream:error><x xmlns='y'/></stream:error>", "{http://etherx.jabber.org/streams}error(\"\", {y}x(\"\"))")]
    public void An_element_is_read(string content, string expected)
    {
        Assert.Equal("Element " + expected, StreamText.ReadInside(content));
        if (!content.StartsWith("<stream:", StringComparison.Ordinal))
        {
            Assert.Equal(expected, StreamText.Describe(XmppElement.Parse(StreamText.Utf8(content))));
        }
    }

    [Theory]
    [InlineData("<?xml version='1.0'?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")]
    [InlineData("<?xml version = '1.0' encoding='Utf-8' standalone='yes' ?>\r\n")]
    [InlineData("\uFEFF<?xml version='1.0'?>")]
    [InlineData("\uFEFF")]
    [InlineData(" \n")]
    [InlineData("")]
    public void A_stream_may_begin_with_a_declaration(string prolog) =>
        Assert.StartsWith("Opened {http://etherx.jabber.org/streams}stream", StreamText.Read(prolog + StreamText.Header));

    [Fact]
    public void White_space_between_stanzas_keeps_alive_and_is_no_item() =>
        Assert.Equal(
            "Element {jabber:client}a(\"\")\nElement {jabber:client}b(\"\")",
            StreamText.ReadInside(" \r\n\t <a/> \n<b/>  ").ReplaceLineEndings("\n")
        );

    [Fact]
    public void White_space_is_used_up_at_once()
    {
        var parser = new XmppStreamParser(XmlLimits.Default);
        var input = new System.Buffers.ReadOnlySequence<byte>(StreamText.Utf8("   "));
        Assert.False(parser.TryRead(ref input, out _));
        Assert.True(input.IsEmpty);
    }

    [Theory]
    [InlineData("jabber:client", "<a/>")]
    [InlineData("", "<a xmlns='jabber:client'/>")]
    [InlineData("urn:x", " \n<a xmlns='jabber:client'></a>\t")]
    public void A_fragment_has_the_namespace_around_it(string around, string xml) =>
        Assert.Equal("jabber:client", XmppElement.Parse(StreamText.Utf8(xml), null, around).Namespace);

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("x<a/>")]
    [InlineData("<a/>x")]
    [InlineData("<a/><b/>")]
    [InlineData("</a>")]
    [InlineData("<a")]
    [InlineData("<a b='")]
    [InlineData("<a><")]
    [InlineData("<a><![CDATA[")]
    [InlineData("<?xml version='1.0'?><a/>")]
    [InlineData("<![CDATA[]]><a/>")]
    [InlineData("<!DOCTYPE a><a/>")]
    public void A_fragment_is_one_element_and_nothing_else(string xml) =>
        Assert.Throws<XmppXmlException>(() => XmppElement.Parse(StreamText.Utf8(xml)));
}
