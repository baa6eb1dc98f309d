// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

/// <summary>What must not open, and must leave the state as it was to the last byte.</summary>
public abstract class DecryptTests(EncryptionKind kind)
{
    [Fact]
    public async Task Every_flipped_bit_of_a_message_is_caught()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
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
        var (alice, bob) = await Peer.PairAsync(kind: kind);
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
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
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
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var envelope = await alice.SendAsync("pay 10", bob);
        var payload = envelope.Payload!.Value.ToArray();
        payload[4] ^= 8;
        var iv = new byte[12];
        iv[0] ^= 1;
        var before = bob.Store.Snapshot();
        List<OmemoEnvelope> forged = [envelope with { Payload = payload }, envelope with { Payload = ReadOnlyMemory<byte>.Empty }];
        if (kind == EncryptionKind.Omemo)
        {
            // Only the legacy payload has an IV on the wire.
            forged.AddRange([envelope with { Iv = iv }, envelope with { Iv = default }, envelope with { Iv = new byte[16] }]);
        }

        foreach (var bad in forged)
        {
            Assert.Equal(new OmemoFailed(DecryptFailure.Invalid, alice.Id, false), await bob.TryDecryptAsync(alice, bad));
        }

        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("pay 10", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    [Fact]
    public async Task A_payload_whose_tag_did_not_come_through_the_session_is_refused()
    {
        // The hole of 2016: with 16 bytes of key and the tag in the payload, any recipient could rewrite the body for the others.
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var transport = await alice.SendEmptyAsync(bob);
        var forged = transport with { Payload = new byte[20] };
        Assert.Equal(DecryptFailure.Invalid, Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, forged)).Reason);
        Assert.Null((await bob.ReceiveAsync(alice, transport)).Plaintext);
    }

    [Fact]
    public async Task A_message_under_another_senders_address_or_device_does_not_open()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var mallory = await Peer.OpenAsync("mallory@example.com", 66, kinds: kind);
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
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
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
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
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
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
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
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var envelope = await alice.SendAsync("x", bob);
        var other = kind == EncryptionKind.Omemo ? EncryptionKind.Omemo2 : EncryptionKind.Omemo;
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope with { Kind = other }));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope with { Sender = new(0) }));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope with { Sender = new(uint.MaxValue) }));
    }

    [Fact]
    public async Task A_message_with_the_wrong_key_exchange_flag_is_invalid()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var exchange = await alice.SendAsync("x", bob);
        Assert.Equal(DecryptFailure.NoSession, await ReasonAsync(bob, alice, exchange.WithData(Inner(exchange), exchange: false)));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, exchange.WithData(exchange.Data(), exchange: false)));
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, exchange.WithData(Inner(exchange), exchange: true)));
    }

    [Fact]
    public async Task A_key_exchange_with_an_unknown_prekey_or_none_is_refused()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var envelope = await alice.SendAsync("x", bob);
        var exchange = Formats.Of(kind).ReadKeyExchange(envelope.Data())!;
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
                await ReasonAsync(bob, alice, envelope.WithData(Formats.Of(kind).WriteKeyExchange(bad)))
            );
        }

        Assert.Equal(before, bob.Store.Snapshot());
    }

    [Theory]
    [MemberData(nameof(LowOrderPoints.All), MemberType = typeof(LowOrderPoints))]
    public async Task A_low_order_key_in_a_message_is_refused(string point)
    {
        var format = Formats.Of(kind);
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var low = Convert.FromHexString(point);
        var envelope = await alice.SendAsync("x", bob);
        var exchange = Formats.Of(kind).ReadKeyExchange(envelope.Data())!;
        var inner = exchange.Message.ToArray();
        low.CopyTo(inner, format.RatchetKeyOffset(inner));
        var before = bob.Store.Snapshot();
        KeyExchange[] forged =
        [
            exchange with
            {
                Ephemeral = low,
            },
            exchange with
            {
                Identity = WithLowOrder(low),
            },
            exchange with
            {
                Message = inner,
            },
        ];
        foreach (var bad in forged)
        {
            Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, envelope.WithData(Formats.Of(kind).WriteKeyExchange(bad))));
        }

        Assert.Equal(before, bob.Store.Snapshot());

        // On a running session, as a ratchet step.
        await bob.ReceiveAsync(alice, envelope);
        await alice.ReceiveAsync(bob, await bob.SendAsync("answer", alice));
        var next = await alice.SendAsync("y", bob);
        var data = next.Data();
        low.CopyTo(data, format.RatchetKeyOffset(data));
        before = bob.Store.Snapshot();
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, alice, next.WithData(data)));
        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("y", (await bob.ReceiveAsync(alice, next)).Text());
    }

    [Fact]
    public async Task A_correct_key_exchange_by_a_copy_of_our_own_identity_is_refused()
    {
        // Our machine would not start such a session: it is made by hand.
        var bob = await Peer.OpenAsync("bob@example.net", 1, kinds: kind);
        var bundle = await bob.BundleAsync();
        using var own = OwnDevice.Deserialize((await bob.Store.GetAsync(bob.Account, "omemo.device", "this"))!);
        var identity = Formats.Of(kind).OwnIdentity(own);
        var data = StartByHand(own.IdentityPrivate, identity, bundle);
        var envelope = new OmemoEnvelope(kind, new(7), [new(null, bob.Id, data, true)], new byte[12], null);
        Assert.Equal(DecryptFailure.Invalid, await ReasonAsync(bob, await Peer.OpenAsync("alice@example.org", 2, kinds: kind), envelope));

        var forge = new BundleForge(3);
        var honest = StartByHand(forge.IdentityPrivate, identity, bundle);
        Assert.IsType<OmemoDecrypted>(await bob.Machine.DecryptAsync(bob.Account, envelope.WithData(honest)));
    }

    [Fact]
    public async Task A_key_exchange_under_another_identity_than_the_devices_waits_for_a_person()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var reinstalled = await Peer.OpenAsync("alice@example.org", 99, kinds: kind);
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
        var bundle = await reinstalled.BundleAsync();
        Assert.False((await bob.LearnBundleAsync(alice, bundle)).Accepted);
        await bob.TrustAsync(alice.Account, reinstalled.Fingerprint, TrustLevel.Trusted);
        Assert.Equal("new phone", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    private byte[] StartByHand(ReadOnlySpan<byte> identityPrivate, IdentityKey peer, OmemoBundle bundle)
    {
        var (format, curve) = (Formats.Of(kind), BouncyCastleCurve25519.Instance);
        var identity = format.Identity(identityPrivate);
        var ephemeral = Enumerable.Repeat((byte)9, 32).ToArray();
        var ephemeralPublic = KnownAnswers.PublicKeyOf(ephemeral);
        var preKey = bundle.PreKeys[0];
        var (signed, oneTime) = (format.DecodeKey(bundle.SignedPreKey), format.DecodeKey(preKey.PublicKey));
        Span<byte> secret = stackalloc byte[32];
        new X3dh(format.Profile, curve).TryInitiate(identityPrivate, ephemeral, peer.Montgomery.Span, signed.Span, oneTime.Span, secret);
        var ratchet = new DoubleRatchet(format.Profile, curve, new SeededRandom(5));
        using var state = ratchet.Initiate(secret, signed.Span)!;
        var message = ratchet.Encrypt(state, new(identity.Wire, peer.Wire), format, new byte[16]);
        return format.WriteKeyExchange(new(preKey.Id, bundle.SignedPreKeyId, identity, ephemeralPublic, message));
    }

    private static async Task<DecryptFailure> ReasonAsync(Peer to, Peer from, OmemoEnvelope envelope) =>
        Assert.IsType<OmemoFailed>(await to.TryDecryptAsync(from, envelope)).Reason;

    private IdentityKey WithLowOrder(byte[] low) => new(low, kind == EncryptionKind.Omemo2 ? low : (byte[])[5, .. low]);

    private byte[] Inner(OmemoEnvelope envelope) => Formats.Of(kind).ReadKeyExchange(envelope.Data())!.Message.ToArray();
}

public sealed class LegacyDecryptTests() : DecryptTests(EncryptionKind.Omemo);

public sealed class Omemo2DecryptTests() : DecryptTests(EncryptionKind.Omemo2);
