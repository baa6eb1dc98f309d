// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

/// <summary>Each limit: what just fits is read, one more is refused.</summary>
public sealed class XmlLimitsTests
{
    [Fact]
    public void Depth() => FitsAt(7, n => Nested(n), new() { MaxDepth = 7 });

    [Fact]
    public void Bytes_of_an_element() => FitsAt(200, n => "<a>" + new string('x', n - 7) + "</a>", new() { MaxElementBytes = 200 });

    [Fact]
    public void Attributes() => FitsAt(5, n => "<a " + Join(n, i => $"b{i}='' ") + "/>", new() { MaxAttributes = 5 });

    [Fact]
    public void Attributes_with_a_prefix() =>
        FitsAt(5, n => "<a xmlns:p='x' " + Join(n, i => $"p:b{i}='' ") + "/>", new() { MaxAttributes = 5 });

    [Fact]
    public void Bytes_of_an_element_name() => FitsAt(40, n => $"<{new string('x', n)}/>", new() { MaxNameBytes = 40 });

    [Fact]
    public void Bytes_of_an_attribute_name() => FitsAt(40, n => $"<a {new string('x', n)}='1'/>", new() { MaxNameBytes = 40 });

    [Fact]
    public void Bytes_of_a_namespace() => FitsAt(40, n => $"<a xmlns='{new string('x', n)}'/>", new() { MaxNameBytes = 40 });

    [Fact]
    public void Bytes_of_an_attribute() => FitsAt(80, n => $"<a b='{new string('x', n)}'/>", new() { MaxAttributeBytes = 80 });

    [Fact]
    public void Namespaces_in_one_tag() =>
        FitsAt(10, n => "<a " + Join(n - 2, i => $"xmlns:p{i}='x' ") + "/>", new() { MaxNamespaceDeclarations = 10 });

    [Fact]
    public void Namespaces_in_scope() =>
        FitsAt(10, n => Join(n - 2, i => $"<a xmlns='x{i}'>") + Join(n - 2, _ => "</a>"), new() { MaxNamespaceDeclarations = 10 });

    [Fact]
    public void Namespaces_side_by_side_are_not_counted_together() =>
        Assert.Null(
            StreamText.Condition(
                $"{StreamText.Header}<a>{Join(50, i => $"<b xmlns='x{i}'/>")}</a>",
                new() { MaxNamespaceDeclarations = 10 }
            )
        );

    [Fact]
    public void Children() => FitsAt(9, n => $"<a>{Join(n, _ => "<b/>")}</a>", new() { MaxChildren = 9 });

    [Fact]
    public void Descendants() => FitsAt(9, n => Nested(n + 1), new() { MaxChildren = 9 });

    [Theory]
    [InlineData("<a x='")]
    [InlineData("<a>")]
    [InlineData("<a ")]
    [InlineData("<a><![CDATA[")]
    [InlineData("<")]
    public void An_element_that_never_ends_is_refused_at_the_limit(string beginning)
    {
        var limits = new XmlLimits { MaxElementBytes = 4096 };
        Assert.Null(StreamText.Condition((StreamText.Header + beginning).PadRight(StreamText.Header.Length + 4095, 'x'), limits));
        Assert.Equal(
            "policy-violation",
            StreamText.Condition((StreamText.Header + beginning).PadRight(StreamText.Header.Length + 4096, 'x'), limits)
        );
    }

    [Theory]
    [InlineData("<stream:stream a='")]
    [InlineData("<?xml ")]
    public void A_header_that_never_ends_is_refused_at_the_limit(string beginning) =>
        Assert.Equal("policy-violation", StreamText.Condition(beginning.PadRight(5000, 'x'), new() { MaxElementBytes = 4096 }));

    [Fact]
    public void The_default_limits_hold_against_the_usual_floods()
    {
        Assert.Equal("policy-violation", StreamText.Condition(StreamText.Header + Nested(10_000)));
        Assert.Equal("policy-violation", StreamText.Condition($"{StreamText.Header}<a b='{new string('x', 1 << 20)}'/>"));
        Assert.Equal("policy-violation", StreamText.Condition($"{StreamText.Header}<a b='{new string('x', 100_000)}'/>"));
        Assert.Equal("policy-violation", StreamText.Condition($"{StreamText.Header}<a {Join(10_000, i => $"b{i}='' ")}/>"));
        Assert.Equal("policy-violation", StreamText.Condition($"{StreamText.Header}<a {Join(10_000, i => $"xmlns:b{i}='x' ")}/>"));
        Assert.Equal("policy-violation", StreamText.Condition($"{StreamText.Header}<a>{Join(140_000, _ => "<b/>")}</a>"));
        Assert.Equal("policy-violation", StreamText.Condition($"{StreamText.Header}<a>{new string('x', 9 << 20)}</a>"));
    }

    [Fact]
    public void The_longest_lists_that_servers_send_as_one_fit_into_the_default_limits()
    {
        var contacts = Join(
            10_000,
            i =>
                $"<item jid='contact-with-a-name-{i}@a-long-domain.example' name='A name that somebody gave {i}' subscription='both'><group>A group</group></item>"
        );
        Assert.Null(StreamText.Condition($"{StreamText.Header}<iq><query xmlns='jabber:iq:roster'>{contacts}</query></iq>"));
        var blocked = Join(100_000, i => $"<item jid='somebody-blocked-{i}@a-long-domain.example'/>");
        Assert.Null(StreamText.Condition($"{StreamText.Header}<iq><blocklist xmlns='urn:xmpp:blocking'>{blocked}</blocklist></iq>"));
    }

    [Fact]
    public void Text_strewn_between_many_children_is_joined_in_linear_space()
    {
        var xml = StreamText.Utf8($"<a>{Join(60_000, _ => "xxxx<b/>")}</a>");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var element = XmppElement.Parse(xml);
        Assert.Equal(240_000, element.Text.Length);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 * xml.Length);
    }

    [Fact]
    public void A_fragment_is_limited_too() =>
        Assert.Equal(
            "policy-violation",
            Assert
                .Throws<XmppXmlException>(() => XmppElement.Parse(StreamText.Utf8("<abcdefghijkl/>"), new() { MaxElementBytes = 10 }))
                .Condition
        );

    private static void FitsAt(int most, Func<int, string> element, XmlLimits limits)
    {
        Assert.Null(StreamText.Condition(StreamText.Header + element(most), limits));
        Assert.Equal("policy-violation", StreamText.Condition(StreamText.Header + element(most + 1), limits));
    }

    private static string Nested(int levels) => Join(levels, _ => "<a>") + Join(levels, _ => "</a>");

    private static string Join(int count, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(part(i));
        }

        return text.ToString();
    }
}
