// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

public sealed class SkippedKeyTests
{
    private const string Table = "axolotl.skipped";

    [Fact]
    public async Task Messages_that_come_late_open_and_their_keys_are_gone_afterwards()
    {
        var (alice, bob) = await Peer.SessionAsync();
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
        var (alice, bob) = await Peer.SessionAsync();
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
        var (alice, bob) = await Peer.SessionAsync();
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
        var (alice, bob) = await Peer.SessionAsync();
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
        var bob = await Peer.OpenAsync("bob@example.net", 1);
        for (var seed = 10; seed < 13; seed++)
        {
            var device = await Peer.OpenAsync("alice@example.org", seed);
            await device.LearnListAsync(bob.Account, bob.Id);
            await bob.ReceiveAsync(device, (await SendManyAsync(device, bob, 801))[800]);
        }

        Assert.Equal(2000, bob.Store.Count(Table));
    }

    [Fact]
    public async Task A_message_that_comes_after_its_chain_is_long_gone_still_opens()
    {
        var (alice, bob) = await Peer.SessionAsync();
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
    public async Task Impossible_counters_are_refused_before_anything_is_computed()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("x", bob);
        var before = bob.Store.Snapshot();
        foreach (
            var (counter, previous) in ((uint, uint)[])
                [(uint.MaxValue, 0), (uint.MaxValue - 1, 0), (1001, 0), (0, uint.MaxValue), (0, 1002)]
        )
        {
            var message = LegacyFormat.Instance.ReadMessage(envelope.Data())!;
            var forged = LegacyFormat.Instance.WriteAuthenticated(message.RatchetKey.Span, counter, previous, message.Ciphertext.Span);
            var result = await bob.TryDecryptAsync(alice, envelope.WithData([.. forged, .. message.Mac.Span]));
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
