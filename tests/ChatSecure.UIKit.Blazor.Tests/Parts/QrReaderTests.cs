// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.UIKit.Blazor.Parts;
using QRCoder;

namespace ChatSecure.UIKit.Blazor.Tests.Parts;

public sealed class QrReaderTests
{
    private const string Code = "xmpp:bob@example.org?omemo-sid-123=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData(Code)]
    [InlineData("xmpp:böb@exämple.org?name=Bob%20😀")]
    public void Reads_what_this_kit_draws(string text) => Assert.Equal(text, QrReader.Read(Draw(text, pixels: 4)));

    [Fact]
    public void Reads_a_code_that_is_turned_darker_and_noisy()
    {
        var picture = Draw(Code, pixels: 5);
        var (width, height) = Size(picture);
        var turned = picture.ToArray();
        var random = new Random(7);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // A quarter turn, less light, and a grain.
                var grain = random.Next(-20, 21);
                turned[4 + (y * width) + x] = (byte)Math.Clamp((picture[4 + (x * width) + (height - 1 - y)] / 2) + 40 + grain, 0, 255);
            }
        }

        Assert.Equal(Code, QrReader.Read(turned));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(20, 20, 400)]
    [InlineData(100, 100, 9_999)]
    [InlineData(100, 100, 10_001)]
    [InlineData(1025, 21, 21_525)]
    [InlineData(65_535, 65_535, 100)]
    public void What_lies_about_its_size_or_is_too_large_is_no_picture(int width, int height, int pixels)
    {
        var picture = new byte[4 + pixels];
        BinaryPrimitives.WriteUInt16BigEndian(picture, (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(picture.AsSpan(2), (ushort)height);
        Assert.Null(QrReader.Read(picture));
        Assert.Null(QrReader.Read(picture.AsSpan(0, Math.Min(3, picture.Length))));
    }

    [Fact]
    public void No_bytes_whatever_break_it()
    {
        var random = new Random(11);
        var drawn = Draw(Code, pixels: 3);
        for (var round = 0; round < 300; round++)
        {
            // Noise, or a code of which parts are torn out: what looks like one up to a point.
            var picture = drawn.ToArray();
            var from = round % 3 == 0 ? 4 : random.Next(4, picture.Length);
            random.NextBytes(picture.AsSpan(from, Math.Min(random.Next(1, picture.Length), picture.Length - from)));
            Assert.True(QrReader.Read(picture) is null or Code);
        }
    }

    private static (int Width, int Height) Size(byte[] picture) =>
        (BinaryPrimitives.ReadUInt16BigEndian(picture), BinaryPrimitives.ReadUInt16BigEndian(picture.AsSpan(2)));

    private static byte[] Draw(string text, int pixels)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var side = code.ModuleMatrix.Count * pixels;
        var picture = new byte[4 + (side * side)];
        BinaryPrimitives.WriteUInt16BigEndian(picture, (ushort)side);
        BinaryPrimitives.WriteUInt16BigEndian(picture.AsSpan(2), (ushort)side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                picture[4 + (y * side) + x] = code.ModuleMatrix[y / pixels][x / pixels] ? (byte)0 : (byte)255;
            }
        }

        return picture;
    }
}
