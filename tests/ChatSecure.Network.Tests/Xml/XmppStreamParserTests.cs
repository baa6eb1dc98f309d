// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

public sealed class XmppStreamParserTests
{
    [Fact]
    public void A_stream_is_its_header_its_elements_and_its_end() =>
        Assert.Equal(
            """
            Opened {http://etherx.jabber.org/streams}stream id="1" version="1.0" xml:lang="en"("")
            Element {http://etherx.jabber.org/streams}features("", {urn:ietf:params:xml:ns:xmpp-tls}starttls("", {urn:ietf:params:xml:ns:xmpp-tls}required("")))
            Element {jabber:client}message to="a@b"("", {jabber:client}body("x & y"))
            Closed 

            """,
            StreamText.Read(
                "<?xml version='1.0' encoding='utf-8'?>\n<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                    + "id='1' version=\"1.0\" xml:lang='en'><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                    + "</stream:features>\n \n<message to='a@b'><body>x &amp; y</body></message></stream:stream>\n"
            )
        );
}
