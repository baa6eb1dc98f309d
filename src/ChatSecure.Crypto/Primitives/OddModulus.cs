// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ChatSecure.Crypto.Primitives;

/// <summary>Arithmetic modulo an odd number, in Montgomery's form on words of 64 bits. Neither the branches nor the addresses depend on the numbers, only on
/// their lengths: the platform's and BouncyCastle's big integers don't promise that, and their copies can't be zeroed. (That a 64-bit multiplication takes
/// the same time for all values holds on the processors that .NET runs on; a comparison of words is compiled to a flag, not to a branch.)
/// <para>Numbers are unsigned, big-endian and at most <see cref="Size"/> bytes long; results fill their buffers from the right.</para></summary>
internal sealed class OddModulus
{
    // Exponents are taken four bits at a time.
    private const int WindowBits = 4;
    private const int WindowSize = 1 << WindowBits;
    private const int MaxWords = 48;

    private readonly ulong[] _modulus;
    private readonly ulong[] _square;
    private readonly ulong _inverse;

    /// <summary>Prepares a modulus, which is no secret.</summary>
    public OddModulus(ReadOnlySpan<byte> modulus)
    {
        var value = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        var words = (value.GetByteCount(isUnsigned: true) + sizeof(ulong) - 1) / sizeof(ulong);
        if (value.IsEven || words is 0 or > MaxWords)
        {
            throw new ArgumentOutOfRangeException(nameof(modulus), "The modulus must be odd and of 3072 bits at most.");
        }

        _modulus = new ulong[words];
        _square = new ulong[words];
        Load(modulus, _modulus);
        Load((BigInteger.One << (128 * words)) % value, _square);

        // Newton's iteration doubles the correct bits: an odd number is its own inverse modulo 8.
        var inverse = _modulus[0];
        for (var bits = 3; bits < 64; bits *= 2)
        {
            inverse *= 2 - (_modulus[0] * inverse);
        }

        _inverse = 0 - inverse;
    }

    /// <summary>The length of numbers in bytes, a multiple of eight.</summary>
    public int Size => _modulus.Length * sizeof(ulong);

    /// <summary>number ^ exponent.</summary>
    public void Power(ReadOnlySpan<byte> number, ReadOnlySpan<byte> exponent, Span<byte> result)
    {
        var words = _modulus.Length;
        Span<ulong> table = stackalloc ulong[WindowSize * words];
        Span<ulong> power = stackalloc ulong[words];
        Span<ulong> factor = stackalloc ulong[words];
        Span<ulong> scratch = stackalloc ulong[words + 2];
        Load(number, factor);
        factor.CopyTo(table[words..]);
        Multiply(table.Slice(words, words), _square, table.Slice(words, words), scratch);
        factor.Clear();
        factor[0] = 1;
        Multiply(factor, _square, table[..words], scratch);
        for (var i = 2; i < WindowSize; i++)
        {
            Multiply(table.Slice((i - 1) * words, words), table.Slice(words, words), table.Slice(i * words, words), scratch);
        }

        table[..words].CopyTo(power);
        foreach (var digits in exponent)
        {
            for (var shift = WindowBits; shift >= 0; shift -= WindowBits)
            {
                for (var i = 0; i < WindowBits; i++)
                {
                    Multiply(power, power, power, scratch);
                }

                Select(table, (digits >> shift) & (WindowSize - 1), factor);
                Multiply(power, factor, power, scratch);
            }
        }

        factor.Clear();
        factor[0] = 1;
        Multiply(power, factor, power, scratch);
        Store(power, result);
        Clear(table, power, factor, scratch);
    }

    /// <summary>left * right.</summary>
    public void Multiply(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> result)
    {
        var words = _modulus.Length;
        Span<ulong> a = stackalloc ulong[words];
        Span<ulong> b = stackalloc ulong[words];
        Span<ulong> scratch = stackalloc ulong[words + 2];
        Load(left, a);
        Load(right, b);
        Multiply(a, _square, a, scratch);
        Multiply(a, b, a, scratch);
        Store(a, result);
        Clear(a, b, scratch);
    }

    /// <summary>left + right, both below the modulus.</summary>
    public void Add(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> result)
    {
        Span<ulong> a = stackalloc ulong[_modulus.Length];
        Span<ulong> b = stackalloc ulong[_modulus.Length];
        Load(left, a);
        Load(right, b);
        ulong carry = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var sum = a[i] + b[i];
            var over = sum < a[i] ? 1UL : 0UL;
            a[i] = sum + carry;
            carry = over | (a[i] < sum ? 1UL : 0UL);
        }

