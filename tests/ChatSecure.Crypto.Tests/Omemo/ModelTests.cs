// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Omemo;

/// <summary>Machines that exchange messages over a link that loses, doubles and reorders, while they restart and crash before commits. Whatever
/// happens, each message that arrives opens exactly once, as what was sent, under its sender's key.</summary>
public abstract class ModelTests(EncryptionKind kind)
{
    private enum Act
    {
        Send,
        SendUncommitted,
        Deliver,
        DeliverNewest,
        DeliverUncommitted,
        DeliverAgain,
        Lose,
        Restart,
        Rebuild,
    }

    // Thousands by CHATSECURE_MODEL_RUNS; a few hundred each time, over all classes and tests.
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("CHATSECURE_MODEL_RUNS"), out var runs) ? runs : 60;

    private static readonly Gen<(int Act, int Who, int Pick)[]> Script = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 2], Gen.Int[0, 999]).Array[
        1,
        150
    ];

    [Fact]
    public void Two_machines_lose_nothing_that_arrives() =>
        Script.Sample(script => RunAsync(kind, script, "alice@example.org", "bob@example.net").GetAwaiter().GetResult(), iter: Runs);

    [Fact]
    public void Three_machines_of_two_accounts_lose_nothing_that_arrives() =>
        Script.Sample(
            script => RunAsync(kind, script, "alice@example.org", "bob@example.net", "alice@example.org").GetAwaiter().GetResult(),
            iter: Runs
        );

    private static async Task RunAsync(EncryptionKind kind, (int Act, int Who, int Pick)[] script, params string[] accounts)
    {
        var world = await World.CreateAsync(kind, accounts);
        foreach (var (act, who, pick) in script)
        {
            await world.DoAsync(act is > 8 ? Act.Send + (act % 3 * 2) : (Act)act, who % accounts.Length, pick);
        }

        await world.DeliverRestAsync();
    }

    private sealed record Packet(Peer From, Peer To, OmemoEnvelope Envelope, string? Text);

    private sealed class World(List<Peer> peers)
    {
        private readonly List<Packet> _underWay = [];
        private readonly List<Packet> _arrived = [];
        private readonly HashSet<(DeviceId From, DeviceId To, string RatchetKey, uint Counter)> _used = [];
        private readonly Dictionary<(Peer, Peer), int> _rebuilt = [];
        private int _sent;

        public static async Task<World> CreateAsync(EncryptionKind kind, string[] accounts)
        {
            var peers = new List<Peer>();
            foreach (var account in accounts)
            {
                peers.Add(await Peer.OpenAsync(account, peers.Count + 1, kinds: kind));
            }

            foreach (var peer in peers)
            {
                foreach (var owner in peers.GroupBy(other => other.Account))
                {
                    await peer.LearnListAsync(owner.Key, [.. owner.Select(device => device.Id)]);
                }
            }

            return new(peers);
        }

        public async Task DoAsync(Act act, int who, int pick)
        {
            var peer = peers[who];
            switch (act)
            {
                case Act.Send:
                    var text = $"message {_sent++}";
                    Enqueue(peer, await peer.SendAsync(text, Others(peer)), text);
                    break;
                case Act.SendUncommitted:
                    Assert.IsType<OmemoReady>(await peer.TryEncryptAsync("never leaves", Others(peer)));
                    break;
                case Act.Deliver when _underWay.Count > 0:
                    await DeliverAsync(pick % _underWay.Count);
                    break;
                case Act.DeliverNewest when _underWay.Count > 0:
                    await DeliverAsync(_underWay.Count - 1);
                    break;
                case Act.DeliverUncommitted when _underWay.Count > 0:
                    Open(_underWay[pick % _underWay.Count], await TryAsync(_underWay[pick % _underWay.Count]));
                    break;
                case Act.DeliverAgain when _arrived.Count > 0:
                    Assert.IsType<OmemoDuplicate>(await TryAsync(_arrived[pick % _arrived.Count]));
                    break;
                case Act.Lose when _underWay.Count > 0:
                    _underWay.RemoveAt(pick % _underWay.Count);
                    break;
                case Act.Restart:
                    peer.Restart();
                    break;
                case Act.Rebuild:
                    await RebuildAsync(peer, Others(peer)[pick % (peers.Count - 1)]);
                    break;
            }
        }

        public async Task DeliverRestAsync()
        {
            while (_underWay.Count > 0)
            {
                await DeliverAsync(_underWay.Count - 1);
            }
        }

        private Peer[] Others(Peer peer) => [.. peers.Where(other => other != peer)];

        // Each side keeps five sessions, so one that is given up may cost what is under way on it: two on each side stay within that.
        private async Task RebuildAsync(Peer peer, Peer other)
        {
            var count = _rebuilt.GetValueOrDefault((peer, other));
            if (count < 1)
            {
                _rebuilt[(peer, other)] = count + 1;
                Assert.True((await peer.LearnBundleAsync(other)).Accepted);
            }
        }

        private void Enqueue(Peer from, OmemoEnvelope envelope, string? text)
        {
            foreach (var key in envelope.Keys)
            {
                // Ratchet key and counter name the message key: what leaves under one never differs.
                var data = Formats.Of(envelope.Kind).ReadKeyExchange(key.Data)?.Message ?? key.Data;
                var message = Formats.Of(envelope.Kind).ReadMessage(data)!;
                Assert.True(_used.Add((from.Id, key.Device, Convert.ToHexString(message.RatchetKey.Span), message.Counter)));
            }

            foreach (var to in Others(from).Where(other => envelope.Keys.Any(key => key.Device == other.Id)))
            {
                _underWay.Add(new(from, to, envelope, text));
            }
        }

        private async Task DeliverAsync(int index)
        {
            var packet = _underWay[index];
            _underWay.RemoveAt(index);
            var decrypted = Open(packet, await TryAsync(packet));
            packet.To.Commit(decrypted.Changes);
            _arrived.Add(packet);
            if (decrypted.SendEmpty)
            {
                Enqueue(packet.To, await packet.To.SendEmptyAsync(packet.From), null);
            }
        }

        private static async Task<OmemoDecryptResult> TryAsync(Packet packet) =>
            await packet.To.TryDecryptAsync(packet.From, packet.Envelope);

        private static OmemoDecrypted Open(Packet packet, OmemoDecryptResult result)
        {
            var decrypted = Assert.IsType<OmemoDecrypted>(result);
            Assert.Equal(packet.Text, decrypted.Text());
            Assert.Equal((packet.From.Id, packet.From.Fingerprint), (decrypted.Sender.Device, decrypted.Sender.Fingerprint));
            return decrypted;
        }
    }
}

public sealed class LegacyModelTests() : ModelTests(EncryptionKind.Omemo);

public sealed class Omemo2ModelTests() : ModelTests(EncryptionKind.Omemo2);
