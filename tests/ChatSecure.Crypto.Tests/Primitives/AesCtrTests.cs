// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Tests.Support;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace ChatSecure.Crypto.Tests.Primitives;

public sealed class AesCtrTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(5000)]
    public void Every_length_is_the_same_as_with_another_implementation(int length)
    {
        var (key, text, output) = (new byte[16], new byte[length], new byte[length]);
        new SeededRandom(length).Fill(key);
        new SeededRandom(length + 1).Fill(text);
        using var cipher = new AesCtr(key);
        cipher.Apply(0x0102030405060708, text, output);

        var other = new SicBlockCipher(new AesEngine());
        other.Init(true, new ParametersWithIV(new KeyParameter(key), [1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0]));
        var expected = new byte[(length + 15) / 16 * 16];
        Array.Resize(ref text, expected.Length);
        for (var i = 0; i < expected.Length; i += 16)
        {
            other.ProcessBlock(text, i, expected, i);
        }

        Assert.Equal(expected[..length], output);
    }

    [Fact]
    public void Applying_twice_gives_the_text_back() =>
        Assert.Equal("text"u8.ToArray(), AesCtr.Apply(new byte[16], AesCtr.Apply(new byte[16], "text"u8)));
}
