// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ChatSecure.Storage.Encryption;

/// <summary>Argon2id, version 1.3 (RFC 9106): makes each guess at a passphrase cost memory and time. Written here because .NET has none and Crypto's library is
/// out of this room's reach; held by tests against the RFC's vector and the reference program.</summary>
/// <param name="memory">The memory in KiB, at least 8 for each lane.</param>
/// <param name="passes">How often the memory is gone over.</param>
/// <param name="lanes">How many lanes it has. They are worked on one after the other.</param>
internal sealed class Argon2id(int memory, int passes, int lanes)
{
    private const int Words = 128;
    private const int Slices = 4;
    private const int Version = 0x13;
    private const int Kind = 2;

    private readonly int _laneLength = Math.Max(memory, 8 * lanes) / (Slices * lanes) * Slices;

    public void Derive(
        ReadOnlySpan<byte> passphrase,
        ReadOnlySpan<byte> salt,
        Span<byte> result,
        ReadOnlySpan<byte> secret = default,
        ReadOnlySpan<byte> data = default
    )
    {
        var blocks = GC.AllocateUninitializedArray<ulong>(_laneLength * lanes * Words, pinned: true);
        try
        {
            Begin(blocks, passphrase, salt, result.Length, secret, data);
            for (var pass = 0; pass < passes; pass++)
            {
                for (var slice = 0; slice < Slices; slice++)
                {
                    for (var lane = 0; lane < lanes; lane++)
                    {
                        Fill(blocks, pass, slice, lane);
                    }
                }
            }

            Finish(blocks, result);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(blocks.AsSpan()));
        }
    }

    private void Begin(
        ulong[] blocks,
        ReadOnlySpan<byte> passphrase,
        ReadOnlySpan<byte> salt,
        int length,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> data
    )
    {
        Span<byte> seed = stackalloc byte[72];
        new Blake2b(64)
            .Add(lanes)
            .Add(length)
            .Add(memory)
            .Add(passes)
            .Add(Version)
            .Add(Kind)
            .Add(passphrase.Length)
            .Add(passphrase)
            .Add(salt.Length)
            .Add(salt)
            .Add(secret.Length)
            .Add(secret)
            .Add(data.Length)
            .Add(data)
            .Finish(seed);
        Span<byte> block = stackalloc byte[8 * Words];
        for (var lane = 0; lane < lanes; lane++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(seed[68..], lane);
            for (var i = 0; i < 2; i++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(seed[64..], i);
                Stretch(seed, block);
                for (var word = 0; word < Words; word++)
                {
                    blocks[(((lane * _laneLength) + i) * Words) + word] = BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * word)..]);
                }
            }
        }

        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(block);
    }

    private void Fill(ulong[] blocks, int pass, int slice, int lane)
    {
        // The first half of the first pass chooses what it reads without regard to the passphrase.
        var isIndependent = pass == 0 && slice < Slices / 2;
        var segment = _laneLength / Slices;
        Span<ulong> input = stackalloc ulong[Words];
        Span<ulong> addresses = stackalloc ulong[Words];
        Span<ulong> seed = stackalloc ulong[Words];
        Span<ulong> zero = stackalloc ulong[Words];
        Span<ulong> scratch = stackalloc ulong[Words];
        input[0] = (ulong)pass;
        input[1] = (ulong)lane;
        input[2] = (ulong)slice;
        input[3] = (ulong)(_laneLength * lanes);
        input[4] = (ulong)passes;
        input[5] = Kind;
        var first = pass == 0 && slice == 0 ? 2 : 0;
        for (var i = first; i < segment; i++)
        {
            if (isIndependent && (i % Words == 0 || i == first))
            {
                input[6]++;
                Compress(zero, input, seed, scratch);
                Compress(zero, seed, addresses, scratch);
            }

            var current = (slice * segment) + i;
            var previous = current == 0 ? _laneLength - 1 : current - 1;
            var choice = isIndependent ? addresses[i % Words] : Block(blocks, lane, previous)[0];
            var (otherLane, other) = Choose(choice, pass, slice, lane, i, segment);
            Compress(Block(blocks, lane, previous), Block(blocks, otherLane, other), Block(blocks, lane, current), scratch, pass > 0);
        }
    }

    private (int Lane, int Index) Choose(ulong choice, int pass, int slice, int lane, int i, int segment)
    {
        var otherLane = pass == 0 && slice == 0 ? lane : (int)((choice >> 32) % (ulong)lanes);
        var isSame = otherLane == lane;

        // What can be read: the finished segments, and of one's own lane what this segment has so far, without the block just before.
        var finished = pass == 0 ? slice * segment : _laneLength - segment;
        var area = isSame ? finished + i - 1 : finished - (i == 0 ? 1 : 0);
        var x = choice & 0xFFFFFFFF;
        x = x * x >> 32;
        var relative = area - 1 - (int)((ulong)area * x >> 32);
        var start = pass == 0 ? 0 : (slice + 1) % Slices * segment;
        return (otherLane, (start + relative) % _laneLength);
    }

    private void Finish(ulong[] blocks, Span<byte> result)
    {
        Span<ulong> sum = stackalloc ulong[Words];
        for (var lane = 0; lane < lanes; lane++)
        {
            var last = Block(blocks, lane, _laneLength - 1);
            for (var i = 0; i < Words; i++)
            {
                sum[i] ^= last[i];
            }
        }

        Span<byte> bytes = stackalloc byte[8 * Words];
        for (var i = 0; i < Words; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * i)..], sum[i]);
        }

        Stretch(bytes, result);
        CryptographicOperations.ZeroMemory(bytes);
    }

    private Span<ulong> Block(ulong[] blocks, int lane, int index) => blocks.AsSpan(((lane * _laneLength) + index) * Words, Words);

    /// <summary>The hash of variable length, H' of the RFC.</summary>
    private static void Stretch(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (output.Length <= 64)
        {
            new Blake2b(output.Length).Add(output.Length).Add(input).Finish(output);
            return;
        }

        Span<byte> part = stackalloc byte[64];
        new Blake2b(64).Add(output.Length).Add(input).Finish(part);
        while (output.Length > 64)
        {
            part[..32].CopyTo(output);
            output = output[32..];
            new Blake2b(Math.Min(64, output.Length)).Add(part).Finish(part);
        }

        part[..output.Length].CopyTo(output);
        CryptographicOperations.ZeroMemory(part);
    }

    private static void Compress(
        ReadOnlySpan<ulong> x,
        ReadOnlySpan<ulong> y,
        Span<ulong> destination,
        Span<ulong> scratch,
        bool isAdded = false
    )
    {
        for (var i = 0; i < Words; i++)
        {
            var mixed = x[i] ^ y[i];
            scratch[i] = mixed;
            destination[i] = isAdded ? destination[i] ^ mixed : mixed;
        }

        ref var r = ref MemoryMarshal.GetReference(scratch);
        for (var i = 0; i < Words; i += 16)
        {
            Permute(ref Unsafe.Add(ref r, i), 1, 2);
        }

        for (var i = 0; i < 16; i += 2)
        {
            Permute(ref Unsafe.Add(ref r, i), 1, 16);
        }

        for (var i = 0; i < Words; i++)
        {
            destination[i] ^= scratch[i];
        }
    }

    /// <summary>The permutation over eight pairs of words, the pairs <paramref name="step"/> words apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(ref ulong r, int next, int step)
    {
        ref var v0 = ref r;
        ref var v1 = ref Unsafe.Add(ref r, next);
        ref var v2 = ref Unsafe.Add(ref r, step);
        ref var v3 = ref Unsafe.Add(ref r, step + next);
        ref var v4 = ref Unsafe.Add(ref r, 2 * step);
        ref var v5 = ref Unsafe.Add(ref r, (2 * step) + next);
        ref var v6 = ref Unsafe.Add(ref r, 3 * step);
        ref var v7 = ref Unsafe.Add(ref r, (3 * step) + next);
        ref var v8 = ref Unsafe.Add(ref r, 4 * step);
        ref var v9 = ref Unsafe.Add(ref r, (4 * step) + next);
        ref var v10 = ref Unsafe.Add(ref r, 5 * step);
        ref var v11 = ref Unsafe.Add(ref r, (5 * step) + next);
        ref var v12 = ref Unsafe.Add(ref r, 6 * step);
        ref var v13 = ref Unsafe.Add(ref r, (6 * step) + next);
        ref var v14 = ref Unsafe.Add(ref r, 7 * step);
        ref var v15 = ref Unsafe.Add(ref r, (7 * step) + next);
        Mix(ref v0, ref v4, ref v8, ref v12);
        Mix(ref v1, ref v5, ref v9, ref v13);
        Mix(ref v2, ref v6, ref v10, ref v14);
        Mix(ref v3, ref v7, ref v11, ref v15);
        Mix(ref v0, ref v5, ref v10, ref v15);
        Mix(ref v1, ref v6, ref v11, ref v12);
        Mix(ref v2, ref v7, ref v8, ref v13);
        Mix(ref v3, ref v4, ref v9, ref v14);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong ra, ref ulong rb, ref ulong rc, ref ulong rd)
    {
        ulong a = ra,
            b = rb,
            c = rc,
            d = rd;
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 32);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 24);
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 16);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 63);
        ra = a;
        rb = b;
        rc = c;
        rd = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong x, ulong y) => x + y + (2 * (ulong)(uint)x * (uint)y);
}
