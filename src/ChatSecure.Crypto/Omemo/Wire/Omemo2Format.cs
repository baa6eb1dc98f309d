// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>The namespace <c>urn:xmpp:omemo:2</c> (XEP-0384, version 0.9): identity keys in Ed25519 form, messages without a version byte, codes of 16
/// bytes, and a payload under AES-256-CBC with HMAC-SHA-256 whose key and code both come through the ratchet.</summary>
/// <param name="curve">Maps identity keys to the form for agreements.</param>
internal sealed class Omemo2Format(ICurve25519 curve) : OmemoFormat
{
    private const int KeySize = 32;
    private const int MacSize = 16;
    private const int PayloadKeySize = 32;
    private const byte SignBit = 0x80;

    public override EncryptionKind Kind => EncryptionKind.Omemo2;

    public override RatchetProfile Profile { get; } =
        new(
            "OMEMO X3DH"u8.ToArray(),
            "OMEMO Root Chain"u8.ToArray(),
            "OMEMO Message Key Material"u8.ToArray(),
            MacSize,
            SenderFirst: false
        );

    public override string TablePrefix => "omemo2.";

    public override bool RepairsErrors => false;

    public override byte[] EncodeKey(ReadOnlySpan<byte> publicKey) => publicKey.ToArray();

    public override ReadOnlyMemory<byte> DecodeKey(ReadOnlyMemory<byte> wire) => wire.Length == KeySize ? wire : default;

    public override IdentityKey OwnIdentity(OwnDevice own) => new(own.Identity, own.EdwardsIdentity);

    public override IdentityKey? DecodeIdentity(ReadOnlyMemory<byte> wire)
    {
        var publicKey = new byte[KeySize];
        return curve.TryGetMontgomeryKey(wire.Span, publicKey) ? new(publicKey, wire) : null;
    }

    // The key brings its sign along: what is left is a plain Ed25519 signature.
    public override void EncodeSignature(Span<byte> signature) => signature[^1] &= unchecked((byte)~SignBit);

    public override bool Verify(ICurve25519 curve, IdentityKey signer, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> signed = stackalloc byte[64];
        if (signature.Length != signed.Length || (signature[^1] & SignBit) != 0)
        {
            return false;
        }

        signature.CopyTo(signed);
        signed[^1] |= (byte)(signer.Wire.Span[^1] & SignBit);
        return curve.Verify(signer.Montgomery.Span, message, signed);
    }

    public override byte[] WriteAuthenticated(
        ReadOnlySpan<byte> ratchetKey,
        uint counter,
        uint previousCounter,
        ReadOnlySpan<byte> ciphertext
    )
    {
        using var writer = new ProtoWriter(stackalloc byte[256]);
        writer.UInt32(1, counter);
        writer.UInt32(2, previousCounter);
        writer.Bytes(3, ratchetKey);
        writer.Bytes(4, ciphertext);
        return writer.ToArray();
    }

    public override byte[] WriteMessage(ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> mac)
    {
        using var writer = new ProtoWriter(stackalloc byte[256]);
        writer.Bytes(1, mac);
        writer.Bytes(2, authenticated);
        return writer.ToArray();
    }

    public override RatchetMessage? ReadMessage(ReadOnlyMemory<byte> data)
    {
        var (mac, authenticated) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        if (data.Length > MaxKeyDataLength)
        {
            return null;
        }

        var reader = new ProtoReader(data.Span);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    mac = Slice(data, reader.Range());
                    break;
                case 2:
                    authenticated = Slice(data, reader.Range());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reader.Failed || mac.Length != MacSize ? null : ReadAuthenticated(authenticated, mac);
    }

    public override byte[] WriteKeyExchange(KeyExchange exchange)
    {
        using var writer = new ProtoWriter(stackalloc byte[512]);
        if (exchange.PreKeyId is { } preKeyId)
        {
            writer.UInt32(1, preKeyId);
        }

        writer.UInt32(2, exchange.SignedPreKeyId);
        writer.Bytes(3, exchange.Identity.Wire.Span);
        writer.Bytes(4, exchange.Ephemeral.Span);
        writer.Bytes(5, exchange.Message.Span);
        return writer.ToArray();
    }

