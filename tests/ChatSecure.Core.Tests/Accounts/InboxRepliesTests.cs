// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Privacy;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Privacy;
using ChatSecure.Testing.Server;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core.Tests.Accounts;

/// <summary>What received messages make us do has a bound for each sender.</summary>
public sealed class InboxRepliesTests : IAsyncLifetime
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");
    private static readonly Jid _bob = Jid.Parse("bob@example.test");

    private readonly ScriptedXmppServer _server = ScriptedXmppServer.Start();
    private readonly InMemoryChatStore _store = new();
    private readonly SessionGate _gate = new();
    private readonly FollowUps _followUps;
    private readonly AccountModules _modules;
    private readonly XmppClient _client;
    private readonly PrivacyBook _privacy;
    private readonly InboxReplies _replies;

    public InboxRepliesTests()
    {
        _followUps = new(_gate, NullLogger.Instance);
        _modules = new(_store.Roster, Brand.Neutral, "pc");
        var events = new EventHub();
        var machine = new OmemoMachine(_alice, _store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, TimeProvider.System);
        var keys = new OmemoState(_alice, _store, machine, events, TimeProvider.System);
        var directory = new OmemoDirectory(keys, _modules.Omemo, NullLogger.Instance);
        _client = new(
            ScriptedAccount.Options(
                _server,
                _alice,
                _modules.PubSub,
                _modules.Omemo,
                _modules.Discovery,
                _modules.Archive,
                _modules.Rooms
            ) with
            {
                ReactionLimits = new ReactionLimits { Reports = new(3, 0.001, 100, 1), Fetches = new(2, 0.001, 100, 1) },
            }
        );
        _privacy = new(new AccountRecords(_store.Records, _alice), new PrivacySettings());
        var contacts = new ContactBook(_alice, _store, _modules, events, _followUps, _privacy, _client.Reactions, () => true);
        var reports = new EncryptedReports(
            keys,
            directory,
            (stanza, token) => _client.SendAsync(stanza, token),
            _ => true,
            TimeProvider.System
        );
        _replies = new(
            _client,
            _modules.Rooms,
            new(keys, directory, string.Empty),
            directory,
            reports,
            contacts,
            _privacy,
            _followUps,
            TimeProvider.System
        );
        _gate.Open();
    }

    public async ValueTask InitializeAsync()
    {
        var bob = new Contact { Jid = _bob, Subscription = SubscriptionState.Both };
        await _store.Roster.SaveAsync(_alice, bob, null, TestContext.Current.CancellationToken);
        await _client.ConnectAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _followUps.DisposeAsync();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _modules.Dispose();
    }

    [Fact]
    public async Task A_flood_of_messages_gets_receipts_up_to_a_bound()
    {
        var session = await _server.AcceptAsync(TestContext.Current.CancellationToken);

        for (var i = 0; i < 20; i++)
        {
            _replies.SendReceipt(_bob, $"m{i}", EncryptionKind.Omemo);
            _replies.SendDisplayed(_bob, new MessageId($"m{i}"), EncryptionKind.Omemo);
        }

        await EndAsync();
        var received = new List<string?>();
        while (await session.ExpectAsync("message", TestContext.Current.CancellationToken) is { } message && message["id"] != "end")
        {
            received.Add(message["to"]);
        }

        Assert.Equal(3, received.Count);
    }

    [Fact]
    public async Task Switched_off_neither_receipts_nor_markers_leave()
    {
        var session = await _server.AcceptAsync(TestContext.Current.CancellationToken);
        await _privacy.SetAsync(new() { Receipts = false }, TestContext.Current.CancellationToken);
        _replies.SendReceipt(_bob, "m1", EncryptionKind.None);
        _replies.SendDisplayed(_bob, new MessageId("m2"), EncryptionKind.None);
        await _privacy.SetAsync(new() { ReadMarkers = false }, TestContext.Current.CancellationToken);
        _replies.SendReceipt(_bob, "m3", EncryptionKind.None);
        _replies.SendDisplayed(_bob, new MessageId("m4"), EncryptionKind.None);
        await EndAsync();

        var sent = new List<string?>();
        while (await session.ExpectAsync("message", TestContext.Current.CancellationToken) is { } message && message["id"] != "end")
        {
            sent.Add(message.Children.OfType<Network.Xml.XmppElement>().Select(child => child["id"]).First(id => id is not null));
        }

        Assert.Equal(["m2", "m3"], sent);
    }

    [Fact]
    public async Task Who_does_not_see_us_gets_no_receipt()
    {
        var session = await _server.AcceptAsync(TestContext.Current.CancellationToken);

        _replies.SendReceipt(Jid.Parse("stranger@example.test/x"), "m1", EncryptionKind.Omemo);

        await EndAsync();
        Assert.Equal("end", (await session.ExpectAsync("message", TestContext.Current.CancellationToken))["id"]);
    }

    [Fact]
    public async Task A_flood_of_broken_sessions_has_bundles_fetched_up_to_a_bound()
    {
        var fetched = 0;
        _server.OnIq(
            "get",
            "pubsub",
            "http://jabber.org/protocol/pubsub",
            _ =>
            {
                Interlocked.Increment(ref fetched);
                throw new StanzaErrorException("item-not-found");
            }
        );

        for (var device = 1u; device <= 20; device++)
        {
            _replies.SendEmpty(EncryptionKind.Omemo, _bob, new DeviceId(device), rebuild: true);
        }

        await EndAsync();
        Assert.Equal(2, Volatile.Read(ref fetched));
    }

    // Behind all that was asked for.
    private async Task EndAsync()
    {
        var done = new TaskCompletionSource();
        _followUps.Add(async token =>
        {
            await _client.SendAsync(new MessageStanza(_bob) { Id = "end" }, token);
            done.SetResult();
        });
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
