// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using ChatSecure.Testing.Server;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core.Tests.Encryption;

/// <summary>Receipts, markers and chat states: inside the envelope for who reads urn:xmpp:omemo:2, or not at all.</summary>
public sealed class EncryptedReportsTests : IAsyncLifetime
{
    private const EncryptionKind Kind = EncryptionKind.Omemo2;
    private static readonly Jid _alice = Jid.Parse("alice@example.test");
    private static readonly Jid _bob = Jid.Parse("bob@example.test");

    private readonly ScriptedXmppServer _server = ScriptedXmppServer.Start();
    private readonly OwnNodes _nodes;
    private readonly InMemoryChatStore _store = new();
    private readonly AccountModules _modules;
    private readonly OmemoMachine _machine;
    private readonly OmemoState _keys;
    private readonly EncryptedReports _reports;
    private readonly XmppClient _client;
    private readonly List<MessageStanza> _sent = [];
    private readonly InMemoryChatStore _bobsStore = new();
    private readonly InMemoryChatStore _otherStore = new();
    private readonly OmemoMachine _bobsMachine;
    private readonly OmemoMachine _otherMachine;
    private bool _maySpend = true;
    private Func<Task> _whileSending = () => Task.CompletedTask;

    public EncryptedReportsTests()
    {
        _nodes = new(_server);
        _modules = new(_store.Roster, Brand.Neutral, "pc");
        _machine = NewMachine();
        _keys = new OmemoState(_alice, _store, _machine, new EventHub(), TimeProvider.System);
        _reports = new EncryptedReports(
            _keys,
            new OmemoDirectory(_keys, _modules.Omemo, NullLogger.Instance),
            async (stanza, _) =>
            {
                _sent.Add(stanza);
                await _whileSending();
            },
            _ => _maySpend,
            TimeProvider.System
        );
        _bobsMachine = new OmemoMachine(_bob, _bobsStore.CryptoState, TrustPolicy.BlindTrustBeforeVerification);
        _otherMachine = new OmemoMachine(_bob, _otherStore.CryptoState, TrustPolicy.BlindTrustBeforeVerification);
        _client = new(ScriptedAccount.Options(_server, _alice, _modules.PubSub, _modules.Omemo));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MessageStanza Receipt => Receipts.CreateReceipt(_bob.WithResource("phone"), "m1");

    public async ValueTask InitializeAsync()
    {
        await _store.Accounts.SaveAsync(new AccountSettings { Jid = _alice }, Cancel);
        await _bobsStore.Accounts.SaveAsync(new AccountSettings { Jid = _bob }, Cancel);
        await _otherStore.Accounts.SaveAsync(new AccountSettings { Jid = _bob }, Cancel);
        await _keys.OpenAsync(Cancel);
        await CommitAsync((await _machine.UpdateDeviceListAsync(Kind, _alice, [new(_keys.Device!.Id)], Cancel)).Changes);
        await _client.ConnectAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _keys.Dispose();
        _modules.Dispose();
    }

    [Fact]
    public async Task What_reports_of_a_message_in_omemo_2_is_inside_the_envelope_alone()
    {
        await MeetAsync(_bobsMachine, _bobsStore, hasSession: true);

        await _reports.SendAsync(Receipt, Kind, Cancel);

        var sent = Assert.Single(_sent);
        Assert.Equal([("store", "urn:xmpp:hints"), ("encrypted", "urn:xmpp:omemo:2")], Children(sent));
        Assert.Equal(_bob.WithResource("phone"), sent.To);
        Assert.Equal("m1", (await ReadAsync(_bobsMachine, sent)).GetReceiptFor());
    }

    [Fact]
    public async Task The_ratchet_s_step_is_committed_before_the_report_leaves()
    {
        await MeetAsync(_bobsMachine, _bobsStore, hasSession: true);
        OmemoReady? next = null;

        // A process that starts anew while the report leaves.
        _whileSending = async () =>
        {
            var again = NewMachine();
            var content = new OmemoContent(null, ContentEnvelope.Write([], _alice, _bob, DateTimeOffset.UtcNow));
            next = (OmemoReady)await again.EncryptAsync([_bob], content, Cancel);
        };
        await _reports.SendAsync(Receipt, Kind, Cancel);

        await ReadAsync(_bobsMachine, _sent[0]);
        Assert.IsType<OmemoDecrypted>(await _bobsMachine.DecryptAsync(_alice, next!.Envelopes[0], Cancel));
    }

    [Theory]
    [InlineData(EncryptionKind.None)]
    [InlineData(EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Otr)]
    public async Task What_reports_of_another_message_goes_beside(EncryptionKind kind)
    {
        await MeetAsync(_bobsMachine, _bobsStore, hasSession: true);

        await _reports.SendAsync(Receipt, kind, Cancel);

        Assert.Equal("m1", Assert.Single(_sent).GetReceiptFor());
    }

    [Fact]
    public async Task Without_a_session_nothing_is_sent_and_none_is_started()
    {
        await MeetAsync(_bobsMachine, _bobsStore, hasSession: false);

        await _reports.SendAsync(Receipt, Kind, Cancel);
        await _reports.SendAsync(ChatStates.CreateChatState(_bob, TypingState.Composing), Cancel);

        Assert.Empty(_sent);
        Assert.DoesNotContain(OwnNodes.Bundles, _nodes.Asked);
    }

    [Fact]
    public async Task To_devices_whose_keys_are_rejected_nothing_is_sent()
    {
        var key = await MeetAsync(_bobsMachine, _bobsStore, hasSession: true);
        await CommitAsync((await _machine.SetTrustAsync(_bob, key, TrustLevel.Distrusted, Cancel)).Changes);

        await _reports.SendAsync(Receipt, Kind, Cancel);

        Assert.Empty(_sent);
    }

    [Fact]
    public async Task A_chat_state_is_inside_for_who_reads_that_and_is_not_kept()
    {
        await _reports.SendAsync(ChatStates.CreateChatState(_bob, TypingState.Composing), Cancel);
        Assert.Equal(TypingState.Composing, Assert.Single(_sent).GetChatState());

        await MeetAsync(_bobsMachine, _bobsStore, hasSession: true);
        await _reports.SendAsync(ChatStates.CreateChatState(_bob, TypingState.Paused), Cancel);

        Assert.Equal([("no-store", "urn:xmpp:hints"), ("encrypted", "urn:xmpp:omemo:2")], Children(_sent[1]));
        Assert.Equal(TypingState.Paused, (await ReadAsync(_bobsMachine, _sent[1])).GetChatState());
    }

    [Fact]
    public async Task A_device_that_is_new_beside_known_ones_can_read_the_report_too()
    {
        await MeetAsync(_bobsMachine, _bobsStore, hasSession: true);
        await MeetAsync(_otherMachine, _otherStore, hasSession: false);

        await _reports.SendAsync(Receipt, Kind, Cancel);

        Assert.Equal("m1", (await ReadAsync(_bobsMachine, _sent[0])).GetReceiptFor());
        Assert.Equal("m1", (await ReadAsync(_otherMachine, _sent[0])).GetReceiptFor());
    }

    [Fact]
    public async Task What_a_peer_can_make_us_fetch_for_reports_is_bounded()
    {
        await MeetAsync(_bobsMachine, _bobsStore, hasSession: true);
        await MeetAsync(_otherMachine, _otherStore, hasSession: false);
        _maySpend = false;

        await _reports.SendAsync(Receipt, Kind, Cancel);

        Assert.Empty(_sent);
        Assert.DoesNotContain(OwnNodes.Bundles, _nodes.Asked);
    }

    /// <summary>Alice learns of a device of Bob's.</summary>
    private async Task<Fingerprint> MeetAsync(OmemoMachine machine, InMemoryChatStore store, bool hasSession)
    {
        var device = await machine.OpenAsync(Cancel);
        await store.CommitAsync(new ChangeSet(_bob) { Crypto = device.Changes }, Cancel);
        var bundle = await machine.GetBundleAsync(Kind, Cancel);
        var known = await _machine.GetDeviceListAsync(Kind, _bob, Cancel) ?? [];
        OmemoListedDevice[] list = [.. known.Select(id => new OmemoListedDevice(id)), new(device.Id)];
        await CommitAsync((await _machine.UpdateDeviceListAsync(Kind, _bob, list, Cancel)).Changes);
        await _modules.Omemo.PublishBundleAsync(Kind, device.Id, bundle, Cancel);
        if (hasSession)
        {
            await CommitAsync((await _machine.AddBundleAsync(Kind, _bob, device.Id, bundle, Cancel)).Changes);
        }

        return device.Fingerprint;
    }

    private static async Task<MessageStanza> ReadAsync(OmemoMachine machine, MessageStanza sent)
    {
        Assert.True(OmemoPayload.TryRead(sent, out var envelopes, out _));
        var decrypted = Assert.IsType<OmemoDecrypted>(await machine.DecryptAsync(_alice, Assert.Single(envelopes), Cancel));
        var envelope = ContentEnvelope.Read(decrypted.Plaintext, EnvelopeAffixes.Padding, new(_alice, _bob, DateTimeOffset.UtcNow));
        return sent.WithContent(envelope);
    }

    private static IEnumerable<(string, string)> Children(MessageStanza stanza) =>
        stanza.Element.Children.Select(child => (child.Name, child.Namespace));

    private OmemoMachine NewMachine() => new(_alice, _store.CryptoState, TrustPolicy.BlindTrustBeforeVerification);

    private async Task CommitAsync(IReadOnlyList<CryptoRecord> changes) =>
        await _store.CommitAsync(new ChangeSet(_alice) { Crypto = changes }, Cancel);
}
