// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
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
    public void Default_texts_stand_in_the_order_of_their_ids(string culture)
    {
        var ids = BrandLayer.Neutral.Texts[culture].Values.OrderBy(entry => entry.At.Line).Select(entry => entry.At.Line).ToArray();
        var byId = BrandLayer.Neutral.Texts[culture].OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => text.Value.At.Line);
        Assert.Equal(ids, byId);
    }

    [Fact]
    public void German_says_everything_that_English_says() =>
        Assert.Equal(
            BrandLayer.Neutral.Texts["en"].Keys.Order(StringComparer.Ordinal),
            BrandLayer.Neutral.Texts["de"].Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_default_sets_every_setting_that_must_have_a_value()
    {
        var optional = new[] { "basedOn", "defaults.server", "defaults.servers" };
        Assert.Equal(
            Settings.All.Keys.Except(optional).Order(StringComparer.Ordinal),
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
    public void The_default_speaks_German_to_Germans_and_Austrians()
    {
        Assert.Equal("gelesen", Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("de-AT")).Text("message.state.displayed"));
        Assert.Equal("read", Brand.Neutral.Text("message.state.displayed"));
        Assert.Equal("read", Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("ru")).Text("message.state.displayed"));
    }

    [Fact]
    public void The_default_logo_is_a_drawing() =>
        Assert.StartsWith("<svg", System.Text.Encoding.UTF8.GetString(Brand.Neutral.Asset("logo")!.Value.Span), StringComparison.Ordinal);
}
