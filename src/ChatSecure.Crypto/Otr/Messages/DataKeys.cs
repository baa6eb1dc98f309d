// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Otr.Messages;

/// <summary>The keys that one of our key pairs and one of the peer's keys make. Dispose them to forget them.</summary>
internal sealed class DataKeys : IDisposable
{
    public const int CodeKeySize = SHA1.HashSizeInBytes;
    public const int ExtraKeySize = SHA256.HashSizeInBytes;
    private const byte HighByte = 1;
    private const byte LowByte = 2;
    private const byte ExtraByte = 0xff;

    private readonly SecretBytes _keys = new((2 * CodeKeySize) + ExtraKeySize);
    private readonly AesCtr _sending;
    private readonly AesCtr _receiving;
    private ulong _counter;

    public DataKeys(DhKeyPair own, byte[] peer)
    {
        // Who has the greater key is the high end.
        var isHigh = own.Public.AsSpan().SequenceCompareTo(peer) > 0;
        using var secret = new SharedSecret(own, peer);
        _sending = Derive(secret, isHigh ? HighByte : LowByte, SendingCodeKey);
        _receiving = Derive(secret, isHigh ? LowByte : HighByte, ReceivingCodeKey);
        secret.Hash2(ExtraByte, ExtraKey);
    }

    public Span<byte> ReceivingCodeKey => _keys.Span.Slice(CodeKeySize, CodeKeySize);

    /// <summary>The key for uses beyond messages, 32 bytes.</summary>
    public Span<byte> ExtraKey => _keys.Span[(2 * CodeKeySize)..];

    private Span<byte> SendingCodeKey => _keys.Span[..CodeKeySize];

    /// <summary>The next counter to encrypt with. It never comes again, whatever becomes of the message.</summary>
    public ulong NextCounter() => ++_counter;

    public void Encrypt(ulong counter, ReadOnlySpan<byte> plaintext, Span<byte> encrypted) => _sending.Apply(counter, plaintext, encrypted);

    public void Decrypt(ulong counter, ReadOnlySpan<byte> encrypted, Span<byte> plaintext) =>
        _receiving.Apply(counter, encrypted, plaintext);

    public void WriteCode(ReadOnlySpan<byte> message, Span<byte> code) => HMACSHA1.HashData(SendingCodeKey, message, code);

    public bool CheckCode(ReadOnlySpan<byte> message, ReadOnlySpan<byte> code)
    {
        Span<byte> expected = stackalloc byte[CodeKeySize];
        HMACSHA1.HashData(ReceivingCodeKey, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, code);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _sending.Dispose();
        _receiving.Dispose();
    }

    private static AesCtr Derive(SharedSecret secret, byte end, Span<byte> codeKey)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        secret.Hash1(end, hash);
        var cipher = new AesCtr(hash[..AesCtr.KeySize]);
        SHA1.HashData(hash[..AesCtr.KeySize], codeKey);
        CryptographicOperations.ZeroMemory(hash);
        return cipher;
    }
}
