// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>The back end of one OMEMO namespace: what its messages, keys and payloads look like. The machine does the rest the same way for every
/// namespace, with sessions and device lists of each apart. Reading never throws: what is malformed is null or false.</summary>
internal abstract class OmemoFormat : IRatchetWire
{
    /// <summary>Nothing that honest devices send through a ratchet is longer; the largest known are below 200 bytes.</summary>
    public const int MaxKeyDataLength = 2048;

    /// <summary>The namespace.</summary>
    public abstract EncryptionKind Kind { get; }

    /// <summary>The constants of its maths.</summary>
    public abstract RatchetProfile Profile { get; }

    /// <summary>What the store's tables with its records begin with.</summary>
    public abstract string TablePrefix { get; }

    /// <summary>Whether a session whose messages don't decrypt may be replaced without a person: omemo:2 forbids it (XEP-0384, section 8), legacy
    /// clients rely on it.</summary>
    public abstract bool RepairsErrors { get; }

    /// <summary>A prekey or ratchet key as it goes over the wire and under signatures.</summary>
    public abstract byte[] EncodeKey(ReadOnlySpan<byte> publicKey);

    /// <summary>The 32 bytes of a prekey or ratchet key from the wire; empty if it is malformed.</summary>
    public abstract ReadOnlyMemory<byte> DecodeKey(ReadOnlyMemory<byte> wire);

    /// <summary>This device's identity key.</summary>
    public abstract IdentityKey OwnIdentity(OwnDevice own);

    /// <summary>An identity key from the wire; null if it is malformed.</summary>
    public abstract IdentityKey? DecodeIdentity(ReadOnlyMemory<byte> wire);

    /// <summary>Turns a fresh signature (see <see cref="ICurve25519.Sign"/>) into what goes over the wire.</summary>
    public abstract void EncodeSignature(Span<byte> signature);

    /// <summary>Verifies a signature from the wire.</summary>
    public abstract bool Verify(ICurve25519 curve, IdentityKey signer, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    public abstract byte[] WriteAuthenticated(
        ReadOnlySpan<byte> ratchetKey,
        uint counter,
        uint previousCounter,
        ReadOnlySpan<byte> ciphertext
    );

    public abstract byte[] WriteMessage(ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> mac);

    public abstract RatchetMessage? ReadMessage(ReadOnlyMemory<byte> data);

    public abstract byte[] WriteKeyExchange(KeyExchange exchange);

    public abstract KeyExchange? ReadKeyExchange(ReadOnlyMemory<byte> data);

    /// <summary>Encrypts a body under a fresh key; without one, makes a fresh key to transport.</summary>
    public abstract SealedPayload Seal(ReadOnlySpan<byte> plaintext, bool hasPayload, IRandomSource random);

    /// <summary>Decrypts an envelope's body with what came through the session. False if it does not authenticate; null if there is no body.</summary>
    public abstract bool TryOpen(OmemoEnvelope envelope, ReadOnlySpan<byte> keyMaterial, out byte[]? plaintext);

    protected static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> data, (int Start, int Length) range) =>
        data.Slice(range.Start, range.Length);
}
