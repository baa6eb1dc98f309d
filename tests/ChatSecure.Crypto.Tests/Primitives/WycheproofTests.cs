// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Sodium;

namespace ChatSecure.Crypto.Tests.Primitives;

/// <summary>Cases of Project Wycheproof (Apache-2.0) that apply, some of each kind, by their numbers there: what implementations get wrong. We refuse
/// more than RFC 7748 demands: every public key that is not canonical.</summary>
public sealed class WycheproofTests
{
    private static readonly string[][] Lines = Read();

    private static readonly ICurve25519[] Providers = [Curve25519.Managed, SodiumCurve25519.TryCreate()!];

    [Theory]
    [MemberData(nameof(CasesOf), "x25519")]
    public void X25519(int number, string privateKey, string publicKey, string secret)
    {
        foreach (var curve in Providers)
        {
            var agreed = new byte[32];
            var accepted = curve.TryAgree(Convert.FromHexString(privateKey), Convert.FromHexString(publicKey), agreed);
            Assert.True(accepted == (secret.Length > 0), $"case {number}");
            Assert.Equal(secret.Length > 0 ? secret : new string('0', 64), Convert.ToHexStringLower(agreed));
        }
    }

    [Theory]
    [MemberData(nameof(CasesOf), "ed25519")]
    public void Ed25519(int number, string publicKey, string message, string signature, bool valid)
    {
        // As omemo:2 does it: the sign of the key goes where XEdDSA has it, and a signature that has something there is none.
        var format = new ChatSecure.Crypto.Omemo.Wire.Omemo2Format(Curve25519.Managed);
        var signer = format.DecodeIdentity(Convert.FromHexString(publicKey))!;
        foreach (var curve in Providers)
        {
            var good = format.Verify(curve, signer, Convert.FromHexString(message), Convert.FromHexString(signature));
            Assert.True(good == valid, $"case {number}");
        }
    }

    [Theory]
    [MemberData(nameof(CasesOf), "aes_gcm")]
    public void Aes_gcm(int number, string key, string iv, string message, string ciphertext, string tag, bool valid)
    {
        var plaintext = Gcm.TryDecrypt(
            Convert.FromHexString(key),
            Convert.FromHexString(iv),
            Convert.FromHexString(ciphertext),
            Convert.FromHexString(tag)
        );
        Assert.True(plaintext is not null == valid, $"case {number}");
        if (valid)
        {
            Assert.Equal(message, Convert.ToHexStringLower(plaintext!));
        }

        var stream = new GcmStream(encrypts: false, Convert.FromHexString(key), Convert.FromHexString(iv));
        var output = new byte[stream.OutputSize((ciphertext.Length + tag.Length) / 2)];
        stream.Process(Convert.FromHexString(ciphertext + tag), output);
        Assert.True(stream.TryFinish(output, out _) == valid, $"case {number}, streamed");
    }

    [Theory]
    [MemberData(nameof(CasesOf), "hmac_sha256_cut_to_16_bytes")]
    public void Hmac_sha256_cut_to_16_bytes(int number, string key, string message, string tag, bool valid)
    {
        var code = new byte[32];
        Hmac.Compute(Convert.FromHexString(key), Convert.FromHexString(message), code);
        Assert.True(Convert.ToHexStringLower(code.AsSpan(0, 16)) == tag == valid, $"case {number}");
    }

    public static IEnumerable<ITheoryDataRow> CasesOf(string name) =>
        Lines.Where(line => line[0] == name).Select(line => new TheoryDataRow([.. line[1..].Select(Value)]));

    private static object Value(string text, int column) =>
        column == 0 ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
        : text is "true" or "false" ? text == "true"
        : text == "-" ? string.Empty
        : text;

    private static string[][] Read()
    {
        using var stream = typeof(WycheproofTests).Assembly.GetManifestResourceStream("wycheproof.txt")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.Split(' ')),
        ];
    }
}
