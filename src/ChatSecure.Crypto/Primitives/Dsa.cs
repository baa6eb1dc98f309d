// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using BigInt = Org.BouncyCastle.Math.BigInteger;

namespace ChatSecure.Crypto.Primitives;

/// <summary>DSA with a prime of 1024 bits and a subgroup of 160, as OTR prescribes. What is signed is a number of 256 bits, taken modulo q: other
/// implementations of DSA cut it instead. Signing does not branch on secrets; checking and making keys is left to BouncyCastle.</summary>
internal static class Dsa
{
    public const int PrimeBits = 1024;
    public const int OrderSize = 20;
    public const int SignatureSize = 2 * OrderSize;

    // FIPS 186-2: the chance that a prime is none is below 2^-80.
    private const int Certainty = 80;

    /// <summary>Makes a key with parameters of its own. Takes up to a few seconds.</summary>
    public static (byte[] P, byte[] Q, byte[] G, byte[] Y, byte[] X) Generate(IRandomSource random)
    {
        var secure = new SecureRandom(new Source(random));
        var parameters = new DsaParametersGenerator();
        parameters.Init(PrimeBits, Certainty, secure);
        var generator = new DsaKeyPairGenerator();
        generator.Init(new DsaKeyGenerationParameters(secure, parameters.GenerateParameters()));
        var pair = generator.GenerateKeyPair();
        var y = (DsaPublicKeyParameters)pair.Public;
        var x = (DsaPrivateKeyParameters)pair.Private;
        return (
            y.Parameters.P.ToByteArrayUnsigned(),
            y.Parameters.Q.ToByteArrayUnsigned(),
            y.Parameters.G.ToByteArrayUnsigned(),
            y.Y.ToByteArrayUnsigned(),
            x.X.ToByteArrayUnsigned()
        );
    }

    /// <summary>Whether the numbers can be a key: of the right sizes, g and y of order q.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> p, ReadOnlySpan<byte> q, ReadOnlySpan<byte> g, ReadOnlySpan<byte> y)
    {
        if (p.Length != PrimeBits / 8 || p[0] < 0x80 || (p[^1] & 1) == 0 || q.Length != OrderSize || q[0] < 0x80 || (q[^1] & 1) == 0)
        {
            return false;
        }

        var modulus = new OddModulus(p);
        return HasOrder(modulus, p, q, g) && HasOrder(modulus, p, q, y);
    }

    /// <summary>Whether x is the private key of y.</summary>
    public static bool IsPair(ReadOnlySpan<byte> p, ReadOnlySpan<byte> q, ReadOnlySpan<byte> g, ReadOnlySpan<byte> y, ReadOnlySpan<byte> x)
    {
        if (!IsPublicKey(p, q, g, y) || x.Length > q.Length || Number(x).IsZero || Number(x) >= Number(q))
        {
            return false;
        }

        Span<byte> computed = stackalloc byte[PrimeBits / 8];
        new OddModulus(p).Power(g, x, computed);
        return Number(computed) == Number(y);
    }

    /// <summary>Signs a number of 256 bits.</summary>
    /// <returns>r and s, 20 bytes each.</returns>
    public static byte[] Sign(
        ReadOnlySpan<byte> p,
        ReadOnlySpan<byte> q,
        ReadOnlySpan<byte> g,
        ReadOnlySpan<byte> x,
        ReadOnlySpan<byte> message,
        IRandomSource random
    )
    {
        var (modulus, order) = (new OddModulus(p), new OddModulus(q));
        var signature = new byte[SignatureSize];
        var r = signature.AsSpan(0, OrderSize);
        var s = signature.AsSpan(OrderSize);
        Span<byte> nonce = stackalloc byte[OrderSize];
        Span<byte> product = stackalloc byte[OrderSize];
        Span<byte> power = stackalloc byte[PrimeBits / 8];
        do
        {
            DrawNonce(q, x, message, random, nonce);
            modulus.Power(g, nonce, power);
            Write(Number(power) % Number(q), r);
            order.Multiply(r, x, product);
            Write(Number(message) % Number(q), s);
            order.Add(product, s, product);
            order.Power(nonce, LessByTwo(q), s);
            order.Multiply(s, product, s);
        } while (!r.ContainsAnyExcept((byte)0) || !s.ContainsAnyExcept((byte)0));

        CryptographicOperations.ZeroMemory(nonce);
        CryptographicOperations.ZeroMemory(product);
        return signature;
    }

