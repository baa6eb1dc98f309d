// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>Repeatable bytes: SHA-256 of a seed and a counter.</summary>
internal sealed class SeededRandom(int seed) : IRandomSource
{
    private ulong _counter;

    public void Fill(Span<byte> buffer)
    {
        Span<byte> input = stackalloc byte[12];
        Span<byte> block = stackalloc byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(input, seed);
        while (!buffer.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(input[4..], _counter++);
            SHA256.HashData(input, block);
            var count = Math.Min(buffer.Length, block.Length);
            block[..count].CopyTo(buffer);
            buffer = buffer[count..];
        }
    }
}
