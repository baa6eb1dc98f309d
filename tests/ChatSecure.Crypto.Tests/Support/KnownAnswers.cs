// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>One half of Vectors/omemo_vectors.json; the README beside it explains the fields.</summary>
internal sealed class KnownAnswers
{
    private readonly JsonElement _root;

    private KnownAnswers(JsonElement root, string bobRatchetPrivate)
    {
        _root = root;
        BobRatchetPrivate = Convert.FromHexString(bobRatchetPrivate);
    }

    public static KnownAnswers Legacy { get; } = Load("legacy", "25ac7b721124f6a1252ce91edb2b4ce2884ca28826fcc4a3e2dfc6dcecabd994");

    public static KnownAnswers Omemo2 { get; } = Load("omemo2", "1b1ecfbd96d18cec9f1daea06c68164bf5db230d2426ea264d74287c3394f7fa");

    public byte[] BobRatchetPrivate { get; }

    public byte[] AliceEphemeralPrivate => Convert.FromHexString(_root.GetProperty("alice_ek_priv")[0].GetString()!);

    public byte[] AliceRatchetPrivate => Convert.FromHexString(_root.GetProperty("alice_ratchet_priv")[0].GetString()!);

    public byte[] BobSignedPreKeyPrivate => Latin1(_root.GetProperty("bob_state").GetProperty("signed_pre_key").GetProperty("priv"));

    public byte[] BobPreKeyPrivate => Latin1(_root.GetProperty("bob_state").GetProperty("pre_keys")[0]);

    public byte[] this[string field] => Convert.FromHexString(_root.GetProperty(field).GetString()!);

    public byte[] Plaintext(int index) => Convert.FromHexString(_root.GetProperty("plaintexts")[index].GetString()!);

    /// <summary>A party's identity as a clamped scalar.</summary>
    public byte[] IdentityPrivate(string party)
    {
        var scalar = SHA512.HashData(Latin1(_root.GetProperty(party).GetProperty("identity_key").GetProperty("secret")))[..32];
        PublicKeyOf(scalar);
        return scalar;
    }

    /// <summary>The u coordinate of a private key, which is clamped on the way.</summary>
    public static byte[] PublicKeyOf(byte[] privateKey)
    {
        var publicKey = new byte[32];
        BouncyCastleCurve25519.Instance.CompleteKeyPair(privateKey, publicKey);
        return publicKey;
    }

    private static byte[] Latin1(JsonElement text) => Encoding.Latin1.GetBytes(text.GetString()!);

    private static KnownAnswers Load(string name, string bobRatchetPrivate)
    {
        using var stream = typeof(KnownAnswers).Assembly.GetManifestResourceStream("omemo_vectors.json")!;
        using var document = JsonDocument.Parse(stream);
        return new(document.RootElement.GetProperty(name).Clone(), bobRatchetPrivate);
    }
}
