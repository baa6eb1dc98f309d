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
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core.Tests.Encryption;

/// <summary>Whether somebody can be written to, and in which namespace, from what is known without asking.</summary>
public sealed class OmemoReachTests : IAsyncLifetime
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");
    private static readonly Jid _bob = Jid.Parse("bob@example.test");

    private readonly InMemoryChatStore _store = new();
    private readonly EventHub _events = new();
    private readonly AccountModules _modules;
    private readonly OmemoState _keys;
    private readonly OmemoDirectory _directory;

    public OmemoReachTests()
    {
        _modules = new(_store.Roster, Brand.Neutral, "pc");
        _keys = new(
            _alice,
            _store,
            new OmemoMachine(_alice, _store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, TimeProvider.System),
            _events,
            TimeProvider.System
        );
        _directory = new OmemoDirectory(_keys, _modules.Omemo, NullLogger.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.Accounts.SaveAsync(new AccountSettings { Jid = _alice }, Cancel);
        await _keys.OpenAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        _modules.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Of_whom_nothing_is_known_nothing_is_said() => Assert.Equal(new(null, null), await ReachAsync());

    [Fact]
    public async Task Half_of_what_there_is_to_know_does_not_say_that_there_is_no_device()
    {
        await ListAsync(EncryptionKind.Omemo2);
        Assert.Equal(new(null, null), await ReachAsync());
        await ListAsync(EncryptionKind.Omemo);
        Assert.Equal(new(null, OmemoExclusion.NoDevices), await ReachAsync());
    }

    [Fact]
    public async Task The_best_namespace_in_which_there_is_a_device_counts()
    {
        await ListAsync(EncryptionKind.Omemo2);
        await ListAsync(EncryptionKind.Omemo, 7);
        Assert.Equal(new(EncryptionKind.Omemo, null), await ReachAsync());
        await ListAsync(EncryptionKind.Omemo2, 8);
        Assert.Equal(new(EncryptionKind.Omemo2, null), await ReachAsync());
        await ListAsync(EncryptionKind.Omemo2);
        Assert.Equal(new(EncryptionKind.Omemo, null), await ReachAsync());
    }

    [Fact]
    public async Task Devices_that_are_others_than_before_are_told_once()
    {
        var told = _events.ListenAsync(Cancel).GetAsyncEnumerator(Cancel);
        await using (told)
        {
            await ListAsync(EncryptionKind.Omemo2, 7);
            await ListAsync(EncryptionKind.Omemo2, 7);
            await ListAsync(EncryptionKind.Omemo2);
            _events.Publish(new ProfileLocked(_alice, true));
            for (var change = 0; change < 2; change++)
            {
                Assert.True(await told.MoveNextAsync());
                Assert.Equal(new DeviceListChanged(_alice, _bob), told.Current);
            }

            Assert.True(await told.MoveNextAsync());
            Assert.IsType<ProfileLocked>(told.Current);
        }
    }

    // As a server tells it.
    private ValueTask ListAsync(EncryptionKind kind, params uint[] devices) =>
        _modules.Omemo.DeviceListChanged!(kind, _bob, [.. devices.Select(number => new OmemoListedDevice(new(number)))], Cancel);

    private Task<OmemoReach> ReachAsync() => _directory.ReachAsync(_bob, OmemoMachine.Kinds, isOnline: false, Cancel);
}
