// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Tests.Tokens;

public sealed class FontTests
{
    private const string Font = """
        { "semantic": { "font.body": { "family": "Acme Sans", "files": { "400": "fonts/acme.woff2" }, "licence": "fonts/OFL.txt" } } }
        """;

    private static readonly byte[] _woff = [.. "wOF2"u8, 0, 1, 0, 0];

    [Fact]
    public void A_font_comes_with_its_files_and_its_licence()
    {
        using var folder = new BrandFolder();
        var tokens = folder
            .Write("tokens.json", Font)
            .Write("fonts/acme.woff2", _woff)
            .Write("fonts/OFL.txt", "SIL Open Font License, version 1.1 …")
            .Load()
            .Tokens;
        var font = tokens.Font("font.body");
        Assert.Equal(("Acme Sans", "fonts/acme.woff2", 400), (font.Family, font.Files[0].Path, font.Files[0].Weight));
        Assert.Equal(_woff, font.Files[0].Bytes.ToArray());
        Assert.StartsWith("SIL", font.Licence, StringComparison.Ordinal);
        Assert.Contains("src: url(\"fonts/acme.woff2\") format(\"woff2\");", tokens.ToCss(), StringComparison.Ordinal);
        Assert.Contains("--cs-font-body: \"Acme Sans\", system-ui, sans-serif;", tokens.ToCss(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("licence", "needs their \"licence\"")]
    [InlineData("file", "not in fonts/")]
    [InlineData("content", "This is not a font")]
    [InlineData("outside", "not in fonts/")]
    [InlineData("orphan", "No font of tokens.json names this file")]
    public void A_font_without_licence_or_file_is_refused(string fault, string message)
    {
        using var folder = new BrandFolder();
        folder.Write("fonts/OFL.txt", "SIL Open Font License, version 1.1 …").Write("fonts/acme.woff2", fault == "content" ? "MZ" : "wOF2");
        folder.Write(
            "tokens.json",
            fault switch
            {
                "licence" => Font.Replace(", \"licence\": \"fonts/OFL.txt\"", "", StringComparison.Ordinal),
                "file" => Font.Replace("acme.woff2", "other.woff2", StringComparison.Ordinal),
                "outside" => Font.Replace("fonts/acme.woff2", "../brand.json", StringComparison.Ordinal),
                _ => Font,
            }
        );
        if (fault == "orphan")
        {
            folder.Write("fonts/more.woff2", "wOF2");
        }

        Assert.Contains(folder.Refusal(), error => error.Code == "CSB035" && error.Message.Contains(message, StringComparison.Ordinal));
    }
}
