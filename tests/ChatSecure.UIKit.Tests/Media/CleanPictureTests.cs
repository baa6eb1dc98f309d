// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Media;

namespace ChatSecure.UIKit.Tests.Media;

public sealed class CleanPictureTests
{
    private static readonly byte[] _vp8 = Pictures.Riff("VP8 ", [1, 2, 3]);

    [Fact]
    public async Task A_JPEG_goes_without_place_camera_comments_and_what_follows_it()
    {
        byte[] icc = Pictures.Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 7]);
        byte[] adobe = Pictures.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]);
        byte[] secret = Pictures.SecretBytes;
        byte[] tagged =
        [
            .. Pictures.Jpeg(
                Pictures.JfifSegment,
                Pictures.Exif(orientation: 1),
                Pictures.Segment(0xE1, [.. Pictures.Ascii("http://ns.adobe.com/xap/1.0/\0"), .. secret]),
                icc,
                Pictures.Segment(0xE2, [.. "MPF\0"u8, .. secret]),
                Pictures.Segment(0xED, [.. "Photoshop 3.0\0"u8, .. secret]),
                adobe,
                Pictures.Segment(0xEF, secret),
                Pictures.Segment(0xFE, secret)
            ),
            .. secret,
        ];
        Assert.Equal(Pictures.Jpeg(Pictures.JfifSegment, icc, adobe), await CleanAsync(tagged));
    }

    [Fact]
    public async Task What_stands_between_two_scans_goes_too()
    {
        var begin = Pictures.Jpeg()[..^2];
        byte[] end = [.. Pictures.Segment(0xC4, [0, 1]), .. Pictures.Scan, 0xFF, 0xD9];
        byte[] tagged = [.. begin, 0xFF, 0xFF, .. Pictures.Segment(0xFE, Pictures.SecretBytes), .. end];
        byte[] clean = [.. begin, .. end];
        Assert.Equal(clean, await CleanAsync(tagged));
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(8, true)]
    [InlineData(3, true)]
    public async Task A_photo_stays_the_right_way_up(byte orientation, bool isLittle)
    {
        var clean = await CleanAsync(Pictures.Jpeg(Pictures.JfifSegment, Pictures.Exif(orientation, isLittle), Pictures.Exif(5)));
        Assert.Equal(-1, clean.AsSpan().IndexOf(Pictures.SecretBytes));
        Assert.Equal(Pictures.Jpeg(Pictures.JfifSegment, ExifOrientation.Segment(orientation)), clean);

        // It says the same when it is read again, and is then what it is.
        Assert.Equal((ushort)orientation, ExifOrientation.Of(ExifOrientation.Segment(orientation).AsSpan(4)));
        Assert.Equal(clean, await CleanAsync(clean));
    }

    [Fact]
    public async Task An_Exif_that_makes_no_sense_is_left_out()
    {
        var whole = Pictures.Exif(6);
        for (var length = 10; length < 42; length++)
        {
            var cut = Pictures.Segment(0xE1, whole[4..length]);
            Assert.Equal(Pictures.Jpeg(), await CleanAsync(Pictures.Jpeg(cut)));
        }

        foreach (var orientation in (byte[])[0, 9, 255])
        {
            Assert.Equal(Pictures.Jpeg(), await CleanAsync(Pictures.Jpeg(Pictures.Exif(orientation))));
        }
    }

    [Fact]
    public async Task A_small_picture_inside_of_a_JFIF_is_left_out()
    {
        byte[] withPicture = [.. Pictures.JfifSegment[4..^2], 1, 1, 10, 20, 30];
        Assert.Equal(
            Pictures.Jpeg(Pictures.JfifSegment),
            await CleanAsync(Pictures.Jpeg(Pictures.Segment(0xE0, withPicture), Pictures.Segment(0xE0, [.. "JFXX\0"u8, 1, 2])))
        );
    }

    [Fact]
    public async Task A_PNG_goes_without_texts_times_Exif_and_what_follows_it()
    {
        byte[] secret = Pictures.SecretBytes;
        var palette = Pictures.Chunk("PLTE", [1, 2, 3]);
        var profile = Pictures.Chunk("iCCP", [7, 0, 0]);
        string[] types = ["eXIf", "tEXt", "iTXt", "zTXt", "tIME", "caBX", "prVt"];
        byte[][] tags = [.. types.Select(type => Pictures.Chunk(type, secret))];
        Assert.Equal(Pictures.Png(palette, profile), await CleanAsync([.. Pictures.Png([palette, .. tags, profile]), .. secret]));
    }

    [Fact]
    public async Task A_WebP_goes_without_Exif_and_XMP_and_says_so()
    {
        byte[] extended = [0x3C, 0, 0, 0, 9, 0, 0, 9, 0, 0];
        byte[] cleaned = [0x30, .. extended[1..]];
        byte[] secret = [.. Pictures.SecretBytes, 0];
        byte[] tagged =
        [
            .. Pictures.Webp(
                Pictures.Riff("VP8X", extended),
                Pictures.Riff("ICCP", [5]),
                _vp8,
                Pictures.Riff("EXIF", secret),
                Pictures.Riff("XMP ", secret),
                Pictures.Riff("mine", secret)
            ),
            .. secret,
        ];
        Assert.Equal(Pictures.Webp(Pictures.Riff("VP8X", cleaned), Pictures.Riff("ICCP", [5]), _vp8), await CleanAsync(tagged));
    }

    [Fact]
    public async Task A_WebP_that_became_another_one_while_it_was_opened_is_not_sent()
    {
        var opened = 0;
        var file = new PickedFile(_ =>
            ValueTask.FromResult<Stream>(new MemoryStream(opened++ == 0 ? Pictures.Webp(_vp8) : Pictures.Webp(_vp8, _vp8)))
        );
        await Assert.ThrowsAsync<MediaException>(() => ReadAsync(file));
    }

    public static TheoryData<string, byte[]> Broken =>
        new()
        {
            { "no marker", [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0, .. Pictures.Scan] },
            { "no length", [0xFF, 0xD8, 0xFF, 0xE1, 0, 1, .. Pictures.Scan] },
            { "reserved marker", Pictures.Jpeg(Pictures.Segment(0xC8, Pictures.SecretBytes)) },
            { "unknown marker", Pictures.Jpeg(Pictures.Segment(0xF3, Pictures.SecretBytes)) },
            { "second beginning", Pictures.Jpeg([0xFF, 0xD8, .. Pictures.Exif(1)]) },
            { "number of a scan outside of one", Pictures.Jpeg([0xFF, 0xD1]) },
            { "no header", Pictures.Png()[..8].Concat(Pictures.Png()[33..]).ToArray() },
            { "two headers", Pictures.Png(Pictures.Png()[8..33]) },
            { "unknown critical chunk", Pictures.Png(Pictures.Chunk("CgBI", [1])) },
            { "chunk without end", [.. Pictures.Png()[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. "tEXt"u8] },
            { "end with something in it", [.. Pictures.Png()[..^12], .. Pictures.Chunk("IEND", Pictures.SecretBytes)] },
            { "chunk over the end", [.. Pictures.Webp(_vp8)[..^4], 1, 2] },
            { "size over the end", [.. "RIFF"u8, 200, 0, 0, 0, .. Pictures.Webp(_vp8)[8..]] },
            { "size of nothing", [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8] },
            { "short VP8X", Pictures.Webp(Pictures.Riff("VP8X", [8, 0, 0, 0]), _vp8) },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_not_well_formed_is_refused(string what, byte[] content)
    {
        _ = what;
        await Assert.ThrowsAsync<MediaException>(() => CleanAsync(content));
    }

    [Fact]
    public async Task What_ends_too_early_is_refused_wherever_it_ends()
    {
        byte[][] wholes =
        [
            Pictures.Jpeg(Pictures.JfifSegment, Pictures.Exif(6)),
            Pictures.Png(Pictures.Chunk("tEXt", [1])),
            Pictures.Webp(Pictures.Riff("VP8X", [8, 0, 0, 0, 9, 0, 0, 9, 0, 0]), _vp8, Pictures.Riff("EXIF", [1, 2])),
        ];
        foreach (var whole in wholes)
        {
            for (var length = 12; length < whole.Length; length++)
            {
                await Assert.ThrowsAsync<MediaException>(() => CleanAsync(whole[..length]));
            }
        }
    }

    [Fact]
    public async Task Any_other_file_goes_as_it_is()
    {
        byte[][] files =
        [
            [],
            [0xFF],
            [.. "GIF89a"u8],
            [.. "RIFF\0\0\0\0WAVE"u8, 1],
            new byte[200_000],
        ];
        foreach (var file in files)
        {
            Assert.Equal(file, await CleanAsync(file));
        }
    }

    [Fact]
    public async Task A_large_picture_goes_through_in_parts()
    {
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        byte[] scan = [.. noise.SelectMany(one => one == 0xFF ? (byte[])[0xFF, 0] : [one])];
        byte[] begin = Pictures.Jpeg()[..^2];
        byte[] picture = [.. begin, .. scan, 0xFF, 0xD9];
        Assert.Equal(picture, await CleanAsync([.. picture[..2], .. Pictures.Exif(1), .. picture[2..]]));
    }

    private static Task<byte[]> CleanAsync(byte[] content) => ReadAsync(new(_ => ValueTask.FromResult<Stream>(new SlowStream(content))));

    private static async Task<byte[]> ReadAsync(PickedFile file)
    {
        await using var clean = await CleanMedia.OpenAsync(file, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        try
        {
            await clean.CopyToAsync(copy, TestContext.Current.CancellationToken);
        }
        catch (MediaException)
        {
            // Who reads on after that does not take it for the end.
            await Assert.ThrowsAsync<IOException>(async () =>
                await clean.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken)
            );
            throw;
        }

        Assert.Equal(copy.Length, await CleanMedia.MeasureAsync(file with { Size = copy.Length }, TestContext.Current.CancellationToken));
        return copy.ToArray();
    }

    /// <summary>Gives an odd number of bytes at a time, so that what belongs together comes apart.</summary>
    private sealed class SlowStream(byte[] content) : MemoryStream(content, writable: false)
    {
        private int _next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _next = (_next * 31 + 7) % 4099;
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, _next % (Length > 1000 ? 4099 : 5) + 1)], cancellationToken);
        }
    }
}
