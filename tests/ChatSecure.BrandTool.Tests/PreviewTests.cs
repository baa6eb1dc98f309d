// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Xml.Linq;
using ChatSecure.BrandTool.Preview;

namespace ChatSecure.BrandTool.Tests;

public sealed class PreviewTests
{
    [Fact]
    public void Every_language_has_a_page_with_every_screen_in_all_themes_and_every_text()
    {
        using var desk = new Desk();
        Desk.Expect(
            ExitCode.Good,
            "preview",
            Desk.Zomlike,
            "--out",
            desk.Folder,
            "--culture",
            "en",
            "--culture",
            "ar",
            "--culture",
            "qps-plocm"
        );
        foreach (var (culture, direction) in ((string, string)[])[("en", "ltr"), ("ar", "rtl"), ("qps-PLOCM", "rtl")])
        {
            var page = Page(desk, culture);
            Assert.Equal(culture, page.Attribute("lang")!.Value);
            var screens = page.Descendants("section").ToArray();
            Assert.Equal(4 * Screens.All.Count, screens.Length);
            Assert.All(screens, screen => Assert.Equal(direction, screen.Parent!.Attribute("dir")!.Value));
            Assert.Equal(Branding.BrandCatalog.Texts.Count, page.Descendants("tr").Count());
            Assert.Contains(page.Descendants("h1"), title => title.Value.Contains("Zomlike", StringComparison.Ordinal));
        }

        Assert.Contains("--primary: #a3195b;", File.ReadAllText(desk.PathTo("brand.css")), StringComparison.Ordinal);
        Assert.True(File.Exists(desk.PathTo("logo.svg")));
        Assert.Equal(File.ReadAllText(desk.PathTo("en.html")), File.ReadAllText(desk.PathTo("index.html")));
    }

    [Fact]
    public void Pages_run_nothing_and_call_nobody()
    {
        using var desk = new Desk();
        Desk.Expect(ExitCode.Good, "preview", Desk.Zomlike, "--out", desk.Folder);
        foreach (var file in Directory.EnumerateFiles(desk.Folder, "*.html"))
        {
            var page = Page(desk, Path.GetFileNameWithoutExtension(file));
            Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "iframe" or "object" or "style");
            Assert.DoesNotContain(
                page.Descendants().Attributes(),
                attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
            );
            Assert.DoesNotContain(
                page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href"),
                attribute => attribute.Value.Contains(':', StringComparison.Ordinal) || attribute.Value.StartsWith('/')
            );
            Assert.Contains(
                page.Descendants("meta"),
                meta => meta.Attribute("content")?.Value.StartsWith("default-src 'none'", StringComparison.Ordinal) == true
            );
        }
    }

    [Fact]
    public void What_a_brand_says_is_text_and_nothing_else()
    {
        Assert.Equal("&lt;b&gt; &amp; &quot;x&quot;", Html.Encode("<b> & \"x\""));
        using var desk = new Desk();
        desk.Write("tea/brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea & \"Cake\" < 3" }""");
        Desk.Expect(ExitCode.Good, "preview", desk.PathTo("tea"), "--out", desk.PathTo("out"));
        Assert.Contains(
            Page(desk, "out/en").Descendants("h1"),
            title => title.Value.StartsWith("Tea & \"Cake\" < 3", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_language_that_there_is_not_is_refused() =>
        Desk.Expect(ExitCode.Failed, "preview", Desk.Zomlike, "--out", Path.Combine(Path.GetTempPath(), "no"), "--culture", "no such");

    // The pages are written so that they are XML but for elements that HTML does not close.
    private static XElement Page(Desk desk, string name)
    {
        var html = File.ReadAllText(desk.PathTo(name + ".html"));
        foreach (var tag in (string[])["meta", "link", "img"])
        {
            html = System.Text.RegularExpressions.Regex.Replace(html, $"<{tag} ([^>]*)>", $"<{tag} $1/>");
        }

        return XElement.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
    }
}
