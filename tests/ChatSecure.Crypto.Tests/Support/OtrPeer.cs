// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;
using ChatSecure.Stores;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>A client with its OTR machine and store, and the part of the engine that commits and completes.</summary>
internal sealed class OtrPeer
{
    // Keys take a while to make: each seed's is made once.
    private static readonly ConcurrentDictionary<int, Lazy<Task<IReadOnlyList<CryptoRecord>>>> Keys = [];

    private readonly TrustPolicy _policy;
    private readonly OtrOptions? _options;
    private readonly SeededRandom _random;

    private OtrPeer(string address, int seed, TrustPolicy policy, OtrOptions? options, FakeTimeProvider time)
    {
        (Address, _policy, _options, Time) = (Jid.Parse(address), policy, options, time);
        _random = new SeededRandom(seed + 7777);
        Machine = null!;
        Identity = null!;
    }

    public Jid Address { get; }

    public MemoryStateStore Store { get; } = new();

    public FakeTimeProvider Time { get; }

    public OtrMachine Machine { get; private set; }

    public OtrIdentity Identity { get; private set; }

    /// <summary>What it was told, in order.</summary>
    public List<OtrEvent> Events { get; } = [];

    /// <summary>What it received, in order.</summary>
    public List<OtrReceived> Received { get; } = [];

    public IEnumerable<string> Texts => Received.OfType<OtrDecrypted>().Select(message => message.Text);

    public OtrSmpChanged Smp => Events.OfType<OtrSmpChanged>().Last();

    public static async Task<OtrPeer> OpenAsync(
        string address,
        int seed,
        TrustPolicy policy = TrustPolicy.BlindTrustBeforeVerification,
        OtrOptions? options = null,
        FakeTimeProvider? time = null
    )
    {
        var peer = new OtrPeer(address, seed, policy, options, time ?? new FakeTimeProvider(Peer.Start));
        var records = await Keys.GetOrAdd(seed, seed => new(() => MakeAsync(seed))).Value;
        peer.Store.Commit(peer.Address.Bare, records);
        await peer.RestartAsync();
        return peer;
    }

    /// <summary>Two clients that know nothing of each other.</summary>
    public static async Task<(OtrPeer Alice, OtrPeer Bob)> PairAsync(
        OtrOptions? options = null,
        TrustPolicy policy = TrustPolicy.BlindTrustBeforeVerification,
        FakeTimeProvider? time = null
    )
    {
        time ??= new FakeTimeProvider(Peer.Start);
        return (
            await OpenAsync("alice@example.org/phone", 1, policy, options, time),
            await OpenAsync("bob@example.net/desk", 2, policy, options, time)
        );
    }

    /// <summary>Two clients with an encrypted conversation that Alice asked for.</summary>
    public static async Task<(OtrPeer Alice, OtrPeer Bob)> TalkAsync(
        OtrOptions? options = null,
        TrustPolicy policy = TrustPolicy.BlindTrustBeforeVerification,
        FakeTimeProvider? time = null
    )
    {
        var (alice, bob) = await PairAsync(options, policy, time);
        await Link.RunAsync(alice, bob, alice.Complete(await alice.Machine.StartAsync(bob.Address)));
        Assert.Equal(OtrState.Encrypted, (await alice.Machine.GetStatusAsync(bob.Address)).State);
        Assert.Equal(OtrState.Encrypted, (await bob.Machine.GetStatusAsync(alice.Address)).State);
        return (alice, bob);
    }

    /// <summary>A new process on the same store.</summary>
    public async Task RestartAsync()
    {
        Machine = new OtrMachine(Address, Store, _policy, _options, Time, _random);
        Identity = await Machine.OpenAsync();
        Commit(Identity.Changes);
    }

    public void Commit(IReadOnlyList<CryptoRecord> changes) => Store.Commit(Address.Bare, changes);

    /// <summary>Commits and completes a step, and gives what it sends.</summary>
    public IReadOnlyList<OtrOutgoing> Complete(OtrResult result)
    {
        Commit(result.Changes);
        Machine.Complete(result);
        Events.AddRange(result.Events);
        return result.Messages;
    }

    public async Task<IReadOnlyList<OtrOutgoing>> ReceiveAsync(OtrPeer from, string body)
    {
        var received = await Machine.ReceiveAsync(from.Address, body);
        Received.Add(received);
        return Complete(received);
    }

    /// <summary>Encrypts what must be encrypted, and completes.</summary>
    public async Task<string> SealAsync(OtrPeer to, string text)
    {
        var result = Assert.IsType<OtrSealed>(await Machine.SendAsync(to.Address, text));
        return Assert.Single(Complete(result)).Body;
    }

    /// <summary>A text that goes over and what comes of it.</summary>
    public async Task SendAsync(OtrPeer to, string text) =>
        await Link.RunAsync(this, to, Complete(await Machine.SendAsync(to.Address, text)));

    public static ReadOnlyMemory<byte> Secret(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<IReadOnlyList<CryptoRecord>> MakeAsync(int seed) =>
        (
            await new OtrMachine(
                Jid.Parse("maker@example.org"),
                new MemoryStateStore(),
                TrustPolicy.Manual,
                random: new SeededRandom(seed)
            ).OpenAsync()
        ).Changes;
}
