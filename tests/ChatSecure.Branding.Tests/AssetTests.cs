// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Assets;

namespace ChatSecure.Branding.Tests;

public sealed class AssetTests
{
    private static readonly byte[] _png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public void A_picture_of_the_same_id_wins_whatever_its_format()
    {
        using var folder = new BrandFolder();
        var brand = folder.Write("assets/logo.png", _png).Load();
        Assert.Equal(_png, brand.Asset("logo")!.Value.ToArray());
        Assert.Null(brand.Asset("../brand"));
        Assert.Null(brand.Asset("no-such"));
    }

    [Fact]
    public void A_picture_that_nobody_asks_for_is_refused_with_a_hint()
    {
        using var folder = new BrandFolder();
        var error = Assert.Single(folder.Write("assets/lgo.png", _png).Refusal());
        Assert.Equal(("CSB010", "assets/lgo.png"), (error.Code, error.File));
        Assert.Contains("'logo'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assets/logo.exe", "CSB030")]
    [InlineData("assets/logo.png", "CSB030")]
    [InlineData("assets/logo", "CSB030")]
    [InlineData("assets/logo.html", "CSB030")]
    public void A_picture_is_what_its_ending_says(string file, string code)
    {
        using var folder = new BrandFolder();
        Assert.Contains(folder.Write(file, "MZ").Refusal(), error => error.Code == code);
    }

    [Fact]
    public void A_picture_above_five_mebibytes_is_refused()
    {
        using var folder = new BrandFolder();
        Assert.Equal("CSB031", Assert.Single(folder.Write("assets/logo.png", [.. _png, .. new byte[5 * 1024 * 1024]]).Refusal()).Code);
    }

    [Fact]
    public void Two_pictures_of_one_id_are_refused()
    {
        using var folder = new BrandFolder();
        folder.Write("assets/logo.png", _png).Write("assets/logo.svg", "<svg/>");
        Assert.Equal("CSB032", Assert.Single(folder.Refusal()).Code);
    }

    [Fact]
    public void Links_out_of_the_folder_are_refused()
    {
        using var outside = new BrandFolder();
        using var folder = new BrandFolder();
        outside.Write("logo.png", _png);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "strings.en.json"), Path.Combine(outside.Path, "brand.json"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "assets"), outside.Path);
        Assert.Equal([("CSB033", "assets"), ("CSB033", "strings.en.json")], folder.Refusal().Select(error => (error.Code, error.File)));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><!-- a --><g fill='url(#a)'><path d='M0 0'/></g></svg>")]
    [InlineData("<?xml version='1.0'?>\n<svg><use href='#a'/></svg>")]
    public void Plain_drawings_pass(string svg) => Assert.Null(SvgCheck.Refusal(System.Text.Encoding.UTF8.GetBytes(svg)));

    [Theory]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg><SCRIPT/></svg>")]
    [InlineData("<svg><x:script xmlns:x='http://www.w3.org/2000/svg'/></svg>")]
    [InlineData("<svg onload='alert(1)'/>")]
    [InlineData("<svg><path\nonclick = \"x\"/></svg>")]
    [InlineData("<svg><foreignObject><p/></foreignObject></svg>")]
    [InlineData("<svg><a href='#x'/></svg>")]
    [InlineData("<svg><image href='#x'/></svg>")]
    [InlineData("<svg><style>@import url(http://x)</style></svg>")]
    [InlineData("<svg><use href='http://evil.example/x.svg#a'/></svg>")]
    [InlineData("<svg><use xlink:href='data:image/svg+xml,x'/></svg>")]
    [InlineData("<svg><use href=#a /></svg>")]
    [InlineData("<svg><path fill='url(http://evil.example)'/></svg>")]
    [InlineData("<svg><path fill='url(#a) url( \"//evil.example\")'/></svg>")]
    [InlineData("<svg><path style='fill:u\\72l(http://evil.example)'/></svg>")]
    [InlineData("<svg><path style='fill:red'/></svg>")]
    [InlineData("<svg><path mask='image-set(\"http://evil.example\" 1x)'/></svg>")]
    [InlineData("<svg><use href='&#104;ttp://evil.example'/></svg>")]
    [InlineData("<svg><set attributeName='onload' to='alert(1)'/></svg>")]
    [InlineData("<svg><animate attributeName='href' values='javascript:alert(1)'/></svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY x 'y'>]><svg>&x;</svg>")]
    [InlineData("<svg><![CDATA[<script/>]]></svg>")]
    [InlineData("<svg><?xml-stylesheet href='x'?></svg>")]
    [InlineData("<svg><!-- open")]
    [InlineData("<svg><path d='")]
    [InlineData("<svg")]
    [InlineData("<svg><g><path d='M0 0'/>")]
    [InlineData("<svg><g></svg></g>")]
    [InlineData("<svg/><svg/>")]
    [InlineData("<svg><path d='a' d='b'/></svg>")]
    [InlineData("<svg><use xlink:href='#a'/></svg>")]
    [InlineData("<svg>\u0016</svg>")]
    [InlineData("<svg>&nbsp;</svg>")]
    [InlineData("<html/>")]
    [InlineData("")]
    public void Whatever_is_more_than_a_drawing_is_refused(string svg) =>
        Assert.NotNull(SvgCheck.Refusal(System.Text.Encoding.UTF8.GetBytes(svg)));

    [Fact]
    public void A_tower_of_groups_is_refused() =>
        Assert.NotNull(
            SvgCheck.Refusal(
                System.Text.Encoding.UTF8.GetBytes(
                    $"<svg>{string.Concat(Enumerable.Repeat("<g>", 80))}{string.Concat(Enumerable.Repeat("</g>", 80))}</svg>"
                )
            )
        );

    [Fact]
    public void A_drawing_in_another_encoding_is_refused() =>
        Assert.NotNull(SvgCheck.Refusal(System.Text.Encoding.Unicode.GetBytes("<svg/>")));
}
