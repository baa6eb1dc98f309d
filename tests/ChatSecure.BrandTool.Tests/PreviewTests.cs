// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Xml.Linq;
using ChatSecure.Branding;
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
        var screens = Screens.Of(Brand.Load(Desk.Zomlike));
        foreach (var (culture, direction) in ((string, string)[])[("en", "ltr"), ("ar", "rtl"), ("qps-PLOCM", "rtl")])
        {
            var page = Page(desk, culture);
            Assert.Equal(culture, page.Attribute("lang")!.Value);
            Assert.Equal(BrandCatalog.Texts.Count, page.Descendants("tr").Count());
            Assert.Contains(page.Descendants("h1"), title => title.Value.Contains("Zomlike", StringComparison.Ordinal));
            var frames = page.Descendants("iframe").Select(frame => frame.Attribute("src")!.Value).ToArray();
            Assert.Equal(4 * screens.Count, frames.Distinct().Count());
            Assert.All(
                frames,
                frame =>
                    Assert.Contains(
                        $"<html lang=\"{culture}\" dir=\"{direction}\" data-theme=\"{frame.Split('/')[2]}\">",
                        File.ReadAllText(desk.PathTo(frame)),
                        StringComparison.Ordinal
                    )
            );
        }

        Assert.Equal(File.ReadAllText(desk.PathTo("en.html")), File.ReadAllText(desk.PathTo("index.html")));
    }

    [Fact]
    public void The_screens_are_the_kit_s_own_in_the_brand_s_words_colours_and_pictures()
    {
        using var desk = new Desk();
        Desk.Expect(ExitCode.Good, "preview", Desk.Zomlike, "--out", desk.Folder, "--culture", "de");
        Assert.Contains("cs-message", Screen("conversation"), StringComparison.Ordinal);
        Assert.Contains("صباح الخير", Screen("conversation"), StringComparison.Ordinal);
        Assert.Contains("Du bist drin!", Screen("settings"), StringComparison.Ordinal);
        Assert.Contains("schön, dass du da bist", Screen("step-welcome"), StringComparison.Ordinal);
        Assert.Contains("<dialog open ", Screen("keys"), StringComparison.Ordinal);
        Assert.Contains("cs-banner-warning", Screen("trouble"), StringComparison.Ordinal);
        Assert.Contains("#a3195b", File.ReadAllText(desk.PathTo("brand/brand.css")), StringComparison.Ordinal);
        Assert.True(File.Exists(desk.PathTo("brand/assets/logo.svg")));
        Assert.Contains("layer(chatsecure)", File.ReadAllText(desk.PathTo("kit/chat.css")), StringComparison.Ordinal);

        string Screen(string name) => WebUtility.HtmlDecode(File.ReadAllText(desk.PathTo($"screens/de/light/{name}.html")));
    }

    [Fact]
    public void Pages_run_nothing_and_call_nobody()
    {
        using var desk = new Desk();
        Desk.Expect(ExitCode.Good, "preview", Desk.Zomlike, "--out", desk.Folder, "--culture", "en");
        var pages = Directory.GetFiles(desk.Folder, "*.html", SearchOption.AllDirectories);
        Assert.True(pages.Length > 40);
        Assert.All(
            pages,
            file =>
            {
                var page = File.ReadAllText(file);
                Assert.DoesNotMatch("<(script|object|embed|style|form[^>]* action)", page);
                Assert.DoesNotMatch("<[^>]* (on[a-z]+|style)=", page);
                Assert.DoesNotMatch("<(?!a )[^>]* (src|href)=\"([a-z]+:|/)", page); // a person may follow a link of the brand's
                Assert.Contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';", page, StringComparison.Ordinal);
            }
        );
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
