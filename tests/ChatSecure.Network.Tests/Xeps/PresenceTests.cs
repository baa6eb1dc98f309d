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
    public async Task What_we_show_of_ourselves_goes_with_every_announcement()
    {
        var noon = new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
        _module.Own = new(Availability.ExtendedAway, "At sea", noon);
        await _session.StartAsync();
        _module.Own = new();
        await _module.AnnounceAsync();

        Assert.Equal(["xa", "At sea", "2030-01-01T12:00:00.000Z"], Shown(_session.Sent[0]));
        Assert.Equal([null, null, null], Shown(_session.Sent[1]));

        static string?[] Shown(Stanza presence) =>
            [
                presence.Element.Child("show", Stanza.ClientNamespace)?.Text,
                presence.Element.Child("status", Stanza.ClientNamespace)?.Text,
                presence.Element.Child("idle", "urn:xmpp:idle:1")?["since"],
            ];
    }

    [Fact]
    public async Task What_others_show_is_read_bounded_and_forgotten_with_them()
    {
        await _session.ReceivePresenceAsync(
            "<presence from='romeo@montague.example/a'><show>away</show><status> In the orchard </status>"
                + "<idle xmlns='urn:xmpp:idle:1' since='2030-01-01T12:00:00Z'/></presence>"
        );
        var shown = _module.GetPresence(Peer);
        Assert.Equal((Availability.Away, "In the orchard", 2030), (shown.Availability, shown.Status, shown.IdleSince!.Value.Year));

        await _session.ReceivePresenceAsync(
            $"<presence from='romeo@montague.example/a'><status>{new string('x', 255)}\U0001F339</status><idle xmlns='urn:xmpp:idle:1' since='soon'/></presence>"
        );
        Assert.Equal((255, null), (_module.GetPresence(Peer).Status!.Length, _module.GetPresence(Peer).IdleSince));
        Assert.Equal([Availability.Away, Availability.Online], _changes.Select(change => change.Availability));

        await ReceiveAsync("romeo@montague.example/a", type: "unavailable");
        Assert.Equal(default, _module.GetPresence(Peer));
    }

    [Fact]
    public void A_flood_of_texts_is_bounded_and_hides_nobody()
    {
        var table = new PresenceTable();
        var text = new string('x', 256);
        for (var i = 0; i < PresenceTable.MaxAddresses; i++)
        {
            for (var device = 0; device < PresenceTable.MaxResources; device++)
            {
                table.Update(Jid.Parse($"u{i}@evil.example/{device}"), new(Availability.Online, text), out _);
            }
        }

        Assert.Equal(PresenceTable.MaxAddresses * PresenceTable.MaxResources, table.List().Count);
        Assert.Null(table.Get(Jid.Parse($"u{PresenceTable.MaxAddresses - 1}@evil.example")).Status);
        Assert.Equal(Availability.Online, table.Get(Jid.Parse("u1@evil.example")).Availability);
        for (var i = 0; i < PresenceTable.MaxAddresses; i++)
        {
            table.Update(Jid.Parse($"u{i}@evil.example"), default, out _);
        }

        // All that was counted has been counted back: there is room for as much again.
        table.Update(Peer.WithResource("a"), new(Availability.Online, text), out var best);
        Assert.Equal(text, best.Status);
    }

    [Fact]
    public async Task What_was_kept_over_a_suspension_is_known_until_a_new_stream_begins()
    {
        await ReceiveAsync("romeo@montague.example/a", show: "away");
        var kept = _module.Export();
        await ReceiveAsync("romeo@montague.example/a", type: "unavailable");

        _module.Import(kept);
        await _session.StartAsync(resumed: true);
        Assert.Equal(Availability.Away, _module.GetAvailability(Peer));
        await _session.StartAsync();
        Assert.Equal(Availability.Offline, _module.GetAvailability(Peer));
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
        table.Update(Peer.WithResource("a"), new(Availability.Online), out _);
        for (var i = 0; i < PresenceTable.MaxAddresses; i++)
        {
            table.Update(Jid.Parse($"u{i}@evil.example/x"), new(Availability.Online), out _);
        }

        Assert.True(table.Update(Peer.WithResource("a"), new(Availability.Away), out var best));
        Assert.Equal(Availability.Away, best.Availability);
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
            table.Update(device, new(Availability.Online), out _);
        }

        Assert.InRange(table.Clear().Count, 1, PresenceTable.MaxCharacters / (PresenceTable.MaxResources * name.Length) + 1);

        // What was forgotten makes room for others.
        Assert.True(table.Update(Peer.WithResource(name), new(Availability.Online), out _));
        table.Update(Peer, new(Availability.Offline), out var best);
        Assert.Equal(Availability.Offline, best.Availability);
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
