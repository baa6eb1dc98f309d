// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;

namespace ChatSecure.Encryption;

/// <summary>The public identity key of a device in the form that people compare, written as lower-case hexadecimal: 32 bytes for OMEMO (the Curve25519 u
/// coordinate in both formats), 20 bytes for OTR (the SHA-1 hash of the DSA key). A value type: two fingerprints are equal if their digits are.</summary>
public readonly record struct Fingerprint
{
    private const int OmemoSize = 32;
    private const int OtrSize = 20;

    private readonly string? _hex;

    private Fingerprint(string hex) => _hex = hex;

    /// <summary>The 64 (OTR: 40) lower-case hexadecimal digits; empty for <c>default</c>.</summary>
    public string Hex => _hex ?? string.Empty;

    /// <summary>Whether this is the fingerprint of an OTR key.</summary>
    public bool IsOtr => Hex.Length == 2 * OtrSize;

    /// <summary>Makes a fingerprint of a public key.</summary>
    /// <param name="publicKey">The key, 32 bytes; or the hash of an OTR key, 20 bytes.</param>
    /// <returns>The fingerprint.</returns>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public static Fingerprint FromBytes(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length is OmemoSize or OtrSize
            ? new(Convert.ToHexStringLower(publicKey))
            : throw new ArgumentException("A fingerprint has 32 or 20 bytes.", nameof(publicKey));

    /// <summary>Reads what a person typed or pasted: 64 (OTR: 40) hexadecimal digits of either case; white space, colons and dashes between them
    /// are ignored, and so is a leading <c>05</c> before 64 digits (the type byte that some clients show).</summary>
    /// <param name="text">The text.</param>
    /// <param name="fingerprint">The fingerprint, if the text is one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Fingerprint fingerprint)
    {
        fingerprint = default;
        if (text is null || text.Length > 256)
        {
            return false;
        }

        Span<char> digits = stackalloc char[66];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is ':' or '-')
            {
                continue;
            }

            if (!char.IsAsciiHexDigit(c) || count == digits.Length)
            {
                return false;
            }

            digits[count++] = char.ToLowerInvariant(c);
        }

        if (count == 66 && digits[..2] is "05")
        {
            fingerprint = new(new string(digits[2..]));
            return true;
        }

        if (count is not (2 * OmemoSize or 2 * OtrSize))
        {
            return false;
        }

        fingerprint = new(new string(digits[..count]));
        return true;
    }

    /// <summary>The key's bytes.</summary>
    /// <returns>A new array of 32 (OTR: 20) bytes; empty for <c>default</c>.</returns>
    public byte[] ToBytes() => Convert.FromHexString(Hex);

    /// <summary>The digits in eight (OTR: five) groups of eight, as people compare them.</summary>
    /// <returns>The groups, separated by spaces.</returns>
    public string ToGroupedString() => string.Join(' ', Hex.Chunk(8).Select(group => new string(group)));

    /// <summary>The key as sixteen (OTR: ten) made-up words that can be read aloud, five letters each (proquints: consonants and vowels in turn, 16 bits a word).
    /// They say the same as the digits, all of it.</summary>
    /// <returns>The words, separated by spaces; empty for <c>default</c>.</returns>
    public string ToWordString() => string.Join(' ', ToBytes().Chunk(2).Select(pair => ToWord((uint)((pair[0] << 8) | pair[1]))));

    private static string ToWord(uint bits) =>
        string.Create(
            5,
            bits,
            static (word, bits) =>
            {
                const string Consonants = "bdfghjklmnprstvz";
                const string Vowels = "aiou";
                word[0] = Consonants[(int)(bits >> 12)];
                word[1] = Vowels[(int)(bits >> 10) & 3];
                word[2] = Consonants[(int)(bits >> 6) & 15];
                word[3] = Vowels[(int)(bits >> 4) & 3];
                word[4] = Consonants[(int)bits & 15];
            }
        );

    /// <summary>The digits.</summary>
    /// <returns><see cref="Hex"/>.</returns>
    public override string ToString() => Hex;
}
