// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

/// <summary>What must not open, and must leave the state as it was to the last byte.</summary>
public sealed class DecryptTests
{
    [Fact]
    public async Task Every_flipped_bit_of_a_message_is_caught()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("x", bob);
        var data = envelope.Data();
        var before = bob.Store.Snapshot();
        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsNotType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope.WithData(data)));
            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("x", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    [Fact]
    public async Task Every_flipped_byte_of_a_key_exchange_is_caught()
    {
        var (alice, bob) = await Peer.PairAsync();
        var envelope = await alice.SendAsync("x", bob);
        var data = envelope.Data();
        var before = bob.Store.Snapshot();
        for (var i = 0; i < data.Length; i++)
        {
            data[i] ^= (byte)(1 << (i % 8));
            Assert.IsNotType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope.WithData(data)));
            data[i] ^= (byte)(1 << (i % 8));
        }

        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("x", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    [Fact]
    public async Task Every_truncation_and_every_trailing_byte_is_caught()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("x", bob);
        var data = envelope.Data();
        for (var length = 0; length < data.Length; length++)
        {
            Assert.IsNotType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope.WithData(data.AsSpan(0, length))));
        }

        Assert.IsNotType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope.WithData([.. data, 0])));
        Assert.IsType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope));
    }

    [Fact]
    public async Task A_changed_payload_tag_or_IV_fails_and_does_not_move_the_ratchet()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("pay 10", bob);
        var payload = envelope.Payload!.Value.ToArray();
        payload[4] ^= 8;
        var iv = envelope.Iv.ToArray();
        iv[0] ^= 1;
        var before = bob.Store.Snapshot();
        OmemoEnvelope[] forged =
        [
            envelope with
            {
                Payload = payload,
            },
            envelope with
            {
                Iv = iv,
            },
            envelope with
            {
                Iv = default,
            },
            envelope with
            {
                Iv = new byte[16],
            },
            envelope with
            {
                Payload = ReadOnlyMemory<byte>.Empty,
            },
        ];
        foreach (var bad in forged)
        {
            Assert.Equal(new OmemoFailed(DecryptFailure.Invalid, alice.Id, false), await RepairedAsync(bob, alice, bad));
        }

        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("pay 10", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    [Fact]
    public async Task A_payload_whose_tag_did_not_come_through_the_session_is_refused()
    {
        // The hole of 2016: with 16 bytes of key and the tag in the payload, any recipient could rewrite the body for the others.
        var (alice, bob) = await Peer.SessionAsync();
        var transport = await alice.SendEmptyAsync(bob);
        var forged = transport with { Payload = new byte[20] };
        Assert.Equal(DecryptFailure.Invalid, Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, forged)).Reason);
        Assert.Null((await bob.ReceiveAsync(alice, transport)).Plaintext);
    }

    [Fact]
    public async Task A_message_under_another_senders_address_or_device_does_not_open()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var mallory = await Peer.OpenAsync("mallory@example.com", 66);
        await mallory.LearnListAsync(bob.Account, bob.Id);
        await bob.LearnListAsync(mallory.Account, mallory.Id);
        await bob.ReceiveAsync(mallory, await mallory.SendAsync("hello", bob));
        await mallory.ReceiveAsync(bob, await bob.SendAsync("hi", mallory));

        var before = bob.Store.Snapshot();
        var fromMallory = await mallory.SendAsync("I am Alice", bob);
        Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, fromMallory));
        Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, fromMallory with { Sender = alice.Id }));
        Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(mallory, fromMallory with { Sender = alice.Id }));
        Assert.Equal(before, bob.Store.Snapshot());
    }

    [Fact]
    public async Task A_message_of_ours_that_comes_back_does_not_open()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("echo", bob);
        var key = Assert.Single(envelope.Keys);

        // As it is, under the peer's name with our key data, and as if this very device had sent it to itself.
        Assert.Equal(DecryptFailure.NotForThisDevice, await ReasonAsync(alice, alice, envelope));
        var reflected = envelope with { Sender = bob.Id, Keys = [key with { Owner = null, Device = alice.Id }] };
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(alice, bob, reflected));
        Assert.Equal(DecryptFailure.NotForThisDevice, await ReasonAsync(alice, alice, reflected with { Sender = alice.Id }));
    }

    [Fact]
    public async Task A_message_for_other_devices_only_is_not_for_this_one()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("x", bob);
        var key = Assert.Single(envelope.Keys);
        Assert.Equal(DecryptFailure.NotForThisDevice, await ReasonAsync(bob, alice, envelope with { Keys = [] }));
        Assert.Equal(
            DecryptFailure.NotForThisDevice,
            await ReasonAsync(bob, alice, envelope with { Keys = [key with { Device = new(bob.Id.Value ^ 1) }] })
        );
        Assert.Equal(
            DecryptFailure.NotForThisDevice,
            await ReasonAsync(bob, alice, envelope with { Keys = [key with { Owner = alice.Account }] })
        );
    }

    [Fact]
    public async Task Of_several_keys_for_the_same_device_number_the_one_that_opens_counts()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("x", bob);
        var key = Assert.Single(envelope.Keys) with { Owner = null };
        var foreign = key with { Data = new byte[90] };
        Assert.IsType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope with { Keys = [foreign, key, foreign] }));
        var crowd = Enumerable.Repeat(foreign, 5000).Append(key).ToList();
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope with { Keys = crowd }));
    }

    [Fact]
    public async Task Another_namespace_or_an_impossible_sender_is_invalid()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("x", bob);
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope with { Kind = EncryptionKind.Omemo2 }));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope with { Sender = new(0) }));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope with { Sender = new(uint.MaxValue) }));
    }

    [Fact]
    public async Task A_message_with_the_wrong_key_exchange_flag_is_invalid()
    {
        var (alice, bob) = await Peer.PairAsync();
        var exchange = await alice.SendAsync("x", bob);
        Assert.Equal(DecryptFailure.NoSession, await ReasonAsync(bob, alice, exchange.WithData(Inner(exchange), exchange: false)));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, exchange.WithData(exchange.Data(), exchange: false)));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, exchange.WithData(Inner(exchange), exchange: true)));
    }

    [Fact]
    public async Task A_key_exchange_with_an_unknown_prekey_or_none_is_refused()
    {
        var (alice, bob) = await Peer.PairAsync();
        var envelope = await alice.SendAsync("x", bob);
        var exchange = LegacyFormat.Instance.ReadKeyExchange(envelope.Data())!;
        var before = bob.Store.Snapshot();
        KeyExchange[] wrong =
        [
            exchange with
            {
                PreKeyId = null,
            },
            exchange with
            {
                PreKeyId = 4711,
            },
            exchange with
            {
                SignedPreKeyId = 4711,
            },
        ];
        foreach (var bad in wrong)
        {
            Assert.Equal(
                DecryptFailure.UnknownPreKey,
                await ReasonAsync(bob, alice, envelope.WithData(LegacyFormat.Instance.WriteKeyExchange(bad)))
            );
        }

        Assert.Equal(before, bob.Store.Snapshot());
    }

    [Theory]
    [MemberData(nameof(LowOrderPoints.All), MemberType = typeof(LowOrderPoints))]
    public async Task A_low_order_key_in_a_message_is_refused(string point)
    {
        var (alice, bob) = await Peer.PairAsync();
        var low = Convert.FromHexString(point);
        var envelope = await alice.SendAsync("x", bob);
        var exchange = LegacyFormat.Instance.ReadKeyExchange(envelope.Data())!;
        var inner = exchange.Message.ToArray();
        low.CopyTo(inner, 4);
        var before = bob.Store.Snapshot();
        KeyExchange[] forged = [exchange with { Ephemeral = low }, exchange with { Identity = low }, exchange with { Message = inner }];
        foreach (var bad in forged)
        {
            Assert.Equal(
                DecryptFailure.Invalid,
                await ReasonAsync(bob, alice, envelope.WithData(LegacyFormat.Instance.WriteKeyExchange(bad)))
            );
        }

        Assert.Equal(before, bob.Store.Snapshot());

        // On a running session, as a ratchet step.
        await bob.ReceiveAsync(alice, envelope);
        await alice.ReceiveAsync(bob, await bob.SendAsync("answer", alice));
        var next = await alice.SendAsync("y", bob);
        var data = next.Data();
        low.CopyTo(data, 4);
        before = bob.Store.Snapshot();
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, next.WithData(data)));
        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("y", (await bob.ReceiveAsync(alice, next)).Text());
    }

    [Fact]
    public async Task A_key_exchange_under_our_own_identity_is_refused()
    {
        var (alice, bob) = await Peer.PairAsync();
        var envelope = await alice.SendAsync("x", bob);
        var exchange = LegacyFormat.Instance.ReadKeyExchange(envelope.Data())!;
        var forged = LegacyFormat.Instance.WriteKeyExchange(exchange with { Identity = bob.Fingerprint.ToBytes() });
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope.WithData(forged)));
    }

    [Fact]
    public async Task A_key_exchange_under_another_identity_than_the_devices_waits_for_a_person()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var reinstalled = await Peer.OpenAsync("alice@example.org", 99);
        await reinstalled.LearnListAsync(bob.Account, bob.Id);
        var envelope = await reinstalled.SendAsync("new phone", bob) with { Sender = alice.Id };
        var before = bob.Store.Snapshot();
        bob.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(
            new OmemoFailed(DecryptFailure.IdentityChanged, alice.Id, RebuildSession: true),
            await bob.TryDecryptAsync(alice, envelope)
        );
        Assert.Equal(before, bob.Store.Snapshot());

        // The bundle puts the key before a person; once accepted, the very same message opens.
        var bundle = await reinstalled.Machine.GetBundleAsync();
        Assert.False((await bob.LearnBundleAsync(alice, bundle)).Accepted);
        await bob.TrustAsync(alice.Account, reinstalled.Fingerprint, TrustLevel.Trusted);
        Assert.Equal("new phone", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    [Fact]
    public async Task A_body_from_an_old_client_with_an_IV_of_16_bytes_opens()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var envelope = await alice.SendAsync("x", bob);

        // Bob's side of the ratchet is opened by hand to seal the same key's body in the old way.
        var format = LegacyFormat.Instance;
        var material = Convert.FromHexString("000102030405060708090a0b0c0d0e0f" + "23c6d71eb73f54a056ef080dad3afc4f");
        var old = envelope with { Iv = new byte[16], Payload = Convert.FromHexString("011478f2ee") };
        Assert.True(format.TryOpen(old, material, out var plaintext));
        Assert.Equal([1, 2, 3, 4, 5], plaintext);
    }

    private static async Task<DecryptFailure> ReasonAsync(Peer to, Peer from, OmemoEnvelope envelope) =>
        Assert.IsType<OmemoFailed>(await to.TryDecryptAsync(from, envelope)).Reason;

    private static async Task<OmemoFailed> RepairedAsync(Peer to, Peer from, OmemoEnvelope envelope) =>
        Assert.IsType<OmemoFailed>(await to.TryDecryptAsync(from, envelope));

    private static byte[] Inner(OmemoEnvelope envelope) => LegacyFormat.Instance.ReadKeyExchange(envelope.Data())!.Message.ToArray();
}
