// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ChatSecure.Storage.Encryption;

/// <summary>BLAKE2b without a key (RFC 7693), as Argon2 needs it.</summary>
internal sealed class Blake2b
{
    private const int BlockLength = 128;
    private const int Rounds = 12;

    private static readonly ulong[] _start =
    [
        0x6A09E667F3BCC908,
        0xBB67AE8584CAA73B,
        0x3C6EF372FE94F82B,
        0xA54FF53A5F1D36F1,
        0x510E527FADE682D1,
        0x9B05688C2B3E6C1F,
        0x1F83D9ABFB41BD6B,
        0x5BE0CD19137E2179,
    ];

    /// <summary>In which order a round takes the words of the block, a hexadecimal digit each.</summary>
    private static readonly byte[][] _order =
    [
        Digits("0123456789abcdef"),
        Digits("ea489fd61c02b753"),
        Digits("b8c052fdae367194"),
        Digits("7931dcbe265a40f8"),
        Digits("905724afe1bc683d"),
        Digits("2c6a0b834d75fe19"),
        Digits("c51fed4a0763928b"),
        Digits("db7ec13950f4862a"),
        Digits("6fe9b308c2d714a5"),
        Digits("a2847615fb9e3cd0"),
    ];

    private readonly ulong[] _state = [.. _start];
    private readonly byte[] _block = new byte[BlockLength];
    private readonly int _length;
    private int _filled;
    private ulong _count;

    /// <param name="length">The length of the result in bytes, 1 to 64.</param>
    public Blake2b(int length)
    {
        _length = length;
        _state[0] ^= 0x01010000 ^ (ulong)length;
    }

    public Blake2b Add(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            // The last block is known as such only when nothing follows, so a full one waits.
            if (_filled == BlockLength)
            {
                Compress(isLast: false);
            }

            var count = Math.Min(BlockLength - _filled, data.Length);
            data[..count].CopyTo(_block.AsSpan(_filled));
            _filled += count;
            data = data[count..];
        }

        return this;
    }

    public Blake2b Add(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return Add(bytes);
    }

    /// <summary>Writes the result and forgets what went in.</summary>
    public void Finish(Span<byte> destination)
    {
        _block.AsSpan(_filled).Clear();
        Compress(isLast: true);
        Span<byte> full = stackalloc byte[64];
        for (var i = 0; i < _state.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(full[(8 * i)..], _state[i]);
        }

        full[.._length].CopyTo(destination);
        CryptographicOperations.ZeroMemory(full);
        CryptographicOperations.ZeroMemory(_block);
        Array.Clear(_state);
    }

    private void Compress(bool isLast)
    {
        _count += (ulong)_filled;
        _filled = 0;
        Span<ulong> words = stackalloc ulong[16];
        Span<ulong> v = stackalloc ulong[16];
        for (var i = 0; i < 16; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(8 * i));
        }

        _state.CopyTo(v);
        _start.CopyTo(v[8..]);
        v[12] ^= _count;
        v[14] = isLast ? ~v[14] : v[14];
        for (var round = 0; round < Rounds; round++)
        {
            var order = _order[round % _order.Length];
            Mix(ref v[0], ref v[4], ref v[8], ref v[12], words[order[0]], words[order[1]]);
            Mix(ref v[1], ref v[5], ref v[9], ref v[13], words[order[2]], words[order[3]]);
            Mix(ref v[2], ref v[6], ref v[10], ref v[14], words[order[4]], words[order[5]]);
            Mix(ref v[3], ref v[7], ref v[11], ref v[15], words[order[6]], words[order[7]]);
            Mix(ref v[0], ref v[5], ref v[10], ref v[15], words[order[8]], words[order[9]]);
            Mix(ref v[1], ref v[6], ref v[11], ref v[12], words[order[10]], words[order[11]]);
            Mix(ref v[2], ref v[7], ref v[8], ref v[13], words[order[12]], words[order[13]]);
            Mix(ref v[3], ref v[4], ref v[9], ref v[14], words[order[14]], words[order[15]]);
        }

        for (var i = 0; i < 8; i++)
        {
            _state[i] ^= v[i] ^ v[i + 8];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        a += b + x;
        d = BitOperations.RotateRight(d ^ a, 32);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 24);
        a += b + y;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 63);
    }

    private static byte[] Digits(string row) => [.. row.Select(digit => (byte)"0123456789abcdef".IndexOf(digit, StringComparison.Ordinal))];
}