        Reduce(a, carry, b);
        Store(a, result);
        Clear(a, b);
    }

    /// <summary>left - right, both below the modulus.</summary>
    public void Subtract(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> result)
    {
        Span<ulong> a = stackalloc ulong[_modulus.Length];
        Span<ulong> b = stackalloc ulong[_modulus.Length];
        Load(left, a);
        Load(right, b);
        var mask = 0 - Subtract(a, b, a);
        ulong carry = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var term = _modulus[i] & mask;
            var sum = a[i] + term;
            var over = sum < term ? 1UL : 0UL;
            a[i] = sum + carry;
            carry = over | (a[i] < sum ? 1UL : 0UL);
        }

        Store(a, result);
        Clear(a, b);
    }

    /// <summary>Montgomery's product left * right / 2^(64 n), fully reduced. One factor is below the modulus; the result may lie over either factor.</summary>
    private void Multiply(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result, Span<ulong> scratch)
    {
        var words = _modulus.Length;
        ref var modulus = ref MemoryMarshal.GetArrayDataReference(_modulus);
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var t = ref MemoryMarshal.GetReference(scratch);
        scratch.Clear();
        foreach (var digit in right)
        {
            ulong carry = 0;
            for (var i = 0; i < words; i++)
            {
                At(ref t, i) = MultiplyAdd(At(ref a, i), digit, At(ref t, i), ref carry);
            }

            var top = scratch[words] + carry;
            scratch[words + 1] = top < carry ? 1UL : 0UL;
            scratch[words] = top;

            var multiple = t * _inverse;
            carry = 0;
            MultiplyAdd(multiple, modulus, t, ref carry);
            for (var i = 1; i < words; i++)
            {
                At(ref t, i - 1) = MultiplyAdd(multiple, At(ref modulus, i), At(ref t, i), ref carry);
            }

            scratch[words - 1] = scratch[words] + carry;
            scratch[words] = scratch[words + 1] + (scratch[words - 1] < carry ? 1UL : 0UL);
        }

        scratch[..words].CopyTo(result);
        Reduce(result, scratch[words], scratch[..words]);
    }

    /// <summary>Subtracts the modulus if the number, with the carry in front, is not below it.</summary>
    private void Reduce(Span<ulong> number, ulong carry, Span<ulong> scratch)
    {
        var borrow = Subtract(number, _modulus, scratch);
        var keep = 0 - (borrow & ~carry & 1);
        for (var i = 0; i < number.Length; i++)
        {
            number[i] = (number[i] & keep) | (scratch[i] & ~keep);
        }
    }

    private static ulong Subtract(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
    {
        ulong borrow = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var (a, b) = (left[i], right[i]);
            var difference = a - b;
            var under = a < b ? 1UL : 0UL;
            result[i] = difference - borrow;
            borrow = under | (difference < borrow ? 1UL : 0UL);
        }

        return borrow;
    }

    private static ulong MultiplyAdd(ulong left, ulong right, ulong addend, ref ulong carry)
    {
        var high = Math.BigMul(left, right, out var low);
        low += addend;
        high += low < addend ? 1UL : 0UL;
        low += carry;
        high += low < carry ? 1UL : 0UL;
        carry = high;
        return low;
    }

    // Reads every entry, so that the cache learns nothing of which one was meant.
    private static void Select(ReadOnlySpan<ulong> table, int index, Span<ulong> entry)
    {
        entry.Clear();
        for (var i = 0; i < WindowSize; i++)
        {
            var difference = (ulong)(uint)(i ^ index);
            var mask = ((difference | (0 - difference)) >> 63) - 1;
            var candidate = table.Slice(i * entry.Length, entry.Length);
            for (var j = 0; j < entry.Length; j++)
            {
                entry[j] |= candidate[j] & mask;
            }
        }
    }

    private static ref ulong At(ref ulong first, int index) => ref System.Runtime.CompilerServices.Unsafe.Add(ref first, index);

    private static void Load(BigInteger value, Span<ulong> words) => Load(value.ToByteArray(isUnsigned: true, isBigEndian: true), words);

    private static void Load(ReadOnlySpan<byte> number, Span<ulong> words)
    {
        Span<byte> padded = stackalloc byte[words.Length * sizeof(ulong)];
        padded.Clear();
        number.CopyTo(padded[^number.Length..]);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64BigEndian(padded[^((i + 1) * sizeof(ulong))..]);
        }

        CryptographicOperations.ZeroMemory(padded);
    }

    private static void Store(ReadOnlySpan<ulong> words, Span<byte> number)
    {
        Span<byte> padded = stackalloc byte[words.Length * sizeof(ulong)];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(padded[^((i + 1) * sizeof(ulong))..], words[i]);
        }

        padded[^number.Length..].CopyTo(number);
        CryptographicOperations.ZeroMemory(padded);
    }

    private static void Clear(Span<ulong> first, Span<ulong> second, Span<ulong> third = default, Span<ulong> fourth = default)
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(first));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(second));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(third));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(fourth));
    }
}
