// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;

namespace ChatSecure.Branding.Tests.Behaviour;

public sealed class BehaviourTests
{
    private const string Pins =
        "\"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\", \"sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=\"";

    [Fact]
    public void The_default_has_every_switch_and_nothing_that_calls_home()
    {
        Assert.All(Enum.GetValues<BrandFeature>(), feature => Assert.Equal(SwitchLevel.Default, Brand.Neutral.Features[feature].Level));
        Assert.All(Enum.GetValues<PrivacySwitch>(), which => Assert.Equal(SwitchLevel.Default, Brand.Neutral.Privacy[which].Level));
        Assert.False(Brand.Neutral.Features.IsOn(BrandFeature.Donations));
        Assert.False(Brand.Neutral.Privacy.IsOn(PrivacySwitch.LastSeen));
        Assert.Null(Brand.Neutral.Updates);
        Assert.Null(Brand.Neutral.Push);
        Assert.Equal(new BrandContacts(), Brand.Neutral.Contacts);
        Assert.Null(Brand.Neutral.Legal(LegalKind.Terms));
    }

    [Fact]
    public void A_switch_that_is_missing_is_not_off_and_a_level_says_who_decides()
    {
        using var folder = With(
            """
            "features": { "groups": false, "logs": { "value": false, "level": "hidden" } },
            "privacy": { "typing": { "value": false, "level": "locked" } }
            """
        );
        var brand = folder.Load();
        Assert.Equal(new BrandSwitch(false), brand.Features[BrandFeature.Groups]);
        Assert.Equal(new BrandSwitch(false, SwitchLevel.Hidden), brand.Features[BrandFeature.Logs]);
        Assert.Equal(new BrandSwitch(false, SwitchLevel.Locked), brand.Privacy[PrivacySwitch.Typing]);
        Assert.True(brand.Features.IsOn(BrandFeature.Attachments));
        Assert.Equal("false (locked)", brand.Explain("privacy.typing").Value);
    }

    [Fact]
    public void The_time_until_an_app_locks_itself_has_levels_too_and_is_never_unless_somebody_says_so()
    {
        Assert.Equal(new BrandIdleLock(null), Brand.Neutral.Defaults.IdleLock);
        using var plain = With("\"defaults\": { \"lockAfter\": 15 }");
        Assert.Equal(new BrandIdleLock(TimeSpan.FromMinutes(15)), plain.Load().Defaults.IdleLock);
        using var locked = With("\"defaults\": { \"lockAfter\": { \"value\": 5, \"level\": \"locked\" } }");
        Assert.Equal(new BrandIdleLock(TimeSpan.FromMinutes(5), SwitchLevel.Locked), locked.Load().Defaults.IdleLock);
        Assert.Equal("5 (locked)", locked.Load().Explain("defaults.lockAfter").Value);
    }

