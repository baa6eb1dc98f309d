// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

public abstract class SkippedKeyTests(EncryptionKind kind)
{
    private readonly string Table = Formats.Of(kind).TablePrefix + "skipped";

    [Fact]
    public async Task Messages_that_come_late_open_and_their_keys_are_gone_afterwards()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var sent = await SendManyAsync(alice, bob, 5);
        Assert.Equal("4", (await bob.ReceiveAsync(alice, sent[4])).Text());
        Assert.Equal(4, bob.Store.Count(Table));
        foreach (var i in (int[])[2, 0, 3, 1])
        {
            Assert.Equal($"{i}", (await bob.ReceiveAsync(alice, sent[i])).Text());
            Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, sent[i]));
        }

        Assert.Equal(0, bob.Store.Count(Table));
    }

    [Fact]
    public async Task A_forged_message_does_not_use_up_a_skipped_key()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var sent = await SendManyAsync(alice, bob, 2);
        await bob.ReceiveAsync(alice, sent[1]);
        var data = sent[0].Data();
        data[^1] ^= 1;
        Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, sent[0].WithData(data)));
        Assert.Equal("0", (await bob.ReceiveAsync(alice, sent[0])).Text());
    }

    [Fact]
    public async Task A_message_1001_ahead_is_refused_and_1000_ahead_opens()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var sent = await SendManyAsync(alice, bob, 1002);
        var before = bob.Store.Snapshot();
        Assert.Equal(DecryptFailure.TooFarAhead, Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, sent[1001])).Reason);
        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("1000", (await bob.ReceiveAsync(alice, sent[1000])).Text());
        Assert.Equal(1000, bob.Store.Count(Table));
    }

    [Fact]
    public async Task The_1001st_skipped_key_evicts_the_oldest()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var sent = await SendManyAsync(alice, bob, 1003);
        await bob.ReceiveAsync(alice, sent[1000]);
        await bob.ReceiveAsync(alice, sent[1002]);
        Assert.Equal(1000, bob.Store.Count(Table));
        Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, sent[0]));
        Assert.Equal("1", (await bob.ReceiveAsync(alice, sent[1])).Text());
        Assert.Equal("1001", (await bob.ReceiveAsync(alice, sent[1001])).Text());
    }

    [Fact]
    public async Task All_devices_of_an_owner_together_have_2000_skipped_keys()
    {
        var bob = await Peer.OpenAsync("bob@example.net", 1, kinds: kind);
        for (var seed = 10; seed < 13; seed++)
        {
            var device = await Peer.OpenAsync("alice@example.org", seed, kinds: kind);
            await device.LearnListAsync(bob.Account, bob.Id);
            await bob.ReceiveAsync(device, (await SendManyAsync(device, bob, 801))[800]);
        }

        Assert.Equal(2000, bob.Store.Count(Table));
    }

    [Fact]
    public async Task A_message_that_comes_after_its_chain_is_long_gone_still_opens()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var sent = await SendManyAsync(alice, bob, 3);
        await bob.ReceiveAsync(alice, sent[0]);
        for (var turn = 0; turn < 8; turn++)
        {
            await alice.ReceiveAsync(bob, await bob.SendAsync("ping", alice));
            await bob.ReceiveAsync(alice, await alice.SendAsync("pong", bob));
        }

        Assert.Equal("2", (await bob.ReceiveAsync(alice, sent[2])).Text());
        Assert.Equal("1", (await bob.ReceiveAsync(alice, sent[1])).Text());
    }

    [Fact]
    public async Task A_duplicate_is_silent_even_if_its_chain_is_long_gone()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var old = await alice.SendAsync("old", bob);
        await bob.ReceiveAsync(alice, old);
        for (var turn = 0; turn < 300; turn++)
        {
            await alice.ReceiveAsync(bob, await bob.SendAsync("ping", alice));
            await bob.ReceiveAsync(alice, await alice.SendAsync("pong", bob));
            if (turn is 5 or 259)
            {
                var before = bob.Store.Snapshot();
                Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, old));
                Assert.Equal(before, bob.Store.Snapshot());
            }
        }

        // Beyond 256 former chains the memory of them ends, not before.
        Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, old));
        Assert.All(bob.Store.Keys(Formats.Of(kind).TablePrefix + "former"), key => Assert.StartsWith(alice.Account.ToString(), key));
        Assert.Single(bob.Store.Keys(Formats.Of(kind).TablePrefix + "former"));
    }

    [Fact]
    public async Task Impossible_counters_are_refused_before_anything_is_computed()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var envelope = await alice.SendAsync("x", bob);
        var before = bob.Store.Snapshot();
        foreach (
            var (counter, previous) in ((uint, uint)[])
                [(uint.MaxValue, 0), (uint.MaxValue - 1, 0), (1001, 0), (0, uint.MaxValue), (0, 1002)]
        )
        {
            var message = Formats.Of(kind).ReadMessage(envelope.Data())!;
            var forged = Formats.Of(kind).WriteAuthenticated(message.RatchetKey.Span, counter, previous, message.Ciphertext.Span);
            var result = await bob.TryDecryptAsync(alice, envelope.WithData(Formats.Of(kind).WriteMessage(forged, message.Mac.Span)));
            Assert.Equal(DecryptFailure.TooFarAhead, Assert.IsType<OmemoFailed>(result).Reason);
        }

        Assert.Equal(before, bob.Store.Snapshot());
    }

    private static async Task<List<OmemoEnvelope>> SendManyAsync(Peer from, Peer to, int count)
    {
        var sent = new List<OmemoEnvelope>(count);
        for (var i = 0; i < count; i++)
        {
            sent.Add(await from.SendAsync($"{i}", to));
        }

        return sent;
    }
}

public sealed class LegacySkippedKeyTests() : SkippedKeyTests(EncryptionKind.Omemo);

public sealed class Omemo2SkippedKeyTests() : SkippedKeyTests(EncryptionKind.Omemo2);