    /// <summary>Checks a signature by a key that <see cref="IsPublicKey"/>.</summary>
    public static bool Verify(
        ReadOnlySpan<byte> p,
        ReadOnlySpan<byte> q,
        ReadOnlySpan<byte> g,
        ReadOnlySpan<byte> y,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature
    )
    {
        if (signature.Length != SignatureSize)
        {
            return false;
        }

        var reduced = new byte[OrderSize];
        Write(Number(message) % Number(q), reduced);
        var signer = new DsaSigner();
        signer.Init(forSigning: false, new DsaPublicKeyParameters(Big(y), new DsaParameters(Big(p), Big(q), Big(g))));
        return signer.VerifySignature(reduced, Big(signature[..OrderSize]), Big(signature[OrderSize..]));
    }

    // A function of the key, the message and fresh randomness: neither a repeated message nor a broken generator alone gives the key away. Drawing again
    // when the number is too great keeps all numbers below q equally likely; how often says nothing of the number that is kept.
    private static void DrawNonce(
        ReadOnlySpan<byte> q,
        ReadOnlySpan<byte> x,
        ReadOnlySpan<byte> message,
        IRandomSource random,
        Span<byte> nonce
    )
    {
        Span<byte> input = stackalloc byte[32 + message.Length];
        Span<byte> candidate = stackalloc byte[SHA256.HashSizeInBytes];
        message.CopyTo(input[32..]);
        do
        {
            random.Fill(input[..32]);
            HMACSHA256.HashData(x, input, candidate);
            candidate[..OrderSize].CopyTo(nonce);
        } while (nonce.SequenceCompareTo(q) >= 0 || !nonce.ContainsAnyExcept((byte)0));

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(candidate);
    }

    private static bool HasOrder(OddModulus modulus, ReadOnlySpan<byte> p, ReadOnlySpan<byte> q, ReadOnlySpan<byte> element)
    {
        var number = Number(element);
        if (element.Length > p.Length || number <= 1 || number >= Number(p) - 1)
        {
            return false;
        }

        Span<byte> power = stackalloc byte[PrimeBits / 8];
        modulus.Power(element, q, power);
        return Number(power).IsOne;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInt Big(ReadOnlySpan<byte> bytes) => new(1, bytes);

    private static void Write(BigInteger number, Span<byte> bytes)
    {
        bytes.Clear();
        number.TryWriteBytes(bytes[^number.GetByteCount(isUnsigned: true)..], out _, isUnsigned: true, isBigEndian: true);
    }

    private static byte[] LessByTwo(ReadOnlySpan<byte> odd)
    {
        var bytes = odd.ToArray();
        Write(Number(odd) - 2, bytes);
        return bytes;
    }

    /// <summary>Hands our source of randomness to BouncyCastle.</summary>
    private sealed class Source(IRandomSource random) : IRandomGenerator
    {
        public void AddSeedMaterial(byte[] seed)
        {
            // The source seeds itself.
        }

        public void AddSeedMaterial(ReadOnlySpan<byte> seed)
        {
            // The source seeds itself.
        }

        public void AddSeedMaterial(long seed)
        {
            // The source seeds itself.
        }

        public void NextBytes(byte[] bytes) => random.Fill(bytes);

        public void NextBytes(byte[] bytes, int start, int len) => random.Fill(bytes.AsSpan(start, len));

        public void NextBytes(Span<byte> bytes) => random.Fill(bytes);
    }
}
