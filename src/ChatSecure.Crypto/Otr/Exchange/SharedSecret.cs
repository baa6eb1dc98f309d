// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>The number that two keys have in common, and the two hash functions that make keys of it.</summary>
internal sealed class SharedSecret : IDisposable
{
    // A byte that tells hashes apart, then the number with its length.
    private readonly SecretBytes _input = new(1 + sizeof(uint) + ModpGroup.Size);
    private readonly int _length;

    public SharedSecret(DhKeyPair own, ReadOnlySpan<byte> peer)
    {
        Span<byte> secret = stackalloc byte[ModpGroup.Size];
        own.Agree(peer, secret);
        using var writer = new OtrWriter(stackalloc byte[sizeof(uint) + ModpGroup.Size]);
        writer.Mpi(secret);
        writer.Written.CopyTo(_input.Span[1..]);
        _length = 1 + writer.Written.Length;
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>SHA-1 of a byte and the secret.</summary>
    public void Hash1(byte first, Span<byte> hash)
    {
        _input.Span[0] = first;
        SHA1.HashData(_input.Span[.._length], hash);
    }

    /// <summary>SHA-256 of a byte and the secret.</summary>
    public void Hash2(byte first, Span<byte> hash)
    {
        _input.Span[0] = first;
        SHA256.HashData(_input.Span[.._length], hash);
    }

    public void Dispose() => _input.Dispose();
}
