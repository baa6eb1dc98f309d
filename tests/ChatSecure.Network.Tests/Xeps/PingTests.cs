// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Ping;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class PingTests
{
    private readonly PingModule _module = new();
    private readonly FakeXmppSession _session;

    public PingTests() => _session = With(_module);

    [Fact]
    public async Task A_ping_is_answered()
    {
        var reply = await _session.ReceiveIqAsync("<iq type='get' id='p' from='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>");

        Assert.Equal(("result", "p", "capulet.example"), (reply.Type, reply.Id, reply.To.ToString()));
        Assert.Null(reply.Payload);
    }

    [Fact]
    public async Task A_ping_of_type_set_is_none()
    {
        var reply = await _session.ReceiveIqAsync("<iq type='set' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");

        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(reply).Condition);
    }

    [Fact]
    public async Task A_server_that_does_not_know_pings_is_there()
    {
        await _module.PingAsync();

        Assert.Single(_session.Requests);
    }

    [Fact]
    public async Task Another_address_that_is_unavailable_is_not_there() =>
        await Assert.ThrowsAsync<StanzaErrorException>(() => _module.PingAsync(Peer));

    [Fact]
    public async Task Another_address_that_refuses_pings_is_there()
    {
        _session.Answer("get", "ping", PingModule.Namespace, _ => throw new StanzaErrorException("feature-not-implemented"));

        await _module.PingAsync(Peer);

        Assert.Equal(Peer, _session.Requests[0].To);
    }
}
