// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Otr;

/// <summary>Two machines over a link that loses, doubles and reorders, while they restart, fail to commit, end and start conversations. Whatever happens: what
/// is shown as encrypted was sent, is shown once, and never leaves in the clear; and once the link is good again, a conversation can be had.</summary>
public sealed class OtrModelTests
{
    private static readonly Gen<(int Act, bool IsAlice, int Pick)[]> Script = Gen.Select(Gen.Int[0, 15], Gen.Bool, Gen.Int[0, 999]).Array[
        1,
        80
    ];

    [Fact]
    public void Whatever_the_link_does_texts_are_whole_secret_and_shown_once() =>
        Script.Sample(script => RunAsync(script).GetAwaiter().GetResult(), iter: 300);

    private static async Task RunAsync((int Act, bool IsAlice, int Pick)[] script)
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var world = new World(alice, bob);
        foreach (var (act, isAlice, pick) in script)
        {
            await world.DoAsync(act, isAlice ? alice : bob, isAlice ? bob : alice, pick);
        }

        await world.RecoverAsync();
    }

    private sealed class World(OtrPeer alice, OtrPeer bob)
    {
        private readonly List<(OtrPeer From, string Body)> _underWay = [];
        private readonly List<(OtrPeer From, string Body)> _arrived = [];
        private readonly HashSet<string> _sent = [];
        private readonly HashSet<string> _shown = [];
        private int _count;

        public async Task DoAsync(int act, OtrPeer peer, OtrPeer other, int pick)
        {
            switch (act)
            {
                case <= 3:
                    await SendAsync(peer, other);
                    break;
                case 4:
                    await peer.Machine.SendAsync(other.Address, "never leaves");
                    break;
                case <= 9 when _underWay.Count > 0:
                    await DeliverAsync(0);
                    break;
                case 10 when _underWay.Count > 0:
                    await DeliverAsync(pick % _underWay.Count);
                    break;
                case 11 when _underWay.Count > 0:
                    _underWay.RemoveAt(pick % _underWay.Count);
                    break;
                case 12 when _arrived.Count > 0:
                    _underWay.Add(_arrived[pick % _arrived.Count]);
                    break;
                case 13 when _underWay.Count > 0:
                    var (from, body) = _underWay[0];
                    await (from == alice ? bob : alice).Machine.ReceiveAsync(from.Address, body);
                    break;
                case 14 when pick < 300:
                    await peer.RestartAsync();
                    break;
                case 14 when pick < 500:
                    Enqueue(peer, peer.Complete(await peer.Machine.EndAsync(other.Address)));
                    break;
                case 15:
                    Enqueue(peer, peer.Complete(await peer.Machine.StartAsync(other.Address)));
                    break;
            }
        }

        /// <summary>The link is good from here on.</summary>
        public async Task RecoverAsync()
        {
            await DrainAsync();
            alice.Time.Advance(TimeSpan.FromMinutes(10));
            Enqueue(alice, alice.Complete(await alice.Machine.StartAsync(bob.Address)));
            await DrainAsync();
            foreach (var (from, to) in new[] { (alice, bob), (bob, alice), (alice, bob) })
            {
                var before = _shown.Count;
                await SendAsync(from, to);
                await DrainAsync();
                Assert.Equal(before + 1, _shown.Count);
            }

            Assert.Equal(
                (await alice.Machine.GetStatusAsync(bob.Address)).SessionId,
                (await bob.Machine.GetStatusAsync(alice.Address)).SessionId
            );
        }

        private async Task SendAsync(OtrPeer peer, OtrPeer other)
        {
            var text = $"text {_count++} of {peer.Address}";
            var result = await peer.Machine.SendAsync(other.Address, text);
            if (result is OtrSealed)
            {
                _sent.Add(text);
            }

            Enqueue(peer, peer.Complete(result));
        }

        private void Enqueue(OtrPeer from, IEnumerable<OtrOutgoing> messages)
        {
            foreach (var message in messages)
            {
                Assert.DoesNotContain("text", message.Body, StringComparison.Ordinal);
                _underWay.Add((from, message.Body));
            }
        }

        private async Task DrainAsync()
        {
            for (var i = 0; _underWay.Count > 0; i++)
            {
                Assert.True(i < 1000, "The two never come to an end.");
                await DeliverAsync(0);
            }
        }

        private async Task DeliverAsync(int index)
        {
            var (from, body) = _underWay[index];
            _underWay.RemoveAt(index);
            _arrived.Add((from, body));
            var to = from == alice ? bob : alice;
            Enqueue(to, await to.ReceiveAsync(from, body));
            if (to.Received[^1] is OtrDecrypted decrypted)
            {
                Assert.Contains(decrypted.Text, _sent);
                Assert.True(_shown.Add(decrypted.Text), "A text was shown twice.");
                Assert.Equal((from.Identity.Fingerprint, TrustLevel.Trusted), (decrypted.Fingerprint, decrypted.Trust));
            }
        }
    }
}
