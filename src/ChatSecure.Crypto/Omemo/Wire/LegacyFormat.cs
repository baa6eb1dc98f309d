// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>The namespace <c>eu.siacs.conversations.axolotl</c> (XEP-0384 0.3): libsignal's message version 3 on the wire, AES-128-GCM for the body.</summary>
internal sealed class LegacyFormat : OmemoFormat
{
    private const byte KeyType = 0x05;
    private const byte Version = 0x33;
    private const int WireKeySize = 33;
    private const int MacSize = 8;
    private const int PayloadKeySize = 16;

    public static LegacyFormat Instance { get; } = new();

    public override EncryptionKind Kind => EncryptionKind.Omemo;

    public override RatchetProfile Profile { get; } =
        new("WhisperText"u8.ToArray(), "WhisperRatchet"u8.ToArray(), "WhisperMessageKeys"u8.ToArray(), MacSize, SenderFirst: true);

    public override string TablePrefix => "axolotl.";

    public override bool RepairsErrors => true;

    public override byte[] EncodeKey(ReadOnlySpan<byte> publicKey) => [KeyType, .. publicKey];

    public override ReadOnlyMemory<byte> DecodeKey(ReadOnlyMemory<byte> wire) =>
        wire.Length == WireKeySize && wire.Span[0] == KeyType ? wire[1..] : default;

    public override IdentityKey OwnIdentity(OwnDevice own) => new(own.Identity, EncodeKey(own.Identity));

    public override IdentityKey? DecodeIdentity(ReadOnlyMemory<byte> wire) =>
        DecodeKey(wire) is { IsEmpty: false } key ? new(key, wire) : null;

    // The key has no sign: it travels in the signature's top bit.
    public override void EncodeSignature(Span<byte> signature) { }

    public override bool Verify(ICurve25519 curve, IdentityKey signer, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        curve.Verify(signer.Montgomery.Span, message, signature);

    public override byte[] WriteAuthenticated(
        ReadOnlySpan<byte> ratchetKey,
        uint counter,
        uint previousCounter,
        ReadOnlySpan<byte> ciphertext
    )
    {
        Span<byte> wireKey = stackalloc byte[WireKeySize];
        wireKey[0] = KeyType;
        ratchetKey.CopyTo(wireKey[1..]);
        using var writer = new ProtoWriter(stackalloc byte[256]);
        writer.Raw([Version]);
        writer.Bytes(1, wireKey);
        writer.UInt32(2, counter);
        writer.UInt32(3, previousCounter);
        writer.Bytes(4, ciphertext);
        return writer.ToArray();
    }

    public override byte[] WriteMessage(ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> mac) => [.. authenticated, .. mac];

    public override RatchetMessage? ReadMessage(ReadOnlyMemory<byte> data)
    {
        if (data.Length <= 1 + MacSize || data.Length > MaxKeyDataLength || data.Span[0] != Version)
        {
            return null;
        }

        var body = data[1..^MacSize];
        var (ratchetKey, ciphertext) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        uint? counter = null;
        uint? previous = null;
        var reader = new ProtoReader(body.Span);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    ratchetKey = DecodeKey(Slice(body, reader.Range()));
                    break;
                case 2:
                    counter = reader.UInt32();
                    break;
                case 3:
                    previous = reader.UInt32();
                    break;
                case 4:
                    ciphertext = Slice(body, reader.Range());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reader.Failed || ratchetKey.IsEmpty || ciphertext.IsEmpty || counter is null || previous is null
            ? null
            : new(ratchetKey, counter.Value, previous.Value, ciphertext, data[..^MacSize], data[^MacSize..]);
    }

    public override byte[] WriteKeyExchange(KeyExchange exchange)
    {
        using var writer = new ProtoWriter(stackalloc byte[512]);
        writer.Raw([Version]);
        if (exchange.PreKeyId is { } preKeyId)
        {
            writer.UInt32(1, preKeyId);
        }

        writer.Bytes(2, EncodeKey(exchange.Ephemeral.Span));
        writer.Bytes(3, exchange.Identity.Wire.Span);
        writer.Bytes(4, exchange.Message.Span);
        writer.UInt32(6, exchange.SignedPreKeyId);
        return writer.ToArray();
    }

    public override KeyExchange? ReadKeyExchange(ReadOnlyMemory<byte> data)
    {
        if (data.Length <= 1 || data.Length > MaxKeyDataLength || data.Span[0] != Version)
        {
            return null;
        }

        var body = data[1..];
        var (ephemeral, message) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        IdentityKey? identity = null;
        uint? preKeyId = null;
        uint? signedPreKeyId = null;
        var reader = new ProtoReader(body.Span);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    preKeyId = reader.UInt32();
                    break;
                case 2:
                    ephemeral = DecodeKey(Slice(body, reader.Range()));
                    break;
                case 3:
                    identity = DecodeIdentity(Slice(body, reader.Range()));
                    break;
                case 4:
                    message = Slice(body, reader.Range());
                    break;
                case 6:
                    signedPreKeyId = reader.UInt32();
                    break;
                default:
                    // Field 5 is the sender's registration id, which OMEMO has no use for.
                    reader.Skip();
                    break;
            }
        }

        return reader.Failed || identity is null || ephemeral.IsEmpty || message.IsEmpty || signedPreKeyId is null
            ? null
            : new(preKeyId, signedPreKeyId.Value, identity, ephemeral, message);
    }

    public override SealedPayload Seal(ReadOnlySpan<byte> plaintext, bool hasPayload, IRandomSource random)
    {
        var iv = new byte[Gcm.IvSize];
        var material = new byte[hasPayload ? PayloadKeySize + Gcm.TagSize : PayloadKeySize];
        random.Fill(iv);
        random.Fill(material.AsSpan(0, PayloadKeySize));
        ReadOnlyMemory<byte>? ciphertext = hasPayload
            ? Gcm.Encrypt(material.AsSpan(0, PayloadKeySize), iv, plaintext, material.AsSpan(PayloadKeySize))
            : (ReadOnlyMemory<byte>?)null;
        return new(iv, ciphertext, material);
    }

    public override bool TryOpen(OmemoEnvelope envelope, ReadOnlySpan<byte> keyMaterial, out byte[]? plaintext)
    {
        plaintext = null;
        if (envelope.Payload is not { } payload)
        {
            return true;
        }

        // The tag must have come through the session. In the payload, where the oldest clients put it, it would let every recipient of the message
        // forge it for the others.
        if (keyMaterial.Length != PayloadKeySize + Gcm.TagSize)
        {
            return false;
        }

        plaintext = Gcm.TryDecrypt(keyMaterial[..PayloadKeySize], envelope.Iv.Span, payload.Span, keyMaterial[PayloadKeySize..]);
        return plaintext is not null;
    }
}
