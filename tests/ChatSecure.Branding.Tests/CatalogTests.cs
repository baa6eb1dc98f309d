// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Catalog;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void Texts_are_listed_with_what_they_are_filled_in_with()
    {
        Assert.Equal(BrandLayer.Neutral.Texts["en"].Count, BrandCatalog.Texts.Count);
        var row = BrandCatalog.Texts.Single(text => text.Id == "conversations.row");
        Assert.Contains(new CatalogArgument("hasState", CatalogArgumentKind.YesNo), row.Arguments);
        Assert.Contains(new CatalogArgument("title", CatalogArgumentKind.Text), row.Arguments);
        var defect = BrandCatalog.Texts.Single(text => text.Id == "cli.defect");
        Assert.Equal([new CatalogArgument("type", CatalogArgumentKind.Text)], defect.Arguments);
        var unread = BrandCatalog.Texts.Single(text => text.Id == "conversations.unread");
        Assert.Equal([new CatalogArgument("count", CatalogArgumentKind.Number)], unread.Arguments);
        Assert.NotEmpty(unread.Description);
        Assert.InRange(unread.MaxLength ?? 0, unread.Text.Length / 2, 1000);
    }

    [Fact]
    public void A_word_that_a_select_tells_apart_is_one()
    {
        var errors = new Files.BrandErrors();
        using var folder = new BrandFolder();
        folder.Write(
            "strings.en.json",
            "{ \"a.b\": \"{state, select, sent {{n, plural, other {#}}} other {{yes, select, yes {y} other {n}}}}\" }"
        );
        var text = Assert.Single(CatalogReader.Texts(BrandLayer.Read(new Files.FolderFiles(folder.Path), null, errors)));
        Assert.Equal(
            [CatalogArgumentKind.Number, CatalogArgumentKind.Word, CatalogArgumentKind.YesNo],
            text.Arguments.Select(argument => argument.Kind)
        );
    }

    [Fact]
    public void Settings_and_pictures_are_listed_in_order()
    {
        Assert.Contains(new CatalogSetting("policy.requireEncryption", "false"), BrandCatalog.Settings);
        Assert.Contains(new CatalogSetting("defaults.server", null), BrandCatalog.Settings);
        Assert.Equal(BrandCatalog.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal), BrandCatalog.Settings);
        Assert.Contains("logo", BrandCatalog.Assets);
    }

    [Fact]
    public void No_two_ids_become_one_name_in_code()
    {
        var names = BrandCatalog.Texts.Select(text => text.Id.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant()).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
    }
}
