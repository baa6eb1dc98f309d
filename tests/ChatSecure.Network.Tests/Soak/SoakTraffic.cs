// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Soak;

/// <summary>What happens on one stream: a bit of everything, from people who are known and from ever new ones.</summary>
internal sealed class SoakTraffic(SoakClient client, ScriptedSession session)
{
    private const int Friends = 40;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static int _strangers;

    public ScriptedSession Session => session;

    public static ScriptedXmppServer StartServer()
    {
        var server = ScriptedXmppServer.Start();
        server.OnIq(
            "get",
            "query",
            "jabber:iq:roster",
            _ =>
                Enumerable
                    .Range(0, Friends)
                    .Aggregate(
                        new XmppElement("query", "jabber:iq:roster"),
                        (query, i) => query.Add(Item($"friend{i}@example.test", "both"))
                    )
        );
        server.OnIq("get", "query", "http://jabber.org/protocol/disco#info", _ => new("query", "http://jabber.org/protocol/disco#info"));
        server.OnIq("set", "enable", "urn:xmpp:carbons:2", _ => null);
        server.OnIq("get", "pubsub", "http://jabber.org/protocol/pubsub", _ => throw new StanzaErrorException("item-not-found"));
        server.OnIq("get", "vCard", "vcard-temp", _ => null);
        return server;
    }

    public async Task ChatAsync(int cycle)
    {
        var expected = client.Messages;
        for (var i = 0; i < 4; i++)
        {
            var stranger = $"stranger{Interlocked.Increment(ref _strangers)}@evil.example/{cycle}";
            var friend = $"friend{(cycle + i) % Friends}@example.test/{i % 3}";
            await PresenceAsync(friend, stranger, cycle);
            await RequestsAsync(friend, stranger);
            expected += await MessagesAsync(friend, stranger, cycle * 10 + i);
        }

        await client.HaveAsync(expected);
        await AskAsync();

        // When all is acknowledged no question is open, whose answer would come too late by our clock.
        for (var i = 0; i < 2; i++)
        {
            var written = await client.Client.SendAckedAsync(new MessageStanza(Jid.Parse("friend1@example.test")) { Body = $"{cycle}" });
            await written.WaitAsync(_patience);
        }

        client.Pass(TimeSpan.FromMinutes(30));
    }

    private async Task PresenceAsync(string friend, string stranger, int cycle)
    {
        var caps = $"<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:app' ver='v{cycle % 50}'/>";
        await session.SendXmlAsync($"<presence from='{friend}'><show>away</show>{caps}</presence>");
        await session.SendXmlAsync($"<presence from='{stranger}'>{caps}</presence>");
        await session.SendXmlAsync($"<presence from='{stranger}' type='unavailable'/>");
        await session.SendXmlAsync($"<presence from='{stranger}' type='subscribe'/>");
    }

    private async Task RequestsAsync(string friend, string stranger)
    {
        await session.SendXmlAsync($"<iq type='get' id='p' from='{stranger}'><ping xmlns='urn:xmpp:ping'/></iq>");
        await session.SendXmlAsync($"<iq type='get' id='d' from='{friend}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        await session.SendXmlAsync($"<iq type='set' id='x' from='{stranger}'><query xmlns='jabber:iq:roster'/></iq>");
        await session.SendXmlAsync($"<iq type='result' id='{stranger}' from='{stranger}'/>");
        await session.SendAsync(
            new IqStanza("set", new XmppElement("query", "jabber:iq:roster").Add(Item(friend, "both"))) { Id = "push" }.Element
        );
    }

    // How many of them reach the app.
    private async Task<int> MessagesAsync(string friend, string stranger, int number)
    {
        await session.SendXmlAsync(
            $"<message from='{stranger}' id='m{number}' type='chat'><body>{number}</body><request xmlns='urn:xmpp:receipts'/></message>"
        );
        await session.SendXmlAsync(
            $"<message from='alice@example.test'><received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='{friend}' to='alice@example.test/other'><body>{number}</body></message></forwarded></received></message>"
        );
        await session.SendXmlAsync(
            $"<message from='{stranger}'><result xmlns='urn:xmpp:mam:2' queryid='{number}' id='{number}'/></message>"
        );
        await session.SendXmlAsync(
            $"<message from='{Jid.Parse(friend).Bare}'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='eu.siacs.conversations.axolotl.devicelist'><item id='current'><list xmlns='eu.siacs.conversations.axolotl'><device id='{number + 1}'/></list></item></items></event></message>"
        );
        return 2;
    }

    // A question that is given up, and one that is answered.
    private async Task AskAsync()
    {
        using var patience = new CancellationTokenSource();
        var asking = client.Client.RequestAsync(new("get", new("nothing", "urn:x"), Jid.Parse("nobody@example.test/x")), patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await client.Capabilities.QueryAsync(Jid.Parse("friend1@example.test/0"), CancellationToken.None);
    }

    private static XmppElement Item(string jid, string subscription) =>
        new("item", "jabber:iq:roster") { ["jid"] = Jid.Parse(jid).Bare.ToString(), ["subscription"] = subscription };
}
