// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Tests;

public sealed class SampleBrandTests
{
    private static readonly Brand _chatSecure = Brand.Load(Folder("ChatSecure"));
    private static readonly Brand _zomlike = Brand.Load(Folder("Zomlike"));

    [Fact]
    public void The_two_brands_read_like_two_products()
    {
        Assert.Equal(("chatsecure", "ChatSecure"), (_chatSecure.Id, _chatSecure.Name));
        Assert.Equal(("zomlike", "Zomlike"), (_zomlike.Id, _zomlike.Name));
        string[] seen =
        [
            "onboarding.welcome",
            "connection.online",
            "message.state.received",
            "lock.encrypted",
            "conversations.empty",
            "proof.title",
        ];
        Assert.All(
            seen,
            id => Assert.Equal(3, new[] { _chatSecure.Text(id), _zomlike.Text(id), Brand.Neutral.Text(id) }.Distinct().Count())
        );
        Assert.NotEqual(_chatSecure.Colors.Light.Primary, _zomlike.Colors.Light.Primary);
        Assert.NotEqual(_chatSecure.Asset("logo")!.Value.ToArray(), _zomlike.Asset("logo")!.Value.ToArray());
        Assert.True(_zomlike.Policy.RequireEncryption);
        Assert.False(_chatSecure.Policy.RequireEncryption);
    }

    [Fact]
    public void Nothing_of_one_brand_shows_in_the_other()
    {
        var zom = Directory.EnumerateFiles(Folder("Zomlike"), "strings.*.json").Select(File.ReadAllText);
        Assert.All(zom, text => Assert.DoesNotContain("ChatSecure", text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Zomlike", _chatSecure.Text("onboarding.welcome"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Both_live_on_one_machine_and_never_meet()
    {
        var brands = new[] { _chatSecure.Identity, _zomlike.Identity, Brand.Neutral.Identity };
        foreach (var property in typeof(BrandIdentity).GetProperties().Where(property => property.PropertyType == typeof(string)))
        {
            Assert.Equal(3, brands.Select(property.GetValue).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("ChatSecure")]
    [InlineData("Zomlike")]
    public void A_brand_speaks_one_language_at_a_time(string name)
    {
        // What it says in its own words it says in German too, so that no German screen mixes the two.
        var words = new[] { "en", "de" }.Select(culture => Keys(Path.Combine(Folder(name), $"strings.{culture}.json"))).ToArray();
        Assert.Equal(words[0], words[1]);
        Assert.True(words[0].Length > 30);
    }

    [Theory]
    [InlineData("fr", "Zou !")]
    [InlineData("es", "¡Va!")]
    [InlineData("zh", "走你！")]
    public void The_playful_brand_speaks_five_languages_throughout(string culture, string send)
    {
        // Demonstrations and the command line's words speak English and German.
        string[] others = ["transcript.", "proof.", "doctor.", "listen.", "cli."];
        var english = Keys(Path.Combine(Folder("Zomlike"), "strings.en.json")).Where(id => !others.Any(id.StartsWith));
        Assert.Equal(english, Keys(Path.Combine(Folder("Zomlike"), $"strings.{culture}.json")));
        Assert.Equal(send, _zomlike.WithCulture(CultureInfo.GetCultureInfo(culture)).Text("composer.send"));
    }

    [Fact]
    public void The_playful_brand_is_simple_has_one_account_and_stickers_and_its_own_way_in()
    {
        Assert.Equal(["stickers/losar/kite", "stickers/losar/lamp", "stickers/losar/yak"], _zomlike.Stickers);
        Assert.False(_zomlike.Features.IsOn(BrandFeature.MultipleAccounts));
        Assert.Equal(SwitchLevel.Hidden, _zomlike.Features[BrandFeature.ChooseServer].Level);
        Assert.Contains(OnboardingStep.InviteFriends, _zomlike.Defaults.OnboardingSteps);
        Assert.DoesNotContain(OnboardingStep.Server, _zomlike.Defaults.OnboardingSteps);
        Assert.Equal("2026-11", _zomlike.Legal(LegalKind.Terms)!.Version);
        Assert.Contains("zomlike", AssociationFiles.DesktopEntry(_zomlike, "/usr/bin/zomlike"), StringComparison.Ordinal);
        Assert.NotEqual(
            _zomlike.Asset("onboarding/welcome")!.Value.ToArray(),
            _zomlike.Asset("onboarding/welcome", new(BrandTheme.Dark))!.Value.ToArray()
        );
    }

    [Fact]
    public void Nothing_of_upstream_is_left_in_the_other_brand()
    {
        var report = BrandReport.Of(Folder("Zomlike"), ["example.org", "chatsecure"]);
        Assert.Empty(report.Errors);
        Assert.DoesNotContain("chatsecure", _zomlike.Tokens.ToCss(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_playful_brand_says_du_and_counts()
    {
        var german = _zomlike.WithCulture(CultureInfo.GetCultureInfo("de"));
        Assert.Equal("Du bist drin!", german.Text("connection.online"));
        Assert.Equal("Da sind sie! 1.200 Nachrichten mit „Ball“", german.Text("search.title", ("count", 1200), ("words", "Ball")));
        Assert.Equal("Got it! 1 message with “ball”", _zomlike.Text("search.title", ("count", 1), ("words", "ball")));
    }

    private static string Folder(string name) => Repository.Path("samples", name, "brand");

    private static string[] Keys(string file)
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file));
        return [.. json.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
    }
}
