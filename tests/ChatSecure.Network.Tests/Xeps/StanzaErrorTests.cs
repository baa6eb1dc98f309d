// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class StanzaErrorTests
{
    [Fact]
    public void An_error_is_read_with_its_conditions()
    {
        var error = Read(
            "<error type='cancel'><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>for juliet</text><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/></error>"
        );

        Assert.Equal(("conflict", "cancel", "precondition-not-met"), (error.Condition, error.ErrorType, error.ApplicationCondition));
        Assert.Equal(ErrorKind.Protocol, error.Kind);
        Assert.DoesNotContain("juliet", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<error/>")]
    [InlineData("<error type='strange'><juliet-was-here xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")]
    public void An_error_that_does_not_say_what_it_is_is_undefined(string xml)
    {
        var error = Read(xml);

        Assert.Equal(("undefined-condition", "cancel"), (error.Condition, error.ErrorType));
        Assert.DoesNotContain("juliet", error.Message, StringComparison.Ordinal);
    }

    private static StanzaErrorException Read(string error) =>
        StanzaErrorException.FromStanza(new IqStanza(ParseXml($"<iq type='error' id='1'>{error}</iq>")));
}
