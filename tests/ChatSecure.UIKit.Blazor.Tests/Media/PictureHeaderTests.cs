// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.UIKit.Blazor.Media;

namespace ChatSecure.UIKit.Blazor.Tests.Media;

public sealed class PictureHeaderTests
{
    [Fact]
    public void Knows_pictures_by_their_first_bytes()
    {
        Assert.Equal(new("image/png", 640, 480), PictureHeader.Read(Png(640, 480)));
        Assert.Equal(new("image/gif", 3, 2), PictureHeader.Read([.. "GIF89a"u8, 3, 0, 2, 0]));
        Assert.Equal(new("image/jpeg", 258, 513), PictureHeader.Read(Jpeg));
        Assert.Equal(new("image/webp", 16, 8), PictureHeader.Read(WebP("VP8X", [0, 0, 0, 0, 15, 0, 0, 7, 0, 0])));
        Assert.Equal(new("image/webp", 16, 8), PictureHeader.Read(WebP("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 16, 0, 8, 0])));
        Assert.Equal(new("image/webp", 2, 2), PictureHeader.Read(WebP("VP8L", [0x2F, 1, 0x40, 0, 0, 0, 0, 0, 0, 0])));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>")]
    [InlineData("%PDF-1.7 something that is long enough to be looked at")]
    [InlineData("BM a bitmap, which nobody needs")]
    [InlineData("")]
    public void Everything_else_is_none(string content) => Assert.Null(PictureHeader.Read(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void One_that_would_fill_the_memory_is_none()
    {
        Assert.Null(PictureHeader.Read(Png(60_000, 60_000)));
        Assert.Null(PictureHeader.Read(Png(-1, 10)));
        Assert.Null(PictureHeader.Read(Png(0, 10)));
    }

    [Fact]
    public void A_cut_file_is_none_wherever_it_is_cut()
    {
        foreach (var whole in (byte[][])[Png(1, 1), Jpeg, WebP("VP8X", new byte[10])])
        {
            for (var length = 0; length < 17; length++)
            {
                Assert.Null(PictureHeader.Read(whole.AsSpan(0, length)));
            }
        }
    }

    private static byte[] Jpeg => [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 2, 1, 1, 2, 3, 0, 0, 0, 0];

    private static byte[] Png(int width, int height) =>
        [
            0x89,
            .. "PNG"u8,
            13,
            10,
            26,
            10,
            0,
            0,
            0,
            13,
            .. "IHDR"u8,
            .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(width)),
            .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(height)),
        ];

    private static byte[] WebP(string kind, byte[] data) =>
        [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. Encoding.ASCII.GetBytes(kind), 0, 0, 0, 0, .. data];
}
