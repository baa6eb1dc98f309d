// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class OmemoOptOutTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("compliance", "compliance")]
    public void A_wish_round_trips_through_xml(string? reason, string expected)
    {
        var message = new MessageStanza(Peer);
        message.AddOptOut(reason);

        Assert.Equal(expected, new MessageStanza(Reparse(message.Element)).GetOptOut());
    }

    [Theory]
    [InlineData("<message/>")]
    [InlineData("<message type='error'><opt-out xmlns='urn:xmpp:omemo:2'/></message>")]
    [InlineData("<message><opt-out xmlns='urn:xmpp:omemo:1'/></message>")]
    [InlineData("<message><x xmlns='y'><opt-out xmlns='urn:xmpp:omemo:2'/></x></message>")]
    public void What_is_no_wish_is_none(string xml) => Assert.Null(new MessageStanza(ParseXml(xml)).GetOptOut());

    [Fact]
    public void A_long_reason_is_cut_between_characters()
    {
        var message = new MessageStanza(Peer);
        message.AddOptOut(new string('x', OmemoOptOut.MaxReason - 1) + "\U0001F600");

        Assert.Equal(new string('x', OmemoOptOut.MaxReason - 1), message.GetOptOut());
    }
}
