// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;
using ChatSecure.Stores;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>A device with its machine and store, and the part of the engine that commits.</summary>
internal sealed class Peer
{
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly TrustPolicy _policy;
    private readonly IReadOnlyList<EncryptionKind> _kinds;
    private readonly string? _label;
    private readonly IRandomSource _random;

    private Peer(string account, int seed, TrustPolicy policy, FakeTimeProvider? time, IReadOnlyList<EncryptionKind> kinds, string? label)
    {
        Account = Jid.Parse(account);
        Time = time ?? new FakeTimeProvider(Start);
        (_policy, _random, _kinds) = (policy, new SeededRandom(seed), kinds);
        _label = label;
        Machine = null!;
        Restart();
    }

    public Jid Account { get; }

    /// <summary>The namespace to which the methods without one belong: the best that the device speaks.</summary>
    public EncryptionKind Kind => _kinds[0];

    public MemoryStateStore Store { get; } = new();

    public FakeTimeProvider Time { get; }

    public OmemoMachine Machine { get; private set; }

    public DeviceId Id { get; private set; }

    public Fingerprint Fingerprint { get; private set; }

    public static async Task<Peer> OpenAsync(
        string account,
        int seed,
        TrustPolicy policy = TrustPolicy.BlindTrustBeforeVerification,
        FakeTimeProvider? time = null,
        string? label = null,
        params IReadOnlyList<EncryptionKind> kinds
    )
    {
        var peer = new Peer(account, seed, policy, time, kinds.Count == 0 ? [EncryptionKind.Omemo] : kinds, label);
        var device = await peer.Machine.OpenAsync();
        peer.Commit(device.Changes);
        (peer.Id, peer.Fingerprint) = (device.Id, device.Fingerprint);
        await peer.LearnListAsync(peer.Account, peer.Id);
        return peer;
    }

    /// <summary>Two devices of two accounts that know each other's device lists, nothing more.</summary>
    public static async Task<(Peer Alice, Peer Bob)> PairAsync(int seed = 1, EncryptionKind kind = EncryptionKind.Omemo)
    {
        var alice = await OpenAsync("alice@example.org", seed, kinds: kind);
        var bob = await OpenAsync("bob@example.net", seed + 1000, kinds: kind);
        await alice.LearnListAsync(bob.Account, bob.Id);
        await bob.LearnListAsync(alice.Account, alice.Id);
        return (alice, bob);
    }

    /// <summary>Two devices with a session that both sides have confirmed.</summary>
    public static async Task<(Peer Alice, Peer Bob)> SessionAsync(int seed = 1, EncryptionKind kind = EncryptionKind.Omemo)
    {
        var (alice, bob) = await PairAsync(seed, kind);
        await bob.ReceiveAsync(alice, await alice.SendAsync("first", bob));
        await alice.ReceiveAsync(bob, await bob.SendAsync("answer", alice));
        return (alice, bob);
    }

    public void Restart() => Machine = new OmemoMachine(Account, Store, _policy, Time, _random, _label);

    public void Commit(IReadOnlyList<CryptoRecord> changes) => Store.Commit(Account, changes);

    /// <summary>Learns a list in the peer's own namespaces.</summary>
    public async Task<OmemoDeviceListResult> LearnListAsync(Jid owner, params IReadOnlyList<DeviceId> ids)
    {
        OmemoDeviceListResult? best = null;
        foreach (var kind in _kinds)
        {
            var result = await LearnListAsync(kind, owner, [.. ids.Select(id => new OmemoListedDevice(id))]);
            best ??= result;
        }

        return best!;
    }

    public async Task<OmemoDeviceListResult> LearnListAsync(EncryptionKind kind, Jid owner, IReadOnlyList<OmemoListedDevice> devices)
    {
        var result = await Machine.UpdateDeviceListAsync(kind, owner, devices);
        Commit(result.Changes);
        return result;
    }

    public async Task<OmemoBundle> BundleAsync() => await Machine.GetBundleAsync(Kind);

    public async Task<IReadOnlyList<DeviceId>?> ListAsync(Jid owner) => await Machine.GetDeviceListAsync(Kind, owner);

    public async Task<OmemoBundleResult> AddBundleAsync(Jid owner, DeviceId id, OmemoBundle? bundle) =>
        await Machine.AddBundleAsync(Kind, owner, id, bundle);

