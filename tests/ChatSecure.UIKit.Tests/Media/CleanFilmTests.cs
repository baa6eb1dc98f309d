// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Text;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Media;

namespace ChatSecure.UIKit.Tests.Media;

/// <summary>Films and photos in boxes. The files were made by others' programs: the films by ffmpeg with a title, a comment, a place and times, one with a track of
/// time codes; the photos by heif-enc, of one into which exiftool had written a place, a camera and a name.</summary>
public sealed class CleanFilmTests
{
    public static TheoryData<string> Files => ["film.mp4", "film.mov", "pieces.mp4", "photo.heic", "photo.avif"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_is_left_but_what_is_seen_and_heard_and_that_is_where_it_was(string name)
    {
        var file = Read(name);
        var clean = await CleanAsync(file);
        Assert.Equal(file.Length, clean.Length);
        foreach (var secret in (string[])["SECRET", "+48.8577", "2.2950", "libx264", "Lavf", "Handler", "http://ns.adobe.com"])
        {
            Assert.False(clean.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0, secret);
        }

        Assert.Equal(clean, await CleanAsync(clean));
        if (name.StartsWith("photo", StringComparison.Ordinal))
        {
            // The picture itself is the first content, and its Exif begins by telling how far away the place of its directory is.
            Assert.Contains("Exif", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
            var (kept, gone) = (Content(file), Content(clean));
            var same = kept.AsSpan().CommonPrefixLength(gone);
            Assert.True(same > 200, "The picture is not what it was.");
            Assert.False(gone.AsSpan(same).ContainsAnyExcept((byte)0), "Something beside the picture is there.");
        }
    }

    [Theory]
    [InlineData("film.mp4")]
    [InlineData("pieces.mp4")]
    public async Task What_is_seen_and_heard_is_not_touched(string name)
    {
        var file = Read(name);
        Assert.Equal(Content(file), Content(await CleanAsync(file)));
    }

    [Fact]
    public async Task A_track_of_measurements_goes_with_what_it_says()
    {
        var file = Read("film.mov");
        var clean = await CleanAsync(file);
        Assert.Contains("tmcd", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        Assert.DoesNotContain("tmcdtmcd", Encoding.Latin1.GetString(clean), StringComparison.Ordinal);
        var differences = Content(file).Zip(Content(clean)).Count(pair => pair.First != pair.Second);

        // The one time code, a number of frames.
        Assert.InRange(differences, 1, 4);
    }

    [Fact]
    public async Task When_it_was_recorded_is_gone_from_each_place_that_tells_it()
    {
        // 2021-03-04 05:06:07, in seconds since 1904.
        var recorded = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(recorded, 3_697_679_167);
        var file = Read("film.mp4");
        Assert.True(file.AsSpan().IndexOf(recorded) >= 0);
        Assert.Equal(-1, (await CleanAsync(file)).AsSpan().IndexOf(recorded));
    }

    [Fact]
    public async Task A_content_of_which_nobody_knows_what_it_is_goes_and_one_without_an_end_is_the_last()
    {
        byte[] unknown =
        [
            .. Box("ftyp", "isom"u8.ToArray()),
            .. Box("uuid", Pictures.SecretBytes),
            .. Box("CNTH", Pictures.SecretBytes),
            .. LongBox("mdat", [1, 2, 3]),
        ];
        byte[] hidden =
        [
            .. Box("ftyp", "isom"u8.ToArray()),
            .. Box("free", new byte[Pictures.SecretBytes.Length]),
            .. Box("free", new byte[Pictures.SecretBytes.Length]),
            .. LongBox("mdat", [1, 2, 3]),
        ];
        Assert.Equal(hidden, await CleanAsync(unknown));
        byte[] endless = [.. Box("ftyp", "isom"u8.ToArray()), 0, 0, 0, 0, .. "mdat"u8, .. Pictures.SecretBytes];
        Assert.Equal(endless, await CleanAsync(endless));
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(1 << 30)]
    public async Task Measurements_are_taken_out_of_contents_only(int place)
    {
        // Whose index says that they lie in the index itself, or behind the file's end.
        byte[] film =
        [
            .. Box("ftyp", "isom"u8.ToArray()),
            .. Box("moov", Box("mvhd", new byte[100]), Measured(place)),
            .. Box("mdat", [1, 2, 3]),
        ];
        await Assert.ThrowsAsync<MediaException>(() => CleanAsync(film));
    }

    [Fact]
    public async Task Measurements_lie_where_their_index_says()
    {
        byte[] begin = Box("ftyp", "isom"u8.ToArray());
        var index = Box("moov", Box("mvhd", new byte[100]), Measured(0));
        var place = begin.Length + index.Length + 8 + 2;
        byte[] film = [.. begin, .. Box("moov", Box("mvhd", new byte[100]), Measured(place)), .. Box("mdat", [1, 2, 3, 4, 5, 6])];
        Assert.Equal([1, 2, 0, 0, 0, 6], (await CleanAsync(film))[^6..]);
    }

    [Fact]
    public async Task What_can_not_be_looked_through_is_refused()
    {
        byte[] begin = Box("ftyp", "isom"u8.ToArray());
        byte[][] films =
        [
            [.. begin, .. Box("moov", Box("cmov", [1, 2, 3]))],
            [.. begin, .. Box("moov", Box("mvhd", new byte[100]), Box("mvex", []), Measured(0))],
            [.. begin, .. Box("moov", Box("trak", []))],
            [.. begin, 0, 0, 0, 0, .. "moov"u8],
            [.. begin, 0, 0, 0, 4, .. "mdat"u8],
            [.. begin, 0, 0, 1, 0, .. "mdat"u8, 1],
            [.. begin, 0x7F, 0, 0, 0, .. "moov"u8, 1],
        ];
        foreach (var film in films)
        {
            await Assert.ThrowsAsync<MediaException>(() => CleanAsync(film));
        }
    }

    [Fact]
    public async Task A_file_that_changes_between_the_two_looks_at_it_is_refused()
    {
        var opened = 0;
        var film = Read("film.mp4");
        var file = new PickedFile(_ =>
            ValueTask.FromResult<Stream>(new MemoryStream(opened++ == 0 ? [.. film, .. Box("uuid", [1])] : film))
        );
        await using var clean = await CleanMedia.OpenAsync(file, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<MediaException>(() => clean.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }

    // A track of somebody's pulse: one chunk of three samples of one byte.
    private static byte[] Measured(int place)
    {
        byte[] where = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(where, place);
        return Box(
            "trak",
            Box(
                "mdia",
                Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "meta"u8, .. new byte[12]]),
                Box(
                    "minf",
                    Box(
                        "stbl",
                        Box("stsz", [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3]),
                        Box("stsc", [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 1]),
                        Box("stco", [0, 0, 0, 0, 0, 0, 0, 1, .. where])
                    )
                )
            )
        );
    }

    private static byte[] Box(string type, params byte[][] contents)
    {
        byte[] content = [.. contents.SelectMany(one => one)];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, 8 + content.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. content];
    }

    private static byte[] LongBox(string type, byte[] content)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, 16 + content.Length);
        return [0, 0, 0, 1, .. Encoding.ASCII.GetBytes(type), .. length, .. content];
    }

    // What lies in the boxes of contents.
    private static byte[] Content(byte[] file)
    {
        List<byte> content = [];
        for (var at = 0; at < file.Length; at += BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))
        {
            if (file.AsSpan(at + 4).StartsWith("mdat"u8))
            {
                content.AddRange(file[(at + 8)..(at + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))]);
            }
        }

        return [.. content];
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Repository.Path("tests", "Fuzz", "Corpus", "picture", name));

    private static async Task<byte[]> CleanAsync(byte[] content)
    {
        var file = PickedFile.FromBytes(content);
        Assert.Equal(content.Length, await CleanMedia.MeasureAsync(file, TestContext.Current.CancellationToken));
        await using var clean = await CleanMedia.OpenAsync(file, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        await clean.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }
}
