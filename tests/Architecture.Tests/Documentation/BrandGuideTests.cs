// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ChatSecure.Branding;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.Documentation;

public sealed partial class BrandGuideTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("brand-guide-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_tokens_in_the_guide_go_with_its_brand()
    {
        var guide = File.ReadAllText(Repository.PathTo("docs", "guides", "branding.md"));
        File.WriteAllText(Path.Combine(_folder, "brand.json"), """{ "schemaVersion": 1, "id": "teahouse", "name": "Tea House" }""");
        File.WriteAllText(Path.Combine(_folder, "tokens.json"), Tokens().Match(guide).Groups[1].Value);
        var brand = Brand.Load(_folder);
        Assert.Equal("#1f5f3f", brand.Tokens.Color("header.background", BrandTheme.Light).ToString());
        Assert.Equal(20, brand.Tokens.Number("bubble.radius"));
    }

    [Fact]
    public void An_overlay_is_applied_as_the_guide_shows()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(
            Path.Combine(_folder, "brand.json"),
            $$"""
            {
              "schemaVersion": 1, "id": "teahouse", "name": "Tea House",
              "overlay": { "key": "{{Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}}" }
            }
            """
        );
        var brand = Brand.Load(_folder);
        var now = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
        var lastSequence = 3L;
        var document = BrandSigner.Sign(
            """
            {
              "kind": "overlay", "brand": "teahouse", "sequence": 4, "expires": "2026-12-29T00:00:00Z",
              "settings": { "support": { "email": "help@tea.example" } }
            }
            """,
            key
        );
        #region overlay
        var change = brand.WithOverlay(document, lastSequence, now);
        if (change.Refusal == BrandRefusal.None)
        {
            lastSequence = change.Sequence; // keep it: an older document is refused next time
        }

        brand = change.Brand.At(now); // the brand before, if the document was refused; without an overlay that has ended
        #endregion
        Assert.Equal((4, "help@tea.example"), (lastSequence, brand.Contacts.Email));
    }

    [Fact]
    public void Every_row_of_the_zom_list_has_its_proof()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathTo("docs", "guides", "zom-list.md"))).ToList();
        Assert.Equal(Enumerable.Range(1, 24).Select(row => $"Z{row}"), rows.SelectMany(row => row.Groups["rows"].Value.Split(", ")));
        Assert.All(rows, row => Assert.Matches(@"`\w+Tests\.\w+` \|$", row.Value));
    }

    [GeneratedRegex(@"^\| (?<rows>Z\d+(?:, Z\d+)*) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("```json\\n(\\{\\n  \"palette\"[^`]*)```")]
    private static partial Regex Tokens();
}
