// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Tests.Primitives;

public sealed class CipherTests
{
    private static readonly byte[] Key16 = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Fact]
    public void Gcm_matches_the_known_answer_of_its_specification()
    {
        // Test case 3 of McGrew and Viega's GCM paper, without the last block's cut.
        var tag = new byte[Gcm.TagSize];
        var ciphertext = Gcm.Encrypt(
            Convert.FromHexString("feffe9928665731c6d6a8f9467308308"),
            Convert.FromHexString("cafebabefacedbaddecaf888"),
            Convert.FromHexString(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
            ),
            tag
        );
        Assert.Equal(
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985",
            Convert.ToHexStringLower(ciphertext)
        );
        Assert.Equal("4d5c2af327cd64a62cf35abd2ba6fab4", Convert.ToHexStringLower(tag));
    }

    [Fact]
    public void Gcm_opens_what_an_old_client_sealed_with_an_IV_of_16_bytes()
    {
        // Made with OpenSSL: key 00..0f, IV 20..2f.
        var text = "sent by an old client"u8.ToArray();
        var sealedBytes = Convert.FromHexString("819b478d4b82cc2c93aa2708290c3bf1ea02916d824888a415dfb6da478cb822a311a2900c");
        byte[] iv = [.. Enumerable.Range(0x20, 16).Select(i => (byte)i)];
        var opened = Gcm.TryDecrypt(Key16, iv, sealedBytes.AsSpan(0, text.Length), sealedBytes.AsSpan(text.Length));
        Assert.Equal(text, opened);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Gcm_rejects_every_flipped_bit(int ivLength)
    {
        var iv = new byte[ivLength];
        byte[] ciphertext = [1, 2, 3, 4, 5];
        var tag = new byte[Gcm.TagSize];
        if (ivLength == Gcm.IvSize)
        {
            ciphertext = Gcm.Encrypt(Key16, iv, ciphertext, tag);
        }
        else
        {
            (ciphertext, tag) = (Convert.FromHexString("011478f2ee"), Convert.FromHexString("23c6d71eb73f54a056ef080dad3afc4f"));
        }

        Assert.NotNull(Gcm.TryDecrypt(Key16, iv, ciphertext, tag));
        byte[][] parts = [iv, ciphertext, tag];
        foreach (var part in parts)
        {
            for (var bit = 0; bit < part.Length * 8; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Null(Gcm.TryDecrypt(Key16, iv, ciphertext, tag));
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(17)]
    public void Gcm_rejects_an_IV_of_any_other_length(int length) =>
        Assert.Null(Gcm.TryDecrypt(Key16, new byte[length], new byte[4], new byte[16]));

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(48)]
    public void Cbc_returns_what_it_was_given(int length)
    {
        var plaintext = Encoding.ASCII.GetBytes(new string('x', length));
        var (key, iv) = (new byte[AesCbc.KeySize], new byte[AesCbc.IvSize]);
        Assert.Equal(plaintext, AesCbc.TryDecrypt(key, iv, AesCbc.Encrypt(key, iv, plaintext)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(16)]
    public void Cbc_of_a_wrong_length_or_padding_is_null(int length) =>
        Assert.Null(AesCbc.TryDecrypt(new byte[AesCbc.KeySize], new byte[AesCbc.IvSize], new byte[length]));
}
