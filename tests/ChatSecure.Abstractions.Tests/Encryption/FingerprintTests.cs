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