    /// <summary>Encrypts in the peer's own namespaces; null is a message that only moves keys.</summary>
    public async Task<OmemoEncryptResult> EncryptAsync(IReadOnlyList<Jid> recipients, byte[]? plaintext) =>
        await Machine.EncryptAsync(recipients, plaintext is null ? KeysOnly() : Content(plaintext));

    public async Task<OmemoEncryptResult> EncryptEmptyAsync(Jid owner, DeviceId id) => await Machine.EncryptEmptyAsync(Kind, owner, id);

    public async Task<OmemoBundleResult> LearnBundleAsync(Peer other, OmemoBundle? bundle)
    {
        var result = await Machine.AddBundleAsync(Kind, other.Account, other.Id, bundle);
        Commit(result.Changes);
        return result;
    }

    public async Task<OmemoBundleResult> LearnBundleAsync(Peer other) =>
        await LearnBundleAsync(other, await other.Machine.GetBundleAsync(Kind));

    public async Task<IReadOnlyList<DeviceInfo>> TrustAsync(Jid owner, Fingerprint key, TrustLevel level)
    {
        var result = await Machine.SetTrustAsync(owner, key, level);
        Commit(result.Changes);
        return result.Changed;
    }

    /// <summary>Encrypts for the peers' accounts, fetching bundles from the peers as they are asked for. Commits.</summary>
    public async Task<OmemoEnvelope> SendAsync(string text, params Peer[] to)
    {
        var ready = Assert.IsType<OmemoReady>(await TryEncryptAsync(text, to));
        Commit(ready.Changes);
        return ready.Envelope;
    }

    /// <summary>The same without the last commit.</summary>
    public async Task<OmemoEncryptResult> TryEncryptAsync(string text, params Peer[] to)
    {
        Jid[] recipients = [.. to.Select(peer => peer.Account).Distinct()];
        var result = await EncryptAsync(recipients, Encoding.UTF8.GetBytes(text));
        while (result is OmemoNeedsBundles needs)
        {
            foreach (var (kind, owner, device) in needs.Devices)
            {
                var peer = to.SingleOrDefault(peer => peer.Account == owner && peer.Id == device);
                var bundle = peer is null ? null : await peer.PublishedBundleAsync(kind);
                Commit((await Machine.AddBundleAsync(kind, owner, device, bundle)).Changes);
            }

            result = await EncryptAsync(recipients, Encoding.UTF8.GetBytes(text));
        }

        return result;
    }

    public async Task<OmemoEnvelope> SendEmptyAsync(Peer to)
    {
        var ready = Assert.IsType<OmemoReady>(await EncryptEmptyAsync(to.Account, to.Id));
        Commit(ready.Changes);
        return ready.Envelope;
    }

    /// <summary>Decrypts without committing.</summary>
    public async Task<OmemoDecryptResult> TryDecryptAsync(Peer from, OmemoEnvelope envelope) =>
        await Machine.DecryptAsync(from.Account, envelope);

    /// <summary>Decrypts what must open, and commits.</summary>
    public async Task<OmemoDecrypted> ReceiveAsync(Peer from, OmemoEnvelope envelope)
    {
        var decrypted = Assert.IsType<OmemoDecrypted>(await TryDecryptAsync(from, envelope));
        Commit(decrypted.Changes);
        return decrypted;
    }

    private async Task<OmemoBundle?> PublishedBundleAsync(EncryptionKind kind) =>
        _kinds.Contains(kind) ? await Machine.GetBundleAsync(kind) : null;

    private OmemoContent Content(byte[] plaintext) =>
        new(
            In(EncryptionKind.Omemo) ? (ReadOnlyMemory<byte>?)plaintext : null,
            In(EncryptionKind.Omemo2) ? (ReadOnlyMemory<byte>?)plaintext : null
        );

    private OmemoContent KeysOnly() =>
        OmemoContent.KeysOnly with
        {
            Body = In(EncryptionKind.Omemo) ? OmemoContent.KeysOnly.Body : null,
            Envelope = In(EncryptionKind.Omemo2) ? OmemoContent.KeysOnly.Envelope : null,
        };

    private bool In(EncryptionKind kind) => _kinds.Contains(kind);
}
