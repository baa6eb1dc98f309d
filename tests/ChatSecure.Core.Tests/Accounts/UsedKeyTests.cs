// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Privacy;
using ChatSecure.Core.Sync;
using ChatSecure.Core.Tests.Encryption;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Privacy;
using ChatSecure.Stores;
using ChatSecure.Testing.Server;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests.Accounts;

/// <summary>Two devices that asked for a bundle at the same time may have chosen the same of its one-time keys: both are read.</summary>
public sealed class UsedKeyTests : IAsyncLifetime
{
    private const EncryptionKind Kind = EncryptionKind.Omemo2;

    private static readonly Jid _alice = Jid.Parse("alice@example.test");

    private readonly ScriptedXmppServer _server = ScriptedXmppServer.Start();
    private readonly OwnNodes _nodes;
    private readonly InMemoryChatStore _store = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly SessionGate _gate = new();
    private readonly FollowUps _followUps;
    private readonly AccountModules _modules;
    private readonly XmppClient _client;
    private readonly OmemoState _keys;
    private readonly OmemoCoordinator _omemo;
    private readonly InboxReplies _replies;
    private readonly OmemoMachine _machine;

    public UsedKeyTests()
    {
        _nodes = new(_server);
        _followUps = new(_gate, NullLogger.Instance);
        _modules = new(_store.Roster, Brand.Neutral, "pc");
        var events = new EventHub();
        _machine = new OmemoMachine(_alice, _store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, TimeProvider.System);
        _keys = new OmemoState(_alice, _store, _machine, events, _time);
        var directory = new OmemoDirectory(_keys, _modules.Omemo, NullLogger.Instance);
        _omemo = new(_keys, directory, string.Empty);
        _client = new(ScriptedAccount.Options(_server, _alice, _modules.PubSub, _modules.Omemo));
        var privacy = new PrivacyBook(new AccountRecords(_store.Records, _alice), new PrivacySettings());
        var owed = new OwedSender(
            _alice,
            _store,
            _client,
            new(_keys, directory, (stanza, token) => _client.SendAsync(stanza, token), _ => true, TimeProvider.System),
            new(_alice, _store, _modules.Displayed),
            new ContactBook(_alice, _store, _modules, events, _followUps, privacy, _client.Reactions, () => true),
            privacy,
            _followUps,
            _time
        );
        _replies = new(_client, _modules.Rooms, _omemo, directory, owed, _followUps, _time);
        _gate.Open();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.Accounts.SaveAsync(new AccountSettings { Jid = _alice }, Cancel);
        await _keys.OpenAsync(Cancel);
        await _client.ConnectAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _followUps.DisposeAsync();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _keys.Dispose();
        _modules.Dispose();
    }

    [Fact]
    public async Task A_used_one_time_key_is_kept_for_five_minutes_and_no_longer()
    {
        var bundle = await _machine.GetBundleAsync(Kind, Cancel);
        bundle = bundle with { PreKeys = [bundle.PreKeys[0]] };
        var first = await SaidByAsync("bob@example.test", bundle);
        var second = await SaidByAsync("carol@example.test", bundle);
        var third = await SaidByAsync("dave@example.test", bundle);

        Assert.IsType<OmemoDecrypted>(await ReceiveAsync(first));
        _replies.PublishBundle(Kind);
        await DoneAsync();
        Assert.DoesNotContain(bundle.PreKeys[0].Id, (await _machine.GetBundleAsync(Kind, Cancel)).PreKeys.Select(key => key.Id));
        Assert.Contains(_nodes.Published, published => published.Node == OwnNodes.Bundles);

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await DoneAsync();
        Assert.IsType<OmemoDecrypted>(await ReceiveAsync(second));

        _time.Advance(TimeSpan.FromSeconds(1));
        await DoneAsync();
        Assert.Equal(DecryptFailure.UnknownPreKey, Assert.IsType<OmemoFailed>(await ReceiveAsync(third)).Reason);
    }

    // A first message of a device that took what the bundle has.
    private async Task<(Jid Sender, OmemoEnvelope Envelope)> SaidByAsync(string sender, OmemoBundle bundle)
    {
        var jid = Jid.Parse(sender);
        var store = new InMemoryChatStore();
        await store.Accounts.SaveAsync(new AccountSettings { Jid = jid }, Cancel);
        var machine = new OmemoMachine(jid, store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, TimeProvider.System);
        var device = await machine.OpenAsync(Cancel);
        await CommitAsync(device.Changes);
        await CommitAsync((await machine.UpdateDeviceListAsync(Kind, jid, [new(device.Id)], Cancel)).Changes);
        await CommitAsync((await machine.UpdateDeviceListAsync(Kind, _alice, [new(_keys.Device!.Id)], Cancel)).Changes);
        await CommitAsync((await machine.AddBundleAsync(Kind, _alice, _keys.Device.Id, bundle, Cancel)).Changes);
        var content = new OmemoContent(null, Encoding.UTF8.GetBytes("<envelope/>"));
        return (
            jid,
            Assert.Single(Assert.IsType<OmemoReady>(await machine.EncryptAsync([_alice], content, cancellationToken: Cancel)).Envelopes)
        );

        async Task CommitAsync(IReadOnlyList<CryptoRecord> changes) =>
            await store.CommitAsync(new ChangeSet(jid) { Crypto = changes }, Cancel);
    }

    private async Task<OmemoDecryptResult> ReceiveAsync((Jid Sender, OmemoEnvelope Envelope) said) =>
        (
            await _omemo.DecryptAsync(
                said.Sender,
                said.Envelope,
                _ =>
                    Task.FromResult(
                        (new ChangeSet(_alice), new OpenedMessage(new(new MessageStanza(_alice), default, default, null, null)))
                    ),
                Cancel
            )
        ).Result;

    // Behind all that was to be done until now.
    private async Task DoneAsync()
    {
        // What the clock has set off gets in line first.
        await Task.Delay(200, Cancel);
        var done = new TaskCompletionSource();
        _followUps.Add(_ =>
        {
            done.SetResult();
            return Task.CompletedTask;
        });
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }
}
