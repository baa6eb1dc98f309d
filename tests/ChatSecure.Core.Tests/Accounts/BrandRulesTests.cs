// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Core.Accounts;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Stores;
using NSubstitute;

namespace ChatSecure.Core.Tests.Accounts;

public sealed class BrandRulesTests : IDisposable
{
    private const string BrandPins =
        "\"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\", \"sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=\"";

    private readonly string _folder = Directory.CreateTempSubdirectory("brand-").FullName;
    private readonly Brand _brand;

    public BrandRulesTests()
    {
        File.WriteAllText(
            Path.Combine(_folder, "brand.json"),
            $$"""
            {
              "schemaVersion": 1, "id": "teahouse", "name": "Tea House", "identity": { "website": "https://tea.example/" },
              "defaults": { "servers": [{ "domain": "tea.example", "pins": [{{BrandPins}}] }] }, "policy": { "allowOtr": false }
            }
            """
        );
        File.WriteAllText(
            Path.Combine(_folder, "strings.en.json"),
            """
            {
              "encryption.fallback": "A sealed cup of tea.", "retraction.fallback": "A cup was taken back.", "reaction.fallback": "An empty cup.",
              "otr.explanation": "Tea for two?", "otr.complaint": "Spilt."
            }
            """
        );
        File.WriteAllText(Path.Combine(_folder, "strings.de.json"), """{ "encryption.fallback": "Eine versiegelte Tasse Tee." }""");
        _brand = Brand.Load(_folder, System.Globalization.CultureInfo.GetCultureInfo("de"));
    }

    [Fact]
    public void What_others_are_told_of_the_software_is_the_brand_s()
    {
        var roster = Substitute.For<IRosterStore>();
        using var ours = new AccountModules(roster, _brand, "pc");
        using var neutral = new AccountModules(roster, Brand.Neutral, "pc");
        Assert.Equal("https://tea.example/", ours.Capabilities.Own.Node);
        Assert.Equal("Tea House", Assert.Single(ours.Discovery.OwnInfo.Identities).Name);
        Assert.Equal("app:unbranded", neutral.Capabilities.Own.Node);
    }

    [Fact]
    public void The_text_beside_encrypted_messages_is_the_brand_s_and_does_not_tell_the_person_s_language()
    {
        Assert.Equal("A sealed cup of tea.", BrandRules.FallbackOf(_brand));
        Assert.Equal(OmemoPayload.FallbackBody, BrandRules.FallbackOf(Brand.Neutral));
        Assert.Equal("A cup was taken back.", BrandRules.WordsOf(_brand).Retraction);
        Assert.Equal("An empty cup.", BrandRules.WordsOf(_brand).NoReaction);
        Assert.Equal(("Tea for two?", "Spilt."), (BrandRules.OtrOf(_brand).Explanation, BrandRules.OtrOf(_brand).Complaint));
    }

    [Fact]
    public void The_brand_s_pins_hold_where_the_person_has_none()
    {
        var account = new AccountSettings { Jid = Jid.Parse("a@tea.example") };
        Assert.Equal(2, BrandRules.PinsOf(account, _brand).Count);
        Assert.Equal(["sha256/x"], BrandRules.PinsOf(account with { Pins = ["sha256/x"] }, _brand));
        Assert.Empty(BrandRules.PinsOf(new AccountSettings { Jid = Jid.Parse("a@other.example") }, _brand));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
