// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Tests.Xml;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;
using CsCheck;

namespace ChatSecure.Network.Tests.Transport;

public sealed class WebSocketFramingTests
{
    [Fact]
    public void What_stands_alone_is_what_stood_on_the_stream() =>
        XmlGen.Element.Sample(element =>
        {
            var encoded = XmppStream.Encode(element);
            var onStream = XmppElement.Parse(encoded, defaultNamespace: Stanza.ClientNamespace);
            var alone = XmppElement.Parse(WebSocketFraming.StandAlone(encoded), defaultNamespace: string.Empty);
            return alone.ToUtf8().AsSpan().SequenceEqual(onStream.ToUtf8());
        });

    [Theory]
    [InlineData("alice@example.test", " from='alice@example.test'")]
    [InlineData(null, "")]
    public void A_stream_is_opened_as_RFC_7395_writes_it(string? from, string expected) =>
        Assert.Equal(
            $"<open xmlns='{WebSocketFraming.Namespace}' to='example.test' version='1.0' xml:lang='en'{expected}/>",
            Encoding.UTF8.GetString(WebSocketFraming.Open("example.test", from))
        );
}
