// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Presence;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class PresenceTests
{
    private readonly CapabilitiesModule _capabilities;
    private readonly PresenceModule _module;
    private readonly FakeXmppSession _session;
    private readonly List<(string Address, Availability Availability)> _changes = [];
    private readonly List<Jid> _requests = [];

    public PresenceTests()
    {
        var discovery = new DiscoveryModule("console");
        _capabilities = new(discovery);
        _module = new(_capabilities)
        {
            AvailabilityChanged = (jid, availability, _) =>
            {
                _changes.Add((jid.ToString(), availability));
                return ValueTask.CompletedTask;
            },
            SubscriptionRequested = (jid, _) =>
            {
                _requests.Add(jid);
                return ValueTask.CompletedTask;
            },
        };
        _session = With(discovery, _capabilities, _module);
    }

    [Fact]
    public async Task Initial_presence_goes_out_with_capabilities_when_a_session_starts()
    {
        await _session.StartAsync();

        var presence = Assert.IsType<PresenceStanza>(Assert.Single(_session.Sent));
        Assert.Null(presence.Type);
        Assert.Null(presence.To);
        Assert.Equal(_capabilities.Own, EntityCapabilities.Read(presence));
    }

    [Fact]
    public async Task A_resumed_stream_sends_no_presence_and_forgets_nothing()
    {
        await ReceiveAsync("romeo@montague.example/a", show: "away");

        await _session.StartAsync(resumed: true);

        Assert.Empty(_session.Sent);
        Assert.Equal(Availability.Away, _module.GetAvailability(Peer));
    }

    [Fact]
    public async Task A_fresh_session_forgets_who_was_there()
    {
        await ReceiveAsync("romeo@montague.example/a");

        await _session.StartAsync();

        Assert.Equal(("romeo@montague.example", Availability.Offline), _changes[^1]);
        Assert.Equal(Availability.Offline, _module.GetAvailability(Peer));
    }

    [Fact]
    public async Task The_best_of_the_devices_counts()
    {
        await ReceiveAsync("romeo@montague.example/a", show: "dnd");
        await ReceiveAsync("romeo@montague.example/b", show: "away");
        await ReceiveAsync("romeo@montague.example/c", show: "xa");
        await ReceiveAsync("romeo@montague.example/b", type: "unavailable");

        Assert.Equal(
            [Availability.DoNotDisturb, Availability.Away, Availability.ExtendedAway],
            _changes.Select(change => change.Availability)
        );
        Assert.Equal(Availability.ExtendedAway, _module.GetAvailability(Peer.WithResource("whatever")));
    }

    [Fact]
    public async Task What_does_not_change_is_not_told()
    {
        await ReceiveAsync("romeo@montague.example/a");
        await ReceiveAsync("romeo@montague.example/a");
        await ReceiveAsync("romeo@montague.example/b", show: "away");

        Assert.Single(_changes);
    }

    [Fact]
    public async Task An_error_from_the_bare_address_means_nobody_is_there()
    {
        await ReceiveAsync("romeo@montague.example/a");
        await ReceiveAsync("romeo@montague.example", type: "error");

        Assert.Equal(Availability.Offline, _module.GetAvailability(Peer));
    }

    [Fact]
    public async Task A_flood_of_devices_fills_only_the_row_of_its_account()
    {
        for (var i = 0; i < PresenceTable.MaxResources * 2; i++)
        {
            await ReceiveAsync($"evil@evil.example/{i}", show: "away");
        }

        await ReceiveAsync("evil@evil.example/last", show: "chat");
        await ReceiveAsync("romeo@montague.example/a");

        Assert.Equal(Availability.Away, _module.GetAvailability(Jid.Parse("evil@evil.example")));
        Assert.Equal(Availability.Online, _module.GetAvailability(Peer));
    }

    [Fact]
    public void A_flood_of_addresses_is_bounded_and_keeps_who_is_known()
    {
        var table = new PresenceTable();
        table.Update(Peer.WithResource("a"), Availability.Online, out _);
        for (var i = 0; i < PresenceTable.MaxAddresses; i++)
        {
            table.Update(Jid.Parse($"u{i}@evil.example/x"), Availability.Online, out _);
        }

        Assert.True(table.Update(Peer.WithResource("a"), Availability.Away, out var best));
        Assert.Equal(Availability.Away, best);
        Assert.Equal(PresenceTable.MaxAddresses, table.Clear().Count);
    }

    [Fact]
    public void A_flood_of_long_addresses_is_bounded_by_their_characters()
    {
        var table = new PresenceTable();
        var name = new string('x', 1000);
        var devices =
            from user in Enumerable.Range(0, 1000)
            from device in Enumerable.Range(0, PresenceTable.MaxResources)
            select Jid.Parse($"u{user}@evil.example/{device}{name}");
        foreach (var device in devices)
        {
            table.Update(device, Availability.Online, out _);
        }

        Assert.InRange(table.Clear().Count, 1, PresenceTable.MaxCharacters / (PresenceTable.MaxResources * name.Length) + 1);

        // What was forgotten makes room for others.
        Assert.True(table.Update(Peer.WithResource(name), Availability.Online, out _));
        table.Update(Peer, Availability.Offline, out var best);
        Assert.Equal(Availability.Offline, best);
    }

    [Fact]
    public async Task A_request_to_see_us_is_told_by_bare_address()
    {
        await ReceiveAsync("romeo@montague.example/orchard", type: "subscribe");

        Assert.Equal(Peer, Assert.Single(_requests));
    }

    [Theory]
    [InlineData("juliet@capulet.example")]
    [InlineData("@")]
    public async Task A_request_from_ourselves_or_from_nobody_is_ignored(string from)
    {
        await ReceiveAsync(from, type: "subscribe");

        Assert.Empty(_requests);
    }

    [Fact]
    public async Task Subscriptions_are_managed_by_bare_address()
    {
        var full = Peer.WithResource("orchard");
        await _module.SubscribeAsync(full);
        await _module.ApproveAsync(full);
        await _module.UnsubscribeAsync(full);
        await _module.DenyAsync(full);

        Assert.Equal(["subscribe", "subscribed", "unsubscribe", "unsubscribed"], _session.Sent.Select(sent => sent.Type));
        Assert.All(_session.Sent, sent => Assert.Equal(Peer, sent.To));
    }

    private Task ReceiveAsync(string from, string? type = null, string? show = null) =>
        _session.ReceivePresenceAsync(
            $"<presence from='{from}'{(type is null ? "" : $" type='{type}'")}>{(show is null ? "" : $"<show>{show}</show>")}</presence>"
        );
}
