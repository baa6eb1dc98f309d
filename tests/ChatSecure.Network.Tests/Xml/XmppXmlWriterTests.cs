// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

public sealed class XmppXmlWriterTests
{
    [Fact]
    public void A_namespace_is_declared_only_where_it_changes()
    {
        var message = new XmppElement("message", "jabber:client") { ["type"] = "chat" }
            .Add(new XmppElement("body", "jabber:client") { Text = "a < b" })
            .Add(new XmppElement("x", "urn:x").Add(new XmppElement("y", "urn:x")).Add(new XmppElement("z", "")));
        const string content = "<body>a &lt; b</body><x xmlns='urn:x'><y/><z xmlns=''/></x></message>";
        Assert.Equal("<message type='chat'>" + content, Write(message, "jabber:client"));
        Assert.Equal("<message xmlns='jabber:client' type='chat'>" + content, Encoding.UTF8.GetString(message.ToUtf8()));
    }

    [Fact]
    public void The_streams_own_elements_have_its_prefix()
    {
        var error = new XmppElement("error", XmppStreamReader.StreamNamespace).Add(
            new XmppElement("conflict", "urn:ietf:params:xml:ns:xmpp-streams")
        );
        Assert.Equal(
            "<stream:error xmlns:stream='http://etherx.jabber.org/streams'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
            Write(error, "jabber:client")
        );
    }

    [Fact]
    public void Everything_that_is_markup_is_escaped() =>
        Assert.Equal(
            "<a b='&lt;&gt;&amp;&apos;&quot;&#9;&#10;&#13;'>&lt;&gt;&amp;'\"\t\n&#13;</a>",
            Write(new XmppElement("a", "") { ["b"] = "<>&'\"\t\n\r", Text = "<>&'\"\t\n\r" }, "")
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0x0B)]
    [InlineData(0x1F)]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void A_character_that_XML_does_not_allow_is_refused(int character)
    {
        var text = ((char)character).ToString();
        Refuses(new XmppElement("a", "") { Text = "x" + text });
        Refuses(new XmppElement("a", "") { ["b"] = text + "x" });
        Refuses(new XmppElement("a", "x" + text));
        Refuses(new XmppElement("a" + text, ""));
        Refuses(new XmppElement("a", "").Add(new XmppElement("b", "") { Text = text }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a/")]
    [InlineData("a>")]
    [InlineData("-a")]
    [InlineData("a\u00D7")]
    public void A_malformed_name_is_refused(string name)
    {
        Refuses(new XmppElement(name, ""));
        Refuses(new XmppElement("a", "") { [name] = "1" });
    }

    [Theory]
    [InlineData("xmlns")]
    [InlineData("xmlns:p")]
    [InlineData("xml:space")]
    public void An_attribute_can_not_change_a_namespace(string name) => Refuses(new XmppElement("a", "") { [name] = "urn:x" });

    [Fact]
    public void A_tree_that_holds_itself_is_refused()
    {
        var element = new XmppElement("a", "");
        element.Add(element);
        Refuses(element);
    }

    [Fact]
    public void A_header_names_both_ends_and_escapes_them()
    {
        var output = new ArrayBufferWriter<byte>();
        XmppXmlWriter.WriteStreamHeader(output, "a'b", "x@y", "de", id: "1");
        Assert.Equal(
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='a&apos;b' from='x@y' id='1' "
                + "version='1.0' xml:lang='de'>",
            Encoding.UTF8.GetString(output.WrittenSpan)
        );
    }

    [Fact]
    public void A_header_leaves_out_what_is_not_given()
    {
        var output = new ArrayBufferWriter<byte>();
        XmppXmlWriter.WriteStreamHeader(output, "example.org", language: null);
        XmppXmlWriter.WriteStreamFooter(output);
        Assert.Equal(
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>"
                + "</stream:stream>",
            Encoding.UTF8.GetString(output.WrittenSpan)
        );
    }

    private static string Write(XmppElement element, string context)
    {
        var output = new ArrayBufferWriter<byte>();
        XmppXmlWriter.Write(output, element, context);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Refuses(XmppElement element)
    {
        var output = new ArrayBufferWriter<byte>();
        var failure = Assert.Throws<ChatSecureException>(() => XmppXmlWriter.Write(output, element, "urn:other"));
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.Equal(0, output.WrittenCount);
    }
}
