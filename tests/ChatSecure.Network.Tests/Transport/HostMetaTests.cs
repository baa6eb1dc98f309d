// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>Documents of XEP-0156, good and bad.</summary>
public sealed class HostMetaTests
{
    private const string Relation = "urn:xmpp:alt-connections:websocket";

    [Fact]
    public void The_XML_form_gives_the_secure_WebSockets()
    {
        var urls = ReadXml(
            "\uFEFF<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>"
                + "<Link rel='urn:xmpp:alt-connections:xbosh' href='https://web.test/bosh'/>"
                + $"<Link rel='{Relation}' href='ws://web.test/ws'/>"
                + $"<Link rel='{Relation}' href='wss://web.test:5281/ws'/>"
                + $"<Link rel='{Relation}'/>"
                + "</XRD>\n"
        );

        Assert.Equal(["wss://web.test:5281/ws"], urls);
    }

    [Fact]
    public void The_JSON_form_gives_the_same()
    {
        var urls = ReadJson(
            $$"""
            {"subject": 1, "links": [1, {"rel": "{{Relation}}"}, {"rel": "{{Relation}}", "href": 1}, {"rel": "urn:xmpp:alt-connections:xbosh",
            "href": "wss://web.test/bosh"}, {"rel": "{{Relation}}", "href": "ws://web.test/ws"}, {"rel": "{{Relation}}", "href": "wss://web.test/ws"}]}
            """
        );

        Assert.Equal(["wss://web.test/ws"], urls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<?xml version='1.0'")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'/>")]
    [InlineData("<!DOCTYPE XRD [<!ENTITY a 'b'>]><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'/>")]
    [InlineData("<XRD><Link rel='urn:xmpp:alt-connections:websocket' href='wss://web.test/ws'/></XRD>")]
    [InlineData("<html/>")]
    public void A_document_that_is_none_in_XML_names_nothing(string document) => Assert.Empty(ReadXml(document));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"links\": {}}")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]")]
    [InlineData("{\"links\": [{\"rel\": \"urn:xmpp:alt-connections:websocket\", \"href\": \"wss://web.test/\\ud800\"}]}")]
    [InlineData("<html/>")]
    public void A_document_that_is_none_in_JSON_names_nothing(string document) => Assert.Empty(ReadJson(document));

    [Fact]
    public void Bytes_that_are_no_text_name_nothing()
    {
        byte[] document = [.. "{\"links\": [{\"rel\": \"urn:xmpp:"u8, 0xFF, .. "\", \"href\": \"wss://web.test/\"}]}"u8];

        Assert.Empty(HostMeta.ReadJson(document));
        Assert.Empty(HostMeta.ReadXml(document));
    }

    [Fact]
    public void Thousands_of_links_cost_a_few_attempts()
    {
        var links = Enumerable.Range(0, 500).Select(i => $"{{\"rel\": \"{Relation}\", \"href\": \"wss://web{i}.test/\"}}");

        Assert.Equal(4, ReadJson($"{{\"links\": [{string.Join(',', links)}]}}").Count);
    }

    private static List<string> ReadXml(string document) =>
        [.. HostMeta.ReadXml(Encoding.UTF8.GetBytes(document)).Select(url => url.Uri.OriginalString)];

    private static List<string> ReadJson(string document) =>
        [.. HostMeta.ReadJson(Encoding.UTF8.GetBytes(document)).Select(url => url.Uri.OriginalString)];
}
