// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>The steps of OTR's authenticated key exchange, apart from when they are taken. Each gives null if the peer's message does not hold.</summary>
internal sealed class KeyExchange(IRandomSource random)
{
    // The number of the key pair that goes into an exchange: each exchange begins with a fresh one.
    private const uint OwnKeyId = 1;
    private const int SecretSize = 16;

    /// <summary>Commits to a fresh key.</summary>
    public AuthState.AwaitingDhKey Commit(DateTimeOffset now)
    {
        var own = new DhKeyPair(random);
        var secret = new byte[SecretSize];
        random.Fill(secret);
        using var writer = new OtrWriter(stackalloc byte[256]);
        writer.Mpi(own.Public);
        var hash = SHA256.HashData(writer.Written);
        return new(own, secret, hash, new DhCommit(AesCtr.Apply(secret, writer.Written), hash).Write(), now);
    }

    /// <summary>Answers a commitment with a fresh key.</summary>
    public AuthState.AwaitingRevealSignature Answer(DhCommit commit) => new(new DhKeyPair(random), commit);

    public static byte[] DhKey(AuthState.AwaitingRevealSignature state)
    {
        using var writer = new OtrWriter(stackalloc byte[256]);
        writer.Mpi(state.Own.Public);
        return writer.ToArray();
    }

    /// <summary>Reveals our key and signs, once the peer's key is known.</summary>
    public AuthState.AwaitingSignature? Reveal(AuthState.AwaitingDhKey state, byte[] peer, OtrPrivateKey identity)
    {
        if (IsReflected(state.Own, peer))
        {
            return null;
        }

        var keys = new ExchangeKeys(state.Own, peer);
        var part = Sign(keys, ofRevealer: true, state.Own.Public, peer, identity);
        return new(state.Own, peer, keys, part.Write(state.Secret));
    }

    /// <summary>Checks the peer's key against its commitment, and its signature.</summary>
    public static (ExchangeResult Result, ExchangeKeys Keys)? Accept(
        AuthState.AwaitingRevealSignature state,
        ReadOnlySpan<byte> secret,
        SignaturePart part
    )
    {
        if (secret.Length != SecretSize || OpenCommit(state.Commit, secret) is not { } peer || IsReflected(state.Own, peer))
        {
            return null;
        }

        var keys = new ExchangeKeys(state.Own, peer);
        if (Check(keys, ofRevealer: true, peer, state.Own.Public, part) is var (identity, keyId))
        {
            return (new(state.Own, peer, keyId, identity, keys.SessionId, WeRevealed: false), keys);
        }

        keys.Dispose();
        return null;
    }

    /// <summary>Signs the exchange as the one who got the commitment.</summary>
    public byte[] Conclude(ExchangeResult result, ExchangeKeys keys, OtrPrivateKey identity) =>
        Sign(keys, ofRevealer: false, result.Own.Public, result.Peer, identity).Write();

    /// <summary>Checks the signature of the one who got our commitment.</summary>
    public static ExchangeResult? Finish(AuthState.AwaitingSignature state, SignaturePart part) =>
        Check(state.Keys, ofRevealer: false, state.Peer, state.Own.Public, part) is var (identity, keyId)
            ? new(state.Own, state.Peer, keyId, identity, state.Keys.SessionId, WeRevealed: true)
            : null;

    // A key that is our own one is an echo.
    private static bool IsReflected(DhKeyPair own, byte[] peer) => own.Public.AsSpan().SequenceEqual(peer);

    private static byte[]? OpenCommit(DhCommit commit, ReadOnlySpan<byte> secret)
    {
        var opened = AesCtr.Apply(secret, commit.EncryptedKey);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(opened), commit.KeyHash))
        {
            return null;
        }

        var reader = new OtrReader(opened);
        var key = reader.Element();
        return reader.IsComplete ? key : null;
    }

    private SignaturePart Sign(ExchangeKeys keys, bool ofRevealer, byte[] own, byte[] peer, OtrPrivateKey identity)
    {
        Span<byte> signed = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> code = stackalloc byte[SHA256.HashSizeInBytes];
        WriteSigned(keys.Signed(ofRevealer), own, peer, identity.Public.Encoded, OwnKeyId, signed);
        using var writer = new OtrWriter(stackalloc byte[640]);
        writer.Raw(identity.Public.Encoded);
        writer.Int(OwnKeyId);
        writer.Raw(identity.Sign(signed, random));
        var encrypted = AesCtr.Apply(keys.Cipher(ofRevealer), writer.Written);
        WriteCode(keys.Outer(ofRevealer), encrypted, code);
        return new(encrypted, code[..SignaturePart.CodeSize].ToArray());
    }

    private static (OtrPublicKey Identity, uint KeyId)? Check(
        ExchangeKeys keys,
        bool ofRevealer,
        byte[] signer,
        byte[] other,
        SignaturePart part
    )
    {
        Span<byte> code = stackalloc byte[SHA256.HashSizeInBytes];
        WriteCode(keys.Outer(ofRevealer), part.Encrypted, code);
        if (!CryptographicOperations.FixedTimeEquals(code[..SignaturePart.CodeSize], part.Code))
        {
            return null;
        }

        var reader = new OtrReader(AesCtr.Apply(keys.Cipher(ofRevealer), part.Encrypted));
        if (OtrPublicKey.Read(ref reader) is not { } identity)
        {
            return null;
        }

        var keyId = reader.Int();
        var signature = reader.Fixed(Dsa.SignatureSize);
        if (!reader.IsComplete || keyId == 0)
        {
            return null;
        }

        Span<byte> signed = stackalloc byte[SHA256.HashSizeInBytes];
        WriteSigned(keys.Signed(ofRevealer), signer, other, identity.Encoded, keyId, signed);
        return identity.Verify(signed, signature) ? (identity, keyId) : null;
    }

    private static void WriteSigned(ReadOnlySpan<byte> key, byte[] signer, byte[] other, byte[] identity, uint keyId, Span<byte> signed)
    {
        using var writer = new OtrWriter(stackalloc byte[1024]);
        writer.Mpi(signer);
        writer.Mpi(other);
        writer.Raw(identity);
        writer.Int(keyId);
        HMACSHA256.HashData(key, writer.Written, signed);
    }

    // The code covers the length in front of the signature too.
    private static void WriteCode(ReadOnlySpan<byte> key, byte[] encrypted, Span<byte> code)
    {
        using var writer = new OtrWriter(stackalloc byte[1028]);
        writer.Data(encrypted);
        HMACSHA256.HashData(key, writer.Written, code);
    }
}
