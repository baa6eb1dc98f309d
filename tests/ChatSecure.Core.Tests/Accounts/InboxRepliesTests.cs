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
using ChatSecure.Stores;
using ChatSecure.Testing.Server;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core.Tests.Accounts;

/// <summary>What received messages make us do has a bound for each sender; what is owed for them is told once there is a connection, whoever made it be owed.</summary>
public sealed class InboxRepliesTests : IAsyncLifetime
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");
    private static readonly Jid _bob = Jid.Parse("bob@example.test");

    private static readonly ChatMessage _read = new()
    {
        Conversation = new(_alice, _bob),
        Id = new("m1"),
        ArchiveId = "a1",
        From = _bob,
        Direction = MessageDirection.Incoming,
        Timestamp = DateTimeOffset.UnixEpoch,
        Body = "read",
        AsksForDisplayed = true,
    };

    private readonly ScriptedXmppServer _server = ScriptedXmppServer.Start();
    private readonly InMemoryChatStore _store = new();
    private readonly SessionGate _gate = new();
    private readonly FollowUps _followUps;
    private readonly AccountModules _modules;
    private readonly XmppClient _client;
    private readonly PrivacyBook _privacy;
    private readonly ContactBook _contacts;
    private readonly EncryptedReports _reports;
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
                _modules.Rooms,
                _modules.Displayed
            ) with
            {
                ReactionLimits = new ReactionLimits { Reports = new(3, 0.001, 100, 1), Fetches = new(2, 0.001, 100, 1) },
            }
        );
        _privacy = new(new AccountRecords(_store.Records, _alice), new PrivacySettings());
        _contacts = new ContactBook(_alice, _store, _modules, events, _followUps, _privacy, _client.Reactions, () => true);
        _reports = new EncryptedReports(
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
            NewSender(),
            _followUps,
            TimeProvider.System
        );
        _gate.Open();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
    public async Task A_flood_of_messages_is_owed_receipts_up_to_a_bound()
    {
        var owed = 0;
        for (var i = 0; i < 20; i++)
        {
            Assert.False(await _replies.OwesReceiptAsync(Jid.Parse($"stranger{i}@example.test"), Cancel));
            owed += await _replies.OwesReceiptAsync(_bob, Cancel) ? 1 : 0;
        }

        Assert.Equal(3, owed);
    }

    [Fact]
    public async Task What_a_former_process_owed_is_told_by_the_next_one_and_forgotten_when_the_server_has_it()
    {
        var session = await _server.AcceptAsync(Cancel);
        await OweAsync(Owed(OwedKind.Received, "m1") with { To = _bob.WithResource("phone") }, Owed(OwedKind.Displayed, "m2"));

        NewSender().Wake();

        Assert.Equal(["m1", "m2"], await SentAsync(session));
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task What_the_server_has_not_acknowledged_stays_owed()
    {
        await _client.DisconnectAsync(Cancel);
        _server.Options = _server.Options with { AnswersQuestions = false };
        await (await _server.AcceptAsync(Cancel)).Ended;
        await _client.ConnectAsync(Cancel);
        var session = await _server.AcceptAsync(Cancel);
        await OweAsync(Owed(OwedKind.Received, "m1"));

        NewSender().Wake();
        await session.ExpectAsync("message", Cancel);
        await _client.DisconnectAsync(Cancel);
        await DoneAsync();

        Assert.Equal(["m1"], await OwedAsync());
    }

    [Fact]
    public async Task Switched_off_meanwhile_neither_receipts_nor_markers_leave_nor_wait_on()
    {
        var session = await _server.AcceptAsync(Cancel);
        await OweAsync(Owed(OwedKind.Received, "m1"), Owed(OwedKind.Displayed, "m2"));
        await _privacy.SetAsync(new() { Receipts = false }, Cancel);
        NewSender().Wake();
        Assert.Equal(["m2"], await SentAsync(session));

        await OweAsync(Owed(OwedKind.Received, "m3"), Owed(OwedKind.Displayed, "m4"));
        await _privacy.SetAsync(new() { ReadMarkers = false }, Cancel);
        NewSender().Wake();
        Assert.Equal(["m3"], await SentAsync(session));
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task Switched_off_nothing_comes_to_be_owed_to_others()
    {
        await _privacy.SetAsync(new() { Receipts = false, ReadMarkers = false }, Cancel);
        Assert.False(await _replies.OwesReceiptAsync(_bob, Cancel));
        Assert.Equal([OwedKind.Synchronized], NewSender().OfRead(_read, tellsPeer: true).Select(owed => owed.Kind));
    }

    [Fact]
    public void Of_what_was_read_those_are_told_who_asked_and_our_own_devices()
    {
        var sender = NewSender();
        Assert.Equal(
            [(OwedKind.Displayed, _bob, "m1"), (OwedKind.Synchronized, _alice, "a1")],
            sender.OfRead(_read, tellsPeer: true).Select(owed => (owed.Kind, owed.To, owed.About))
        );
        Assert.Equal([OwedKind.Synchronized], sender.OfRead(_read, tellsPeer: false).Select(owed => owed.Kind));
        Assert.Equal([OwedKind.Synchronized], sender.OfRead(_read with { AsksForDisplayed = false }, true).Select(owed => owed.Kind));
        Assert.Empty(sender.OfRead(_read with { AsksForDisplayed = false, ArchiveId = null }, true));
    }

    [Fact]
    public async Task Who_does_not_see_us_is_told_nothing_and_nothing_waits_for_that()
    {
        var session = await _server.AcceptAsync(Cancel);
        var stranger = Jid.Parse("stranger@example.test/x");
        await OweAsync(new OwedReport(new(_alice, stranger.Bare), OwedKind.Received, stranger, "m1", EncryptionKind.Omemo));

        NewSender().Wake();

        Assert.Empty(await SentAsync(session));
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task A_marker_for_which_there_is_no_room_waits_for_it()
    {
        var session = await _server.AcceptAsync(Cancel);
        for (var i = 0; i < 3; i++)
        {
            await _replies.OwesReceiptAsync(_bob, Cancel);
        }

        await OweAsync(Owed(OwedKind.Displayed, "m1"));
        NewSender().Wake();

        Assert.Empty(await SentAsync(session));
        Assert.Equal(["m1"], await OwedAsync());
    }

    [Theory]
    [InlineData("not-allowed", "cancel", false)]
    [InlineData("resource-constraint", "wait", true)]
    public async Task What_our_server_refuses_keeps_nothing_else_back_and_waits_only_if_that_may_pass(
        string condition,
        string type,
        bool waits
    )
    {
        var session = await _server.AcceptAsync(Cancel);
        _server.OnIq(
            "get",
            "query",
            "http://jabber.org/protocol/disco#info",
            _ =>
                Network.Xml.XmppElement.Parse(
                    "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='http://jabber.org/protocol/pubsub#publish-options'/></query>"u8.ToArray()
                )
        );
        _server.OnIq("set", "pubsub", "http://jabber.org/protocol/pubsub", _ => throw new StanzaErrorException(condition, type));
        await OweAsync(Owed(OwedKind.Synchronized, "a1") with { To = _alice }, Owed(OwedKind.Displayed, "m1"));

        NewSender().Wake();

        Assert.Equal(["m1"], await SentAsync(session));
        Assert.Equal(waits ? ["a1"] : [], await OwedAsync());
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

        await DoneAsync();
        Assert.Equal(2, Volatile.Read(ref fetched));
    }

    private OwedSender NewSender() =>
        new(
            _alice,
            _store,
            _client,
            _reports,
            new(_alice, _store, _modules.Displayed),
            _contacts,
            _privacy,
            _followUps,
            TimeProvider.System
        );

    private static OwedReport Owed(OwedKind kind, string about) => new(new(_alice, _bob), kind, _bob, about, EncryptionKind.None);

    private async Task OweAsync(params OwedReport[] owed) => await _store.CommitAsync(new(_alice) { Owed = owed }, Cancel);

    private async Task<IEnumerable<string>> OwedAsync() => (await _store.Outbox.ListOwedAsync(_alice, Cancel)).Select(owed => owed.About);

    /// <summary>About which messages something was told, until all follow-ups were done.</summary>
    private async Task<List<string?>> SentAsync(ScriptedSession session)
    {
        await DoneAsync();
        await _client.SendAsync(new MessageStanza(_bob) { Id = "end" }, Cancel);
        var sent = new List<string?>();
        while (await session.ExpectAsync("message", Cancel) is { } message && message["id"] != "end")
        {
            sent.Add(message.Children.OfType<Network.Xml.XmppElement>().Select(child => child["id"]).First(id => id is not null));
        }

        return sent;
    }

    // Behind all that was asked for.
    private async Task DoneAsync()
    {
        var done = new TaskCompletionSource();
        _followUps.Add(_ =>
        {
            done.SetResult();
            return Task.CompletedTask;
        });
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }
}
