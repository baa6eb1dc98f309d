// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Primitives;

/// <summary>The Diffie-Hellman group of OTR: 1536 bits, generator 2 (RFC 3526, group 5). p is a safe prime, q = (p - 1) / 2 the order of the squares. Elements
/// and exponents are 192 bytes long, big-endian, unless said otherwise.</summary>
internal static class ModpGroup
{
    public const int Size = 192;

    /// <summary>The length of the secret exponents of key pairs: 320 bits, the least that OTR allows.</summary>
    public const int ExponentSize = 40;

    private static readonly byte[] Prime = Convert.FromHexString(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
            + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
            + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF"
    );

    private static readonly byte[] Greatest = LessBy(2);
    private static readonly OddModulus Field = new(Prime);
    private static readonly OddModulus Exponents = new(HalfOf(Prime));

    public static ReadOnlySpan<byte> Generator => [2];

    /// <summary>Whether 2 &lt;= element &lt;= p - 2: anything else would make a secret known to everyone.</summary>
    public static bool IsElement(ReadOnlySpan<byte> element) =>
        element.Length == Size
        && element.SequenceCompareTo(Greatest) <= 0
        && (element[..^1].ContainsAnyExcept((byte)0) || element[^1] >= 2);

    /// <summary>element ^ exponent. The exponent may have any length, which is all that the time tells of it.</summary>
    public static byte[] Power(ReadOnlySpan<byte> element, ReadOnlySpan<byte> exponent)
    {
        var result = new byte[Size];
        Field.Power(element, exponent, result);
        return result;
    }

    public static void Power(ReadOnlySpan<byte> element, ReadOnlySpan<byte> exponent, Span<byte> result) =>
        Field.Power(element, exponent, result);

    public static byte[] Multiply(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var result = new byte[Size];
        Field.Multiply(left, right, result);
        return result;
    }

    /// <summary>left / right: the inverse is the power p - 2 (Fermat).</summary>
    public static byte[] Divide(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Multiply(left, Power(right, LessBy(2)));

    /// <summary>A zero-knowledge proof's answer: random - secret * challenge mod q.</summary>
    public static byte[] Answer(ReadOnlySpan<byte> random, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> challenge)
    {
        var answer = new byte[Size];
        Span<byte> product = stackalloc byte[Size];
        Exponents.Multiply(secret, challenge, product);
        Exponents.Multiply(random, [1], answer);
        Exponents.Subtract(answer, product, answer);
        product.Clear();
        return answer;
    }

    private static byte[] LessBy(byte small)
    {
        var number = Prime.ToArray();
        number[^1] -= small;
        return number;
    }

    private static byte[] HalfOf(byte[] odd)
    {
        var half = new byte[odd.Length];
        for (var i = 0; i < odd.Length; i++)
        {
            half[i] = (byte)((odd[i] >> 1) | (i == 0 ? 0 : odd[i - 1] << 7));
        }

        return half;
    }
}
