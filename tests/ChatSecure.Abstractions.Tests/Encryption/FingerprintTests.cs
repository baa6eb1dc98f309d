// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Abstractions.Tests.Encryption;

public sealed class FingerprintTests
{
    private const string Hex = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    [Theory]
    [InlineData(Hex)]
    [InlineData("00112233 44556677 8899AABB CCDDEEFF 00112233 44556677 8899AABB CCDDEEFF")]
    [InlineData("05" + Hex)]
    [InlineData("00112233-44556677-8899aabb-ccddeeff:00112233-44556677-8899aabb-ccddeeff\n")]
    public void What_people_paste_is_understood(string text)
    {
        Assert.True(Fingerprint.TryParse(text, out var fingerprint));
        Assert.Equal(Hex, fingerprint.Hex);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00112233")]
    [InlineData("06" + Hex)]
    [InlineData(Hex + "00")]
    [InlineData(Hex + "0")]
    [InlineData("g0112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    public void What_is_no_fingerprint_is_refused(string? text) => Assert.False(Fingerprint.TryParse(text, out _));

    [Fact]
    public void Bytes_and_digits_are_the_same()
    {
        Assert.True(Fingerprint.TryParse(Hex, out var fingerprint));
        Assert.Equal(fingerprint, Fingerprint.FromBytes(fingerprint.ToBytes()));
        Assert.Throws<ArgumentException>(() => Fingerprint.FromBytes(new byte[31]));
    }

    [Fact]
    public void Fingerprints_of_otr_keys_have_20_bytes()
    {
        Assert.True(Fingerprint.TryParse("AEA4D503 298797D4 A4FC823B C1D24524 B4C54338", out var fingerprint));
        Assert.True(fingerprint.IsOtr);
        Assert.Equal(fingerprint, Fingerprint.FromBytes(fingerprint.ToBytes()));
        Assert.Equal("aea4d503 298797d4 a4fc823b c1d24524 b4c54338", fingerprint.ToGroupedString());
        Assert.True(Fingerprint.TryParse(Hex, out var omemo));
        Assert.False(omemo.IsOtr);
        Assert.False(Fingerprint.TryParse("05aea4d503298797d4a4fc823bc1d24524b4c54338", out _));
    }

    [Fact]
    public void People_see_eight_groups_of_eight()
    {
        Assert.True(Fingerprint.TryParse(Hex, out var fingerprint));
        Assert.Equal("00112233 44556677 8899aabb ccddeeff 00112233 44556677 8899aabb ccddeeff", fingerprint.ToGroupedString());
    }

    [Fact]
    public void Words_are_made_of_sixteen_bits_each_and_none_is_left_out()
    {
        // The published examples of the method: 127.0.0.1, 63.84.220.193 and 140.98.193.141.
        Assert.Equal("lusab babad", Words("7f000001"));
        Assert.Equal("gutih tugad", Words("3f54dcc1"));
        Assert.Equal("mudof sakat", Words("8c62c18d"));
        Assert.Equal(string.Empty, default(Fingerprint).ToWordString());

        static string Words(string hex)
        {
            var words = Fingerprint.FromBytes(Convert.FromHexString(hex + new string('0', 56))).ToWordString().Split(' ');
            Assert.Equal(16, words.Length);
            return string.Join(' ', words[..2]);
        }
    }
}
