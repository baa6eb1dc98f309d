// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

public abstract class SessionTests(EncryptionKind kind)
{
    [Fact]
    public async Task Every_message_repeats_the_key_exchange_until_the_first_answer()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var (one, two) = (await alice.SendAsync("one", bob), await alice.SendAsync("two", bob));
        Assert.True(one.Keys[0].IsKeyExchange && two.Keys[0].IsKeyExchange);
        var first = await bob.ReceiveAsync(alice, one);
        Assert.True(first is { NewDevice: true, PublishBundle: true, SendEmpty: true });
        Assert.Equal((alice.Fingerprint, TrustLevel.Trusted), (first.Sender.Fingerprint, first.Sender.Trust));

        // The same ephemeral key: only the inner message counts, no further one-time key.
        var second = await bob.ReceiveAsync(alice, two);
        Assert.True(second is { NewDevice: false, PublishBundle: false, SendEmpty: false });
        Assert.Equal(1, bob.Store.Count(Formats.Of(kind).TablePrefix + "session"));

        var confirm = await bob.SendEmptyAsync(alice);
        Assert.False(confirm.Keys[0].IsKeyExchange);
        Assert.False((await alice.ReceiveAsync(bob, confirm)).SendEmpty);
        Assert.False((await alice.SendAsync("three", bob)).Keys[0].IsKeyExchange);
    }

    [Fact]
    public async Task A_message_that_was_decrypted_is_silently_a_duplicate_and_changes_nothing()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var exchange = await alice.SendAsync("one", bob);
        await bob.ReceiveAsync(alice, exchange);
        await alice.ReceiveAsync(bob, await bob.SendAsync("answer", alice));
        var plain = await alice.SendAsync("two", bob);
        await bob.ReceiveAsync(alice, plain);
        var before = bob.Store.Snapshot();
        Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, exchange));
        Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, plain));
        Assert.Equal(before, bob.Store.Snapshot());
    }

    [Fact]
    public async Task A_crash_between_decryption_and_commit_decrypts_once_more_and_only_once()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var envelope = await alice.SendAsync("once", bob);
        var before = bob.Store.Snapshot();
        Assert.Equal("once", Assert.IsType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope)).Text());
        Assert.Equal(before, bob.Store.Snapshot());
        bob.Restart();
        Assert.Equal("once", (await bob.ReceiveAsync(alice, envelope)).Text());
        bob.Restart();
        Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, envelope));
    }

    [Fact]
    public async Task A_key_exchange_whose_session_was_given_up_is_a_duplicate_and_after_the_release_harmless()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var first = await alice.SendAsync("first", bob);
        await bob.ReceiveAsync(alice, first);
        for (var i = 0; i < 5; i++)
        {
            await alice.LearnBundleAsync(bob);
            await bob.ReceiveAsync(alice, await alice.SendAsync($"again {i}", bob));
        }

        Assert.Equal(5, bob.Store.Count(Formats.Of(kind).TablePrefix + "session"));
        Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, first));
        bob.Commit(await bob.Machine.ReleaseUsedPreKeysAsync());
        var before = bob.Store.Snapshot();
        Assert.Equal(DecryptFailure.UnknownPreKey, Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, first)).Reason);
        Assert.Equal(before, bob.Store.Snapshot());
    }

    [Fact]
    public async Task Two_sides_that_start_at_once_lose_nothing_and_end_up_in_one_session()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var (fromAlice, fromBob) = (await alice.SendAsync("a", bob), await bob.SendAsync("b", alice));
        Assert.Equal("a", (await bob.ReceiveAsync(alice, fromAlice)).Text());
        Assert.Equal("b", (await alice.ReceiveAsync(bob, fromBob)).Text());
        var (confirmA, confirmB) = (await alice.SendEmptyAsync(bob), await bob.SendEmptyAsync(alice));
        Assert.False((await bob.ReceiveAsync(alice, confirmA)).SendEmpty);
        Assert.False((await alice.ReceiveAsync(bob, confirmB)).SendEmpty);

        // From here on they take turns, in the same session.
        await bob.ReceiveAsync(alice, await alice.SendAsync("1", bob));
        await alice.ReceiveAsync(bob, await bob.SendAsync("2", alice));
        Assert.Equal(CurrentSession(alice, bob), CurrentSession(bob, alice));
    }

    [Fact]
    public async Task A_new_session_replaces_the_old_one_whose_messages_under_way_still_open()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var late = await alice.SendAsync("late", bob);
        await alice.LearnBundleAsync(bob);
        var started = await bob.ReceiveAsync(alice, await alice.SendAsync("new session", bob));
        Assert.True(started is { NewDevice: false, PublishBundle: true, SendEmpty: true });
        Assert.Equal("late", (await bob.ReceiveAsync(alice, late)).Text());
        Assert.Equal("both read", (await alice.ReceiveAsync(bob, await bob.SendAsync("both read", alice))).Text());
    }

    [Fact]
    public async Task A_heartbeat_is_asked_for_from_the_53rd_counter_on_exactly_once_per_ratchet_key()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        for (var chain = 0; chain < 2; chain++)
        {
            for (var counter = 0; counter < 60; counter++)
            {
                Assert.Equal(counter == 53, (await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).SendEmpty);
            }

            await alice.ReceiveAsync(bob, await bob.SendEmptyAsync(alice));
        }
    }

    [Fact]
    public async Task A_heartbeat_comes_with_the_first_message_past_the_53rd_if_that_one_is_lost()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        for (var counter = 0; counter < 57; counter++)
        {
            await alice.SendAsync("lost", bob);
        }

        Assert.True((await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).SendEmpty);
        Assert.False((await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).SendEmpty);
    }

    [Fact]
    public async Task A_message_without_a_session_asks_for_a_repair_once_an_hour()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var amnesiac = await Peer.OpenAsync("bob@example.net", 500, kinds: kind);
        var envelope = await alice.SendAsync("lost on you", bob);
        envelope = envelope with { Keys = [envelope.Keys[0] with { Device = amnesiac.Id }] };
        Assert.Equal(new OmemoFailed(DecryptFailure.NoSession, alice.Id, true), await amnesiac.TryDecryptAsync(alice, envelope));
        Assert.Equal(new OmemoFailed(DecryptFailure.NoSession, alice.Id, false), await amnesiac.TryDecryptAsync(alice, envelope));
        amnesiac.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new OmemoFailed(DecryptFailure.NoSession, alice.Id, true), await amnesiac.TryDecryptAsync(alice, envelope));
    }

    [Fact]
    public async Task A_repair_that_did_not_help_is_not_repeated_within_the_hour_even_after_a_restart()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        await bob.LearnBundleAsync(alice);
        bob.Restart();
        var envelope = await alice.SendAsync("x", bob);
        var data = envelope.Data();
        data[^1] ^= 1;
        Assert.Equal(new OmemoFailed(DecryptFailure.Invalid, alice.Id, false), await bob.TryDecryptAsync(alice, envelope.WithData(data)));
        bob.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(
            new OmemoFailed(DecryptFailure.Invalid, alice.Id, kind == EncryptionKind.Omemo),
            await bob.TryDecryptAsync(alice, envelope.WithData(data))
        );
    }

    [Fact]
    public async Task Two_sides_that_repair_at_once_converge()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        await alice.LearnBundleAsync(bob);
        await bob.LearnBundleAsync(alice);
        var (a, b) = (await alice.SendEmptyAsync(bob), await bob.SendEmptyAsync(alice));
        var empties = 0;
        var queue = new Queue<(Peer From, Peer To, OmemoEnvelope Envelope)>([(alice, bob, a), (bob, alice, b)]);
        while (queue.TryDequeue(out var packet) && empties < 20)
        {
            empties++;
            if ((await packet.To.ReceiveAsync(packet.From, packet.Envelope)).SendEmpty)
            {
                queue.Enqueue((packet.To, packet.From, await packet.To.SendEmptyAsync(packet.From)));
            }
        }

        Assert.Equal(4, empties);
        Assert.Equal("x", (await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).Text());
    }

    [Fact]
    public async Task A_session_of_the_known_answers_opens_through_the_machine()
    {
        // Bob's device is made of the vectors' keys; Alice is the other implementation.
        var answers = kind == EncryptionKind.Omemo2 ? KnownAnswers.Omemo2 : KnownAnswers.Legacy;
        var bob = await Peer.OpenAsync("bob@example.net", 1, kinds: kind);
        var alice = await Peer.OpenAsync("alice@example.org", 2, kinds: kind);
        var identity = answers.IdentityPrivate("bob_state");
        using var device = new ChatSecure.Crypto.Omemo.State.OwnDevice(
            new(99),
            KnownAnswers.PublicKeyOf(identity),
            Formats.Of(EncryptionKind.Omemo2).Identity(identity).Wire.ToArray()
        );
        identity.CopyTo(device.IdentityPrivate);
        bob.Commit([
            new("omemo.device", "this", device.Serialize()),
            new(Formats.Of(kind).TablePrefix + "signed-prekey", "0000000011", OwnKey(11, answers.BobSignedPreKeyPrivate)),
            new(Formats.Of(kind).TablePrefix + "prekey", "0000000022", OwnKey(22, answers.BobPreKeyPrivate)),
        ]);
        var first = new OmemoEnvelope(kind, new(77), [new(null, new(99), answers["key_exchange_wire"], true)], new byte[12], null);
        Assert.True((await bob.ReceiveAsync(alice, first)).PublishBundle);
        var second = first.WithData(answers["msg1_wire"], exchange: false);
        Assert.Null((await bob.ReceiveAsync(alice, second)).Plaintext);
        Assert.IsType<OmemoDuplicate>(await bob.TryDecryptAsync(alice, first.WithData(answers["msg0_wire"], exchange: false)));
    }

    private static byte[] OwnKey(uint id, byte[] secret)
    {
        using var key = new ChatSecure.Crypto.Omemo.State.OwnKey(id, KnownAnswers.PublicKeyOf(secret));
        secret.CopyTo(key.Private);
        return key.Serialize();
    }

    private string CurrentSession(Peer of, Peer with)
    {
        var record = of
            .Store.GetAsync(of.Account, Formats.Of(kind).TablePrefix + "device", $"{with.Account}/{with.Id.Value:D10}")
            .AsTask()
            .GetAwaiter()
            .GetResult();
        return Convert.ToHexString(ChatSecure.Crypto.Omemo.State.DeviceRecord.Deserialize(record).Sessions[0]);
    }
}

public sealed class LegacySessionTests() : SessionTests(EncryptionKind.Omemo);

public sealed class Omemo2SessionTests() : SessionTests(EncryptionKind.Omemo2);
