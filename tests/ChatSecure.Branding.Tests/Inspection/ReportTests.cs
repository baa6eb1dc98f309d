// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Branding.Inspection;

namespace ChatSecure.Branding.Tests.Inspection;

public sealed class ReportTests
{
    [Fact]
    public void A_report_has_the_brand_only_if_it_can_be_loaded()
    {
        using var good = new BrandFolder();
        Assert.Equal("acme", BrandReport.Of(good.Path).Brand!.Id);
        using var bad = new BrandFolder("{}");
        var report = BrandReport.Of(bad.Path);
        Assert.Null(report.Brand);
        Assert.Equal(bad.Refusal(), report.Errors);
    }

    [Theory]
    [InlineData("ChatSecure", "ChatSecure")]
    [InlineData("Zomlike", "Zomlike")]
    [InlineData("QuickStart", "QuickStart")]
    public void The_sample_brands_leave_nobody_elses_name(string sample, string what)
    {
        var report = BrandReport.Of(Repository.Path("samples", sample, "brand"));
        Assert.True(report.Errors.Count == 0, $"{what}: {string.Join('\n', report.Errors)}");
        Assert.NotNull(report.Brand);
    }

    [Fact]
    public void A_copy_of_upstreams_brand_under_another_id_is_full_of_upstream()
    {
        using var folder = new BrandFolder(
            File.ReadAllText(Repository.Path("samples", "ChatSecure", "brand", "brand.json"))
                .Replace("\"chatsecure\"", "\"copycat\"", StringComparison.Ordinal)
        );
        Assert.Contains(Leaks(folder), error => (error.File, error.Line) == ("brand.json", 5));
    }

    [Theory]
    [InlineData("strings.en.json", "{ \"cli.defect\": \"{type}: write to help@ChatSecure.example\" }", 1, 17)]
    [InlineData("strings.en.json", "{\n  \"connection.online\": { \"text\": \"chatSECURE is on\" }\n}", 2, 34)]
    [InlineData("assets/logo.svg", "<svg><title>ChatSecure</title></svg>", 0, 0)]
    public void Upstreams_name_in_a_brand_is_found(string file, string content, int line, int column)
    {
        using var folder = new BrandFolder();
        folder.Write(file, content);
        var leak = Assert.Single(Leaks(folder));
        Assert.Equal((file, line, column), (leak.File, leak.Line, leak.Column));
    }

    [Fact]
    public void A_name_in_a_list_is_found()
    {
        using var folder = new BrandFolder(
            """{ "schemaVersion": 1, "id": "acme", "name": "Acme", "defaults": { "servers": [{ "domain": "jabber.chatsecure.example" }] } }"""
        );
        Assert.Contains("'defaults.servers.domain'", Assert.Single(Leaks(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_software_that_an_app_is_made_of_may_be_named()
    {
        using var folder = new BrandFolder("""{ "schemaVersion": 1, "id": "acme", "name": "Acme", "basedOn": "ChatSecure Core" }""");
        Assert.Empty(Leaks(folder));
    }

    [Fact]
    public void Names_of_the_brand_that_it_was_copied_from_are_found()
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", "{ \"connection.online\": \"Teahouse is open\" }");
        Assert.Empty(Leaks(folder));
        Assert.Single(BrandReport.Of(folder.Path, ["teahouse", "ab", ""]).Errors);
        Assert.Empty(BrandReport.Of(folder.Path, ["acme"]).Errors); // its own
    }

    [Theory]
    [InlineData(512, 512, null)]
    [InlineData(511, 511, "CSB036")]
    [InlineData(1024, 512, "CSB036")]
    [InlineData(5000, 5000, "CSB036")]
    [InlineData(0, 0, "CSB030")]
    public void A_logo_is_a_square_that_icons_can_be_made_from_on_every_screen(int width, int height, string? code)
    {
        using var folder = new BrandFolder();
        folder.Write("assets/logo.png", Png(width, height)).Write("assets/logo@dark.png", Png(width, height));
        Assert.Equal(code is null ? [] : [code, code], BrandReport.Of(folder.Path).Errors.Select(error => error.Code));
    }

    [Fact]
    public void A_brand_without_a_logo_is_warned()
    {
        using var folder = new BrandFolder();
        Assert.Equal("CSB037", Assert.Single(BrandReport.Of(folder.Path).Warnings).Code);
        folder.Write("assets/logo.svg", "<svg/>");
        Assert.Empty(BrandReport.Of(folder.Path).Warnings);
    }

    [Fact]
    public void Sizes_are_read_from_every_format()
    {
        Assert.Equal((640, 480), PictureSize.Of(Png(640, 480)));
        Assert.Equal((256, 16), PictureSize.Of([0, 0, 1, 0, 1, 0, 0, 16]));

        // A JPEG: application segment, then the frame header.
        Assert.Equal((300, 200), PictureSize.Of([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC2, 0, 17, 8, 0, 200, 1, 44, 3]));

        // WebP: extended, lossless, lossy.
        Assert.Equal((400, 300), PictureSize.Of(WebP("VP8X", 24, [0x8F, 1, 0, 0x2B, 1, 0])));
        Assert.Equal((400, 300), PictureSize.Of(WebP("VP8L", 20, [0x2F, 0x8F, 0xC1, 0x4A, 0])));
        Assert.Equal((400, 300), PictureSize.Of(WebP("VP8 ", 26, [0x90, 1, 0x2C, 1])));
    }

    [Fact]
    public void Half_a_picture_has_no_size_and_does_no_harm()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xC2, 0, 17, 8, 0, 200, 1, 44, 3];
        for (var length = 0; length < 12; length++)
        {
            Assert.Null(PictureSize.Of(jpeg.AsSpan(0, length)));
            Assert.Null(PictureSize.Of(Png(1, 1).AsSpan(0, length)));
            Assert.Null(PictureSize.Of(WebP("VP8X", 24, [1]).AsSpan(0, length)));
        }
    }

    private static IEnumerable<BrandError> Leaks(BrandFolder folder) =>
        BrandReport.Of(folder.Path).Errors.Where(error => error.Code == "CSB061");

    private static byte[] Png(int width, int height)
    {
        var png = new byte[33];
        ((byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8]).CopyTo(png, 0);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    private static byte[] WebP(string kind, int at, byte[] content)
    {
        var webp = new byte[40];
        "RIFF"u8.CopyTo(webp);
        "WEBP"u8.CopyTo(webp.AsSpan(8));
        System.Text.Encoding.ASCII.GetBytes(kind).CopyTo(webp, 12);
        content.CopyTo(webp, at);
        return webp;
    }
}
