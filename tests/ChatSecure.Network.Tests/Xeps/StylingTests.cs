// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>The hint to show a text as it is (XEP-0393, section 7).</summary>
public sealed class StylingTests
{
    [Fact]
    public void A_text_can_be_shown_as_it_is()
    {
        var message = new MessageStanza(Peer) { Body = "> _ <" };
        Assert.False(message.IsUnstyled());

        message.SetUnstyled();
        message.SetUnstyled();

        Assert.True(new MessageStanza(Reparse(message.Element)).IsUnstyled());
        Assert.Single(message.Element.Elements("unstyled", Styling.Namespace));
    }

    [Theory]
    [InlineData("<unstyled/>")]
    [InlineData("<unstyled xmlns='urn:xmpp:styling:1'/>")]
    [InlineData("<x xmlns='urn:x'><unstyled xmlns='urn:xmpp:styling:0'/></x>")]
    public void Another_element_or_place_is_no_hint(string content) =>
        Assert.False(new MessageStanza(ParseXml($"<message>{content}</message>")).IsUnstyled());
}