    public override KeyExchange? ReadKeyExchange(ReadOnlyMemory<byte> data)
    {
        if (data.Length > MaxKeyDataLength)
        {
            return null;
        }

        var (identity, ephemeral, message) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        uint? preKeyId = null;
        uint? signedPreKeyId = null;
        var reader = new ProtoReader(data.Span);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    preKeyId = reader.UInt32();
                    break;
                case 2:
                    signedPreKeyId = reader.UInt32();
                    break;
                case 3:
                    identity = Slice(data, reader.Range());
                    break;
                case 4:
                    ephemeral = DecodeKey(Slice(data, reader.Range()));
                    break;
                case 5:
                    message = Slice(data, reader.Range());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // The identity is decoded last: it is the only field that costs something.
        return reader.Failed || ephemeral.IsEmpty || message.IsEmpty || signedPreKeyId is null || DecodeIdentity(identity) is not { } key
            ? null
            : new(preKeyId, signedPreKeyId.Value, key, ephemeral, message);
    }

    public override SealedPayload Seal(ReadOnlySpan<byte> plaintext, bool hasPayload, IRandomSource random)
    {
        if (!hasPayload)
        {
            // An empty message carries 32 zero bytes in place of a key (section 5.6).
            return new([], null, new byte[PayloadKeySize]);
        }

        var material = new byte[PayloadKeySize + MacSize];
        random.Fill(material.AsSpan(0, PayloadKeySize));
        Span<byte> keys = stackalloc byte[PayloadKeys.Size];
        PayloadKeys.Derive(material.AsSpan(0, PayloadKeySize), keys);
        var ciphertext = AesCbc.Encrypt(PayloadKeys.Encryption(keys), PayloadKeys.Iv(keys), plaintext);
        Span<byte> mac = stackalloc byte[Hmac.Size];
        Hmac.Compute(PayloadKeys.Authentication(keys), ciphertext, mac);
        mac[..MacSize].CopyTo(material.AsSpan(PayloadKeySize));
        CryptographicOperations.ZeroMemory(keys);
        return new([], ciphertext, material);
    }

    public override bool TryOpen(OmemoEnvelope envelope, ReadOnlySpan<byte> keyMaterial, out byte[]? plaintext)
    {
        plaintext = null;
        if (envelope.Payload is not { } payload)
        {
            return true;
        }

        if (keyMaterial.Length != PayloadKeySize + MacSize)
        {
            return false;
        }

        Span<byte> keys = stackalloc byte[PayloadKeys.Size];
        PayloadKeys.Derive(keyMaterial[..PayloadKeySize], keys);
        Span<byte> mac = stackalloc byte[Hmac.Size];
        Hmac.Compute(PayloadKeys.Authentication(keys), payload.Span, mac);
        if (CryptographicOperations.FixedTimeEquals(mac[..MacSize], keyMaterial[PayloadKeySize..]))
        {
            plaintext = AesCbc.TryDecrypt(PayloadKeys.Encryption(keys), PayloadKeys.Iv(keys), payload.Span);
        }

        CryptographicOperations.ZeroMemory(keys);
        return plaintext is not null;
    }

    private RatchetMessage? ReadAuthenticated(ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> mac)
    {
        var (ratchetKey, ciphertext) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        uint? counter = null;
        uint? previous = null;
        var reader = new ProtoReader(data.Span);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    counter = reader.UInt32();
                    break;
                case 2:
                    previous = reader.UInt32();
                    break;
                case 3:
                    ratchetKey = DecodeKey(Slice(data, reader.Range()));
                    break;
                case 4:
                    ciphertext = Slice(data, reader.Range());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reader.Failed || ratchetKey.IsEmpty || ciphertext.IsEmpty || counter is null || previous is null
            ? null
            : new(ratchetKey, counter.Value, previous.Value, ciphertext, data, mac);
    }

    /// <summary>The three secrets of a payload, derived from its key.</summary>
    private static class PayloadKeys
    {
        public const int Size = AesCbc.KeySize + Hmac.Size + AesCbc.IvSize;

        public static void Derive(ReadOnlySpan<byte> key, Span<byte> keys) => Hmac.Expand(key, KeySchedule.NoSalt, "OMEMO Payload"u8, keys);

        public static ReadOnlySpan<byte> Encryption(ReadOnlySpan<byte> keys) => keys[..AesCbc.KeySize];

        public static ReadOnlySpan<byte> Authentication(ReadOnlySpan<byte> keys) => keys.Slice(AesCbc.KeySize, Hmac.Size);

        public static ReadOnlySpan<byte> Iv(ReadOnlySpan<byte> keys) => keys[(AesCbc.KeySize + Hmac.Size)..];
    }
}
