// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.RegularExpressions;
using ChatSecure.Accounts;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;
using ChatSecure.Branding.Policy;
using ChatSecure.Branding.Strings;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Branding.Tests;

public sealed class NeutralTests
{
    [Fact]
    public void The_default_names_nobody_and_contacts_nobody()
    {
        Assert.Equal("Unbranded Messenger", Brand.Neutral.Name);
        Assert.Null(Brand.Neutral.BasedOn);
        Assert.Null(Brand.Neutral.Defaults.DefaultServer);
        Assert.Empty(Brand.Neutral.Defaults.Servers);
        var said = BrandLayer.Neutral.Texts.Values.SelectMany(table => table.Values).Select(entry => entry.Text).Append(Brand.Neutral.Name);
        Assert.DoesNotContain(said, text => text.Contains("ChatSecure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_default_has_no_mistakes()
    {
        var errors = new BrandErrors();
        var neutral = BrandLayer.Read(EmbeddedFiles.Neutral, BrandLayer.NeutralName, errors);
        foreach (var table in neutral.Texts.Values)
        {
            TextCheck.Check(table, neutral.Texts["en"], errors);
        }

        var settings = new BrandComposition([neutral]).Settings;
        ManifestCheck.Check(settings, errors);
        PolicyCheck.Check(settings, errors);
        Assert.Empty(errors.All);
    }

    [Fact]
    public void Every_default_text_is_described_and_has_a_lasting_id()
    {
        foreach (var (id, entry) in BrandLayer.Neutral.Texts["en"])
        {
            Assert.False(string.IsNullOrWhiteSpace(entry.Description), id);
            Assert.Matches("^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+$", id);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("ru")]
    [InlineData("zh")]
    [InlineData("ar")]
    [InlineData("fa")]
    [InlineData("bo")]
    public void Default_texts_stand_in_the_order_of_their_ids(string culture)
    {
        var ids = BrandLayer.Neutral.Texts[culture].Values.OrderBy(entry => entry.At.Line).Select(entry => entry.At.Line).ToArray();
        var byId = BrandLayer.Neutral.Texts[culture].OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => text.Value.At.Line);
        Assert.Equal(ids, byId);
    }

    [Fact]
    public void There_is_a_known_room_for_almost_every_default_text() =>
        Assert.True(BrandLayer.Neutral.Texts["en"].Values.Count(entry => entry.MaxLength is null) <= 60);

    [Fact]
    public void German_says_everything_that_English_says() =>
        Assert.Equal(
            BrandLayer.Neutral.Texts["en"].Keys.Order(StringComparer.Ordinal),
            BrandLayer.Neutral.Texts["de"].Keys.Order(StringComparer.Ordinal)
        );

    /// <summary>Everything is said in every language; what is new may come in English and German first.</summary>
    [Theory]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("ru")]
    [InlineData("zh")]
    [InlineData("ar")]
    [InlineData("fa")]
    public void A_messenger_speaks_the_language_throughout(string culture)
    {
        var all = BrandLayer.Neutral.Texts["en"].Keys;
        var missing = all.Except(BrandLayer.Neutral.Texts[culture].Keys).ToArray();
        Assert.True(missing.Length <= all.Count() / 20, string.Join(' ', missing));
    }

    [Theory]
    [InlineData("fr", "\\p{IsBasicLatin}")]
    [InlineData("ru", "\\p{IsCyrillic}")]
    [InlineData("zh", "\\p{IsCJKUnifiedIdeographs}")]
    [InlineData("ar", "\\p{IsArabic}")]
    [InlineData("fa", "\\p{IsArabic}")]
    [InlineData("bo", "\\p{IsTibetan}")]
    public void A_translation_is_written_in_the_script_of_its_language(string culture, string script)
    {
        // Names of protocols, and texts that are placeholders and punctuation, stay.
        var isTheSame = BrandLayer.Neutral.Texts[culture].Where(text => !Regex.IsMatch(text.Value.Text, script)).Select(text => text.Key);
        Assert.All(
            isTheSame,
            id =>
                Assert.Matches(
                    "^(encryption\\.o|size\\.|.*\\.(row|row\\.(empty|incoming)|line|message|region|status|version|incoming|connectionChanged|also|hit|says|presence|claimedName|preview\\.(from|lasting))$|shell\\.title$)",
                    id
                )
        );
    }

    /// <summary>Who sees no colours reads the same: no two states of one kind have the same word, in any language.</summary>
    [Fact]
    public void What_a_colour_tells_a_word_tells_too()
    {
        string[][] kinds =
        [
            [.. Enum.GetValues<TrustLevel>().Select(TextId.Of)],
            [.. Enum.GetValues<MessageLock>().Select(TextId.Of)],
            [.. Enum.GetValues<ConnectionState>().Select(TextId.Of)],
            [.. Enum.GetValues<DoctorGrade>().Select(TextId.Of)],
        ];
        foreach (var language in (string[])["en", "de", "fr", "es", "ru", "zh", "ar", "fa"])
        {
            var brand = Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo(language));
            Assert.All(kinds, kind => Assert.Equal(kind.Length, kind.Select(id => brand.Text(id)).Distinct().Count()));
        }
    }

    [Fact]
    public void The_default_sets_every_setting_that_must_have_a_value()
    {
        var optional = new[]
        {
            "shortName",
            "vendor",
            "basedOn",
            "extends",
            "defaults.server",
            "defaults.servers",
            "defaults.retiredServers",
            "defaults.groupService",
        };
        string[] derived = ["onDanger", "link", "border", "focus", "selection", "onSelection", "badge", "onBadge"];
        string[] groups = ["identity.", "legal.", "support.", "links.", "update.", "push.", "overlay.", "managed."];
        Assert.Equal(
            Settings
                .All.Keys.Where(key => !groups.Any(group => key.StartsWith(group, StringComparison.Ordinal)))
                .Except(optional)
                .Except(derived.Select(role => "color." + role))
                .Order(StringComparer.Ordinal),
            BrandLayer.Neutral.Settings.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void There_are_words_for_every_value_of_the_vocabulary()
    {
        string[] ids =
        [
            .. Enum.GetValues<ConnectionState>().Select(TextId.Of),
            .. Enum.GetValues<ErrorKind>().Select(TextId.Of),
            .. Enum.GetValues<DeliveryState>().Select(TextId.Of),
            .. Enum.GetValues<EncryptionKind>().Select(TextId.Of),
            .. Enum.GetValues<TrustLevel>().Select(TextId.Of),
            .. Enum.GetValues<DecryptFailure>().Select(TextId.Of),
            .. Enum.GetValues<Availability>().Select(TextId.Of),
            .. Enum.GetValues<SubscriptionState>().Select(TextId.Of),
            .. Enum.GetValues<DoctorGrade>().Select(TextId.Of),
            .. Enum.GetValues<MessageLock>().Select(TextId.Of),
        ];
        Assert.All(ids, id => Assert.NotEmpty(Brand.Neutral.Text(id)));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void The_default_speaks_each_person_s_language_as_far_as_it_can()
    {
        Assert.Equal("gelesen", Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("de-AT")).Text("message.state.displayed"));
        Assert.Equal("read", Brand.Neutral.Text("message.state.displayed"));
        Assert.Equal("read", Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("ja")).Text("message.state.displayed"));
        Assert.Equal("已读", Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("zh-CN")).Text("message.state.displayed"));
        var tibetan = Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("bo"));
        Assert.Equal(("གཏོང་བ།", "Mute"), (tibetan.Text("composer.send"), tibetan.Text("conversations.mute")));
    }

    [Fact]
    public void The_default_logo_is_a_drawing() =>
        Assert.StartsWith("<svg", System.Text.Encoding.UTF8.GetString(Brand.Neutral.Asset("logo")!.Value.Span), StringComparison.Ordinal);
}
