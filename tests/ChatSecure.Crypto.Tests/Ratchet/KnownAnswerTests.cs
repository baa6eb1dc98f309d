// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Ratchet;

/// <summary>One key exchange and three messages made by other implementations, re-made and opened byte for byte.</summary>
public sealed class KnownAnswerTests
{
    private static readonly ICurve25519 Curve = BouncyCastleCurve25519.Instance;
    private static readonly Omemo2Format Omemo2 = new(Curve);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_sides_agree_on_the_known_secret(bool omemo2)
    {
        var (answers, profile, _) = Namespace(omemo2);
        var x3dh = new X3dh(profile, Curve);
        Span<byte> initiated = stackalloc byte[32];
        Span<byte> responded = stackalloc byte[32];
        Assert.True(Initiate(x3dh, answers, initiated));
        Assert.True(
            x3dh.TryRespond(
                answers.IdentityPrivate("bob_state"),
                answers.BobSignedPreKeyPrivate,
                answers.BobPreKeyPrivate,
                KnownAnswers.PublicKeyOf(answers.IdentityPrivate("alice_state")),
                KnownAnswers.PublicKeyOf(answers.AliceEphemeralPrivate),
                responded
            )
        );
        Assert.Equal(answers["shared_secret"], initiated.ToArray());
        Assert.Equal(answers["shared_secret"], responded.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_key_of_the_schedule_is_the_known_one(bool omemo2)
    {
        var (answers, profile, _) = Namespace(omemo2);
        using var alice = InitiateSession(answers, profile);
        Assert.Equal(answers["root_key_after_alice_chain"], alice.RootKey.ToArray());
        Assert.Equal(answers["chain_key_0"], alice.SendingChainKey.ToArray());

        Span<byte> messageKey = stackalloc byte[32];
        Span<byte> derived = stackalloc byte[80];
        KeySchedule.StepChain(alice.SendingChainKey, messageKey);
        Hmac.Expand(messageKey, KeySchedule.NoSalt, profile.MessageInfo, derived);
        Assert.Equal(answers["message_key_0"], messageKey.ToArray());
        Assert.Equal(answers["hkdf80_0"], derived.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_initiator_writes_the_known_messages_and_reads_the_known_reply(bool omemo2)
    {
        var (answers, profile, wire) = Namespace(omemo2);
        var ratchet = new DoubleRatchet(profile, Curve, new ScriptedRandom(answers.AliceRatchetPrivate));
        using var alice = InitiateSession(answers, profile);
        var identities = Identities(answers, asAlice: true);
        Assert.Equal(answers["msg0_wire"], ratchet.Encrypt(alice, identities, wire, answers.Plaintext(0)));
        Assert.Equal(answers["msg1_wire"], ratchet.Encrypt(alice, identities, wire, answers.Plaintext(1)));

        var reply = ratchet.Decrypt(alice, identities, Read(answers["reply_wire"], omemo2));
        Assert.Equal(answers.Plaintext(2), reply.Plaintext);
        Assert.Equal(answers["root_key_after_bob_chain"], alice.RootKey.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_responder_reads_the_known_messages_and_writes_the_known_reply(bool omemo2)
    {
        var (answers, profile, wire) = Namespace(omemo2);
        var ratchet = new DoubleRatchet(profile, Curve, new ScriptedRandom(answers.BobRatchetPrivate));
        var signed = answers.BobSignedPreKeyPrivate;
        using var bob = DoubleRatchet.Accept(answers["shared_secret"], signed, KnownAnswers.PublicKeyOf(signed));
        var identities = Identities(answers, asAlice: false);
        Assert.Equal(answers.Plaintext(0), ratchet.Decrypt(bob, identities, Read(answers["msg0_wire"], omemo2)).Plaintext);
        Assert.Equal(answers.Plaintext(1), ratchet.Decrypt(bob, identities, Read(answers["msg1_wire"], omemo2)).Plaintext);
        Assert.Equal(answers["reply_wire"], ratchet.Encrypt(bob, identities, wire, answers.Plaintext(2)));
        Assert.Equal(answers["root_key_after_bob_chain"], bob.RootKey.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_other_order_of_the_associated_data_does_not_open_a_message(bool omemo2)
    {
        var (answers, profile, _) = Namespace(omemo2);
        profile = profile with { SenderFirst = !profile.SenderFirst };
        var ratchet = new DoubleRatchet(profile, Curve, new ScriptedRandom());
        using var alice = InitiateSession(answers, profile);

        // Alice's own messages look the same in both orders: only the reply tells them apart.
        Assert.Null(ratchet.Decrypt(alice, Identities(answers, asAlice: true), Read(answers["reply_wire"], omemo2)).Plaintext);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_known_key_exchange_is_written_and_read(bool omemo2)
    {
        var (answers, format) = (omemo2 ? KnownAnswers.Omemo2 : KnownAnswers.Legacy, Format(omemo2));
        var ephemeral = KnownAnswers.PublicKeyOf(answers.AliceEphemeralPrivate);
        var identity = format.Identity(answers.IdentityPrivate("alice_state"));
        Assert.Equal(answers["key_exchange_wire"], format.WriteKeyExchange(new(22, 11, identity, ephemeral, answers["msg0_wire"])));

        var read = format.ReadKeyExchange(answers["key_exchange_wire"])!;
        Assert.Equal((22u, 11u), (read.PreKeyId!.Value, read.SignedPreKeyId));
        Assert.True(read.Identity.Is(identity));
        Assert.Equal(identity.Fingerprint, read.Identity.Fingerprint);
        Assert.Equal(ephemeral, read.Ephemeral.ToArray());
        Assert.Equal(answers["msg0_wire"], read.Message.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_associated_data_is_made_of_the_identity_keys_on_the_wire(bool omemo2)
    {
        var (answers, format) = (omemo2 ? KnownAnswers.Omemo2 : KnownAnswers.Legacy, Format(omemo2));
        var alice = format.Identity(answers.IdentityPrivate("alice_state"));
        var bob = format.Identity(answers.IdentityPrivate("bob_state"));
        Assert.Equal(answers["associated_data_initiator_first"], (byte[])[.. alice.Wire.Span, .. bob.Wire.Span]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_known_signed_prekey_verifies_with_its_sign_bit_and_not_with_the_other(bool omemo2)
    {
        var (answers, format) = (omemo2 ? KnownAnswers.Omemo2 : KnownAnswers.Legacy, Format(omemo2));
        var identity = format.Identity(answers.IdentityPrivate("bob_state"));
        var signed = format.EncodeKey(KnownAnswers.PublicKeyOf(answers.BobSignedPreKeyPrivate));
        var signature = answers["signed_pre_key_signature_on_wire"];
        Assert.True(format.Verify(Curve, identity, signed, signature));
        signature[63] ^= 0x80;
        Assert.False(format.Verify(Curve, identity, signed, signature));
    }

    private static OmemoFormat Format(bool omemo2) => Formats.Of(omemo2 ? EncryptionKind.Omemo2 : EncryptionKind.Omemo);

    private static (KnownAnswers Answers, RatchetProfile Profile, IRatchetWire Wire) Namespace(bool omemo2) =>
        omemo2
            ? (KnownAnswers.Omemo2, Omemo2.Profile, Omemo2)
            : (KnownAnswers.Legacy, LegacyFormat.Instance.Profile, LegacyFormat.Instance);

    private static RatchetMessage Read(byte[] data, bool omemo2) =>
        omemo2 ? Omemo2.ReadMessage(data)! : LegacyFormat.Instance.ReadMessage(data)!;

    private static RatchetIdentities Identities(KnownAnswers answers, bool asAlice)
    {
        var both = answers["associated_data_initiator_first"];
        var (alice, bob) = (both[..(both.Length / 2)], both[(both.Length / 2)..]);
        return asAlice ? new(alice, bob) : new(bob, alice);
    }

    private static bool Initiate(X3dh x3dh, KnownAnswers answers, Span<byte> secret) =>
        x3dh.TryInitiate(
            answers.IdentityPrivate("alice_state"),
            answers.AliceEphemeralPrivate,
            KnownAnswers.PublicKeyOf(answers.IdentityPrivate("bob_state")),
            KnownAnswers.PublicKeyOf(answers.BobSignedPreKeyPrivate),
            KnownAnswers.PublicKeyOf(answers.BobPreKeyPrivate),
            secret
        );

    private static RatchetState InitiateSession(KnownAnswers answers, RatchetProfile profile)
    {
        Span<byte> secret = stackalloc byte[32];
        Assert.True(Initiate(new(profile, Curve), answers, secret));
        var ratchet = new DoubleRatchet(profile, Curve, new ScriptedRandom(answers.AliceRatchetPrivate));
        return ratchet.Initiate(secret, KnownAnswers.PublicKeyOf(answers.BobSignedPreKeyPrivate))!;
    }
}
