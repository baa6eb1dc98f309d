// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tests.Layers;

public sealed class RenameTests
{
    private static readonly Renames _renames = new(
        new Dictionary<string, Rename> { ["status.on"] = new("connection.online", "1.2.0") },
        new Dictionary<string, Rename> { ["mark"] = new("logo", "1.3.0") },
        new Dictionary<string, Rename> { ["policy.trustModel"] = new("policy.trust", "1.1.0") }
    );

    [Fact]
    public void What_a_brand_says_under_an_old_key_is_carried_to_the_new_one_with_a_warning()
    {
        using var folder = new BrandFolder(
            """{ "schemaVersion": 1, "id": "acme", "name": "Acme", "policy": { "trustModel": "manual" } }"""
        );
        folder.Write("strings.en.json", "{ \"status.on\": \"Here\" }").Write("assets/mark.svg", "<svg/>");
        var errors = new BrandErrors();
        var layer = BrandLayer.Read(new FolderFiles(folder.Path), null, errors, _renames);
        new BrandComposition([layer, BrandLayer.Neutral]).Check(errors);
        Assert.Empty(errors.All);
        Assert.Equal("Here", layer.Texts["en"]["connection.online"].Text);
        Assert.True(layer.Assets.ContainsKey("logo"));
        Assert.Equal("manual", Settings.Trust.Show(layer.Settings["policy.trust"].Value));
        Assert.Equal(
            [("CSB013", "assets/mark.svg"), ("CSB013", "brand.json"), ("CSB013", "strings.en.json")],
            errors.Warnings.Select(warning => (warning.Code, warning.File))
        );
        Assert.Contains("'connection.online' since version 1.2.0", errors.Warnings[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_brand_that_says_both_the_old_and_the_new_key_is_refused()
    {
        using var folder = new BrandFolder(
            """{ "schemaVersion": 1, "id": "acme", "name": "Acme", "policy": { "trust": "manual", "trustModel": "manual" } }"""
        );
        folder.Write("strings.en.json", "{ \"status.on\": \"Here\", \"connection.online\": \"There\" }");
        var errors = new BrandErrors();
        BrandLayer.Read(new FolderFiles(folder.Path), null, errors, _renames);
        Assert.Equal([("CSB014", "brand.json"), ("CSB014", "strings.en.json")], errors.All.Select(error => (error.Code, error.File)));
    }

    [Fact]
    public void The_list_of_this_version_leads_from_keys_that_are_gone_to_keys_that_are_there()
    {
        Holds(Renames.Current.Texts, BrandLayer.Neutral.Texts["en"].Keys);
        Holds(Renames.Current.Assets, BrandLayer.Neutral.Assets.Keys);
        Holds(Renames.Current.Settings, Settings.All.Keys);

        static void Holds(IReadOnlyDictionary<string, Rename> renames, IEnumerable<string> keys)
        {
            Assert.Empty(renames.Keys.Intersect(keys));
            Assert.Empty(renames.Values.Select(rename => rename.To).Except(keys));
            var major = typeof(Brand).Assembly.GetName().Version!.Major;
            Assert.All(renames.Values, rename => Assert.Equal(major, Version.Parse(rename.Since).Major));
        }
    }

    [Fact]
    public void A_list_is_read()
    {
        using var folder = new BrandFolder();
        folder.Write("renames.json", """{ "texts": { "a.b": { "to": "c.d", "since": "1.2.3" } }, "assets": {}, "settings": {} }""");
        var renames = Renames.Read(new FolderFiles(folder.Path));
        Assert.Equal(new Rename("c.d", "1.2.3"), renames.Texts["a.b"]);
        Assert.Empty(renames.Assets);
    }
}