    [Theory]
    [InlineData("\"features\": { \"grups\": true }", "CSB001")]
    [InlineData("\"features\": { \"groups\": \"yes\" }", "CSB002")]
    [InlineData("\"features\": { \"groups\": { \"level\": \"locked\" } }", "CSB002")]
    [InlineData("\"features\": { \"groups\": { \"value\": true, \"level\": \"open\" } }", "CSB002")]
    [InlineData("\"defaults\": { \"lockAfter\": -1 }", "CSB002")]
    [InlineData("\"defaults\": { \"lockAfter\": 1.5 }", "CSB002")]
    [InlineData("\"defaults\": { \"lockAfter\": \"5\" }", "CSB002")]
    [InlineData("\"defaults\": { \"lockAfter\": 10081 }", "CSB002")]
    [InlineData("\"defaults\": { \"lockAfter\": { \"level\": \"locked\" } }", "CSB002")]
    [InlineData("\"defaults\": { \"lockAfter\": { \"value\": 5, \"level\": \"open\" } }", "CSB002")]
    [InlineData("\"onboarding\": { \"steps\": [\"welcome\"] }", "CSB043")]
    [InlineData("\"onboarding\": { \"steps\": [\"signIn\", \"signIn\"] }", "CSB002")]
    [InlineData("\"onboarding\": { \"steps\": [\"dance\"] }", "CSB002")]
    [InlineData("\"onboarding\": { \"steps\": [] }", "CSB002")]
    [InlineData("\"onboarding\": { \"steps\": [\"consent\", \"signIn\"] }", "CSB043")]
    [InlineData("\"onboarding\": { \"steps\": [\"createAccount\"] }, \"features\": { \"registration\": false }", "CSB043")]
    [InlineData("\"legal\": { \"termsVersion\": \"1\" }", "CSB060")]
    [InlineData("\"legal\": { \"sourceOffer\": \"http://a.example\" }", "CSB002")]
    [InlineData("\"legal\": { \"sourceOffer\": \"https://u:p@a.example\" }", "CSB002")]
    [InlineData("\"legal\": { \"sourceOffer\": \"https://127.0.0.1/x\" }", "CSB002")]
    [InlineData("\"support\": { \"email\": \"not an address\" }", "CSB002")]
    [InlineData("\"links\": { \"scheme\": \"https\" }", "CSB002")]
    [InlineData("\"links\": { \"scheme\": \"xmpp\" }", "CSB002")]
    [InlineData("\"links\": { \"scheme\": \"a b\" }", "CSB002")]
    [InlineData("\"links\": { \"inviteHost\": \"localhost\" }", "CSB002")]
    [InlineData("\"update\": { \"channel\": \"stable\", \"feed\": \"https://a.example/feed\" }", "CSB044")]
    [InlineData("\"overlay\": { \"url\": \"https://a.example/o\" }", "CSB044")]
    [InlineData("\"overlay\": { \"key\": \"AAAA\" }", "CSB002")]
    [InlineData("\"push\": { \"api\": \"https://a.example/api\" }", "CSB044")]
    [InlineData("\"features\": { \"donations\": true }", "CSB044")]
    [InlineData("\"identity\": { \"appId\": \"one\" }", "CSB002")]
    [InlineData("\"identity\": { \"appId\": \"org.1st.app\" }", "CSB002")]
    [InlineData(
        "\"defaults\": { \"servers\": [{ \"domain\": \"a.example\", \"pins\": [\"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"] }] }",
        "CSB002"
    )]
    [InlineData("\"defaults\": { \"servers\": [{ \"domain\": \"a.example\", \"onion\": \"b.example\" }] }", "CSB002")]
    [InlineData("\"defaults\": { \"servers\": [{ \"domain\": \"a.example\", \"signup\": \"free\" }] }", "CSB002")]
    public void Behaviour_that_makes_no_sense_is_refused(string members, string code)
    {
        using var folder = With(members);
        Assert.Contains(folder.Refusal(), error => error.Code == code);
    }

    [Fact]
    public void A_server_tells_how_to_get_in_and_what_keys_it_has()
    {
        using var folder = With(
            $$"""
            "defaults": { "servers": [{ "domain": "a.example", "signup": "invitation", "onion": "abcdefghij.onion", "pins": [{{Pins}}] }] }
            """
        );
        var server = Assert.Single(folder.Load().Defaults.Servers);
        Assert.Equal((SignupPolicy.Invitation, "abcdefghij.onion", 2), (server.Signup, server.Onion, server.Pins.Count));
        Assert.Equal(server, Assert.Single(folder.Load().Defaults.Servers));
    }

    [Fact]
    public void A_key_of_another_curve_is_refused()
    {
        using var wrong = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var refused = With(
            $$"""
            "overlay": { "key": "{{Convert.ToBase64String(wrong.ExportSubjectPublicKeyInfo())}}" }
            """
        );
        using var taken = With(
            $$"""
            "update": { "channel": "stable", "feed": "https://a.example/f", "key": "{{Convert.ToBase64String(
                right.ExportSubjectPublicKeyInfo()
            )}}" }
            """
        );
        Assert.Equal("CSB002", Assert.Single(refused.Refusal()).Code);
        Assert.Equal("stable", taken.Load().Updates!.Channel);
    }

    [Fact]
    public void Legal_texts_are_accepted_by_version()
    {
        using var folder = With(
            """
            "legal": { "termsVersion": "2026-11", "sourceOffer": "https://a.example/source" }, "onboarding": { "steps": ["consent", "signIn"] }
            """
        );
        folder.Write("legal/terms.en.md", "# Terms").Write("legal/terms.de.md", "# Bedingungen").Write("legal/NOTICES.txt", "…");
        var brand = folder.Load("de-AT");
        Assert.Equal(
            new LegalDocument(LegalKind.Terms, "2026-11", CultureInfo.GetCultureInfo("de"), "# Bedingungen"),
            brand.Legal(LegalKind.Terms)
        );
        Assert.Equal("# Terms", folder.Load("fr").Legal(LegalKind.Terms)!.Text);
        Assert.True(brand.NeedsConsent(LegalKind.Terms, null));
        Assert.True(brand.NeedsConsent(LegalKind.Terms, "2025-01"));
        Assert.False(brand.NeedsConsent(LegalKind.Terms, "2026-11"));
        Assert.False(brand.NeedsConsent(LegalKind.Privacy, null));
        Assert.Equal("https://a.example/source", brand.Contacts.SourceOffer!.AbsoluteUri);
    }

    [Fact]
    public void A_legal_text_without_a_version_or_twice_is_refused()
    {
        using var folder = With("\"onboarding\": { \"steps\": [\"signIn\"] }");
        folder.Write("legal/privacy.en.md", "# Privacy").Write("legal/privacy.en.txt", "Privacy");
        Assert.Equal(["CSB060", "CSB060"], folder.Refusal().Select(error => error.Code));
    }

    [Fact]
    public void The_identity_derives_from_the_id_unless_it_is_said()
    {
        using var plain = new BrandFolder("""{ "schemaVersion": 1, "id": "tea-house", "name": "Tea House" }""");
        using var said = With("\"identity\": { \"appId\": \"org.example.tea\", \"website\": \"https://tea.example/\" }");
        var identity = plain.Load().Identity;
        Assert.Equal(("app.tea_house", "app:tea-house", "Tea House"), (identity.AppId, identity.CapabilitiesNode, identity.SoftwareName));
        Assert.Equal(
            ("tea-house", "tea-house.db", "tea-house", "tea-house"),
            (identity.DataDirectoryName, identity.DatabaseFileName, identity.SecretServiceName, identity.ResourcePrefix)
        );
        Assert.Equal(("org.example.tea", "https://tea.example/"), (said.Load().Identity.AppId, said.Load().Identity.CapabilitiesNode));
    }

    private static BrandFolder With(string members) => new($$"""{ "schemaVersion": 1, "id": "acme", "name": "Acme", {{members}} }""");
}
