// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Ping;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class DiscoveryTests
{
    private readonly DiscoveryModule _module = new("console", "Balcony", ["urn:xmpp:receipts", "urn:xmpp:ping"]);
    private readonly FakeXmppSession _session;

    public DiscoveryTests() => _session = With(_module, new PingModule());

    [Fact]
    public async Task We_answer_with_our_identity_and_the_features_of_all_modules_once_each()
    {
        var reply = await _session.ReceiveIqAsync(
            "<iq type='get' id='d1' from='romeo@montague.example/orchard'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
        );

        var info = DiscoInfo.Read(reply.Payload)!;
        Assert.Equal(new DiscoIdentity("client", "console", "Balcony"), Assert.Single(info.Identities));
        Assert.Equal(
            ["http://jabber.org/protocol/disco#info", "http://jabber.org/protocol/disco#items", "urn:xmpp:ping", "urn:xmpp:receipts"],
            info.Features
        );
        Assert.Equal(("result", "d1", Peer.WithResource("orchard")), (reply.Type, reply.Id, reply.To));
    }

    [Theory]
    [InlineData("http://jabber.org/protocol/disco#info")]
    [InlineData("http://jabber.org/protocol/disco#items")]
    public async Task A_node_that_we_do_not_have_is_not_found(string ns)
    {
        var reply = await _session.ReceiveIqAsync($"<iq type='get' id='d1'><query xmlns='{ns}' node='nonsense'/></iq>");

        Assert.Equal("item-not-found", StanzaErrorException.FromStanza(reply).Condition);
    }

    [Fact]
    public async Task We_have_no_items()
    {
        var reply = await _session.ReceiveIqAsync("<iq type='get' id='d1'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");

        Assert.Equal("result", reply.Type);
        Assert.Empty(reply.Payload!.Children);
    }

    [Fact]
    public async Task An_answer_is_read_with_identities_features_and_forms()
    {
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ =>
                "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im' name='x' xml:lang='en'/><identity type='im'/>"
                + "<feature var='urn:xmpp:mam:2'/><feature/><x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                + "<value>http://jabber.org/network/serverinfo</value></field></x></query>"
        );

        var info = await _module.QueryInfoAsync(Peer, "node");

        Assert.Equal(new DiscoIdentity("server", "im", "x", "en"), Assert.Single(info.Identities));
        Assert.True(info.HasFeature("urn:xmpp:mam:2"));
        Assert.False(info.HasFeature("urn:xmpp:mam"));
        Assert.Equal("http://jabber.org/network/serverinfo", Assert.Single(info.Forms).FormType);
        Assert.Equal((Peer, "node"), (_session.Requests[0].To, _session.Requests[0].Payload!["node"]));
    }

    [Fact]
    public async Task Items_without_a_valid_address_are_left_out()
    {
        _session.Answer(
            "get",
            "query",
            DiscoveryModule.ItemsNamespace,
            _ =>
                "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='rooms.example' name='Rooms' node='n'/><item jid='@'/><item/></query>"
        );

        var item = Assert.Single(await _module.QueryItemsAsync(Peer));

        Assert.Equal(("rooms.example", "n", "Rooms"), (item.Jid.ToString(), item.Node, item.Name));
    }

    [Fact]
    public async Task An_answer_that_is_none_or_too_large_is_refused()
    {
        _session.Answer("get", "query", DiscoInfo.Namespace, _ => null);
        _session.Answer("get", "query", DiscoveryModule.ItemsNamespace, _ => "<query xmlns='jabber:iq:roster'/>");
        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.QueryInfoAsync(Peer))).Kind);
        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.QueryItemsAsync(Peer))).Kind);

        var features = string.Concat(Enumerable.Range(0, DiscoInfo.MaxEntries + 1).Select(n => $"<feature var='f{n}'/>"));
        Assert.Null(DiscoInfo.Read(ParseXml($"<query xmlns='{DiscoInfo.Namespace}'>{features}</query>")));
    }

    [Fact]
    public void Information_round_trips_through_xml()
    {
        var info = new DiscoInfo(
            [new("client", "pc", "Psi <&>", "en")],
            ["urn:a", "urn:b"],
            [new("result", [new("FORM_TYPE", "hidden", ["urn:f"]), new("os", null, ["Mac", "Linux"])])]
        );

        var read = DiscoInfo.Read(Reparse(info.ToElement("n")))!;

        Assert.Equal(info.Identities, read.Identities);
        Assert.Equal(info.Features, read.Features);
        Assert.Equal(["Mac", "Linux"], read.Forms[0]["os"]!.Values);
    }

    [Fact]
    public async Task A_module_that_no_client_has_says_so() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new DiscoveryModule().QueryInfoAsync(Peer));
}
