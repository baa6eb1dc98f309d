// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Nicknames;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class NicknameTests
{
    private readonly PresenceModule _presence;
    private readonly NicknameModule _module;
    private readonly FakeXmppSession _session;
    private readonly List<(string Address, string? Nickname)> _told = [];

    public NicknameTests()
    {
        var discovery = new DiscoveryModule("console");
        var capabilities = new CapabilitiesModule(discovery);
        var pubSub = new PubSubModule();
        _presence = new(capabilities);
        _module = new(pubSub, _presence)
        {
            Changed = (owner, nickname, _) =>
            {
                _told.Add((owner.ToString(), nickname));
                return ValueTask.CompletedTask;
            },
        };
        _session = With(discovery, capabilities, pubSub, _presence, _module);
    }

    [Fact]
    public async Task A_nickname_goes_with_a_request_and_with_nothing_else()
    {
        _module.Own = " Juliet ";
        await _session.StartAsync();
        await _presence.SubscribeAsync(Peer);
        await _presence.ApproveAsync(Peer);
        await _presence.AnnounceAsync();

        var named = Assert.Single(_session.Sent, stanza => stanza.Element.Child("nick", NicknameModule.Namespace) is not null);
        Assert.Equal("subscribe", Assert.IsType<PresenceStanza>(named).Type);
        Assert.Equal("Juliet", named.Element.Child("nick", NicknameModule.Namespace)!.Text);
        Assert.Throws<ArgumentException>(() => _module.Own = " ");
        Assert.Throws<ArgumentException>(() => _module.Own = new string('x', 129));
    }

    [Fact]
    public async Task A_nickname_in_other_presence_is_ignored()
    {
        foreach (var type in new[] { null, "subscribed", "unavailable" })
        {
            await ReceiveAsync(type, "Mallory");
        }

        Assert.Empty(_told);
        await ReceiveAsync("subscribe", "Romeo");
        Assert.Equal([(Peer.ToString(), "Romeo")], _told);
    }

    [Fact]
    public async Task A_nickname_is_told_taken_back_and_bounded()
    {
        await _session.ReceiveMessageAsync(Event(Peer.ToString(), "<nick xmlns='http://jabber.org/protocol/nick'> Romeo </nick>"));
        await _session.ReceiveMessageAsync(Event(Peer.ToString(), "<nick xmlns='http://jabber.org/protocol/nick'/>"));
        await _session.ReceiveMessageAsync(
            Event(Peer.ToString(), $"<nick xmlns='http://jabber.org/protocol/nick'>{new string('x', 129)}</nick>")
        );
        await _session.ReceiveMessageAsync(Event(Peer.ToString(), "<name xmlns='http://jabber.org/protocol/nick'>Romeo</name>"));

        Assert.Equal(["Romeo", null, null, null], _told.Select(one => one.Nickname));
    }

    [Fact]
    public async Task Whose_nickname_it_is_says_the_node_and_not_the_item()
    {
        await _session.ReceiveMessageAsync(
            Event("mallory@evil.example", $"<nick xmlns='http://jabber.org/protocol/nick' jid='{Peer}'>Romeo</nick>")
        );

        Assert.Equal([("mallory@evil.example", "Romeo")], _told);
    }

    private Task ReceiveAsync(string? type, string nickname) =>
        _session.ReceivePresenceAsync(
            $"<presence from='{Peer}'{(type is null ? "" : $" type='{type}'")}><nick xmlns='http://jabber.org/protocol/nick'>{nickname}</nick></presence>"
        );

    private static string Event(string from, string item) =>
        $"<message from='{from}'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
        + $"<items node='http://jabber.org/protocol/nick'><item id='current'>{item}</item></items></event></message>";
}
