// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ThumbnailTests
{
    private static byte[] Png(int width, int height, int length = 40)
    {
        var png = new byte[length];
        new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13 }.CopyTo(png, 0);
        "IHDR"u8.CopyTo(png.AsSpan(12));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    private static FileMetadata Read(string thumbnail) =>
        FileMetadataPayload.Read(ParseXml($"<file xmlns='{FileMetadataPayload.Namespace}'>{thumbnail}</file>"));

    private static string Element(string uri) =>
        $"<thumbnail xmlns='urn:xmpp:thumbs:1' uri='{uri}' media-type='image/png' width='9' height='9'/>";

    [Fact]
    public void A_picture_travels_with_what_is_told_of_its_file()
    {
        var written = FileMetadataPayload.Write(new() { Thumbnail = FileThumbnail.TryCreate(Png(128, 96)) });
        var element = written.Child("thumbnail", "urn:xmpp:thumbs:1")!;
        Assert.Equal(("image/png", "128", "96"), (element["media-type"], element["width"], element["height"]));

        var read = FileMetadataPayload.Read(XmppElement.Parse(written.ToUtf8())).Thumbnail!;
        Assert.Equal(Png(128, 96), read.Content.ToArray());
        // What it is, it says itself.
        Assert.Equal(("image/png", 128, 96), (read.MediaType, read.Width, read.Height));
    }

    [Theory]
    [InlineData("https://evil.example/track.png")]
    [InlineData("cid:sha1+ffd7c8d28e9c5e82afea41f97108c6b4@bob.xmpp.org")]
    [InlineData("data:image/png,xx")]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("data:image/png;base64,=====")]
    [InlineData("data:text/html;base64,PHNjcmlwdD4=")]
    [InlineData("")]
    public void What_has_to_be_fetched_or_is_no_picture_is_none(string uri) => Assert.Null(Read(Element(uri)).Thumbnail);

    [Fact]
    public void A_picture_beyond_a_bound_or_of_another_type_than_it_says_is_none()
    {
        Assert.Null(FileThumbnail.TryCreate(Png(FileThumbnail.MaxPixels + 1, 1)));
        Assert.Null(FileThumbnail.TryCreate(Png(1, 100_000)));
        Assert.Null(FileThumbnail.TryCreate(Png(0, 1)));
        Assert.Null(FileThumbnail.TryCreate(Png(1, 1, FileThumbnail.MaxBytes + 1)));
        Assert.NotNull(FileThumbnail.TryCreate(Png(FileThumbnail.MaxPixels, 1, FileThumbnail.MaxBytes)));
        Assert.Null(FileThumbnail.TryParse($"data:image/gif;base64,{Convert.ToBase64String(Png(1, 1))}"));
        Assert.Null(FileThumbnail.TryParse(null));
    }

    [Fact]
    public void Of_several_the_first_that_is_one_counts()
    {
        var good = FileThumbnail.TryCreate(Png(2, 3))!.DataUri;
        Assert.Equal(3, Read(Element("https://evil.example/x.png") + Element(good)).Thumbnail!.Height);
        Assert.Null(Read(string.Concat(Enumerable.Repeat(Element("cid:x"), 10)) + Element(good)).Thumbnail);
    }
}
