// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Doctor;

/// <summary>Looks at a brand: its mistakes, what it copies instead of leaving it to the default, and what its languages lack.</summary>
internal static class BrandExam
{
    public static IEnumerable<Finding> Of(BrandParts parts)
    {
        var (report, folder) = (BrandReport.Of(parts), parts.Folder);
        foreach (var error in report.Errors)
        {
            yield return new(Grade.Bad, error.ToString());
        }

        foreach (var warning in report.Warnings)
        {
            yield return new(Grade.Weak, $"{warning.File}: {warning.Message}");
        }

        if (report.Brand is not { } brand)
        {
            yield break;
        }

        yield return new(Grade.Good, $"The brand {brand.Id} has no mistakes that stop it.");
        foreach (var finding in Languages(folder, brand).Concat(Copies(folder, brand)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Languages(string folder, Brand brand)
    {
        var own = BrandFolder.Texts(folder, brand.Culture.Name);
        foreach (var culture in BrandFolder.Cultures(folder).Where(culture => culture != brand.Culture.Name))
        {
            var missing = own.Keys.Except(BrandFolder.Texts(folder, culture).Keys).Order(StringComparer.Ordinal).ToArray();
            yield return missing.Length == 0
                ? new(Grade.Good, $"{culture} says all {own.Count} texts that the brand says in its own language.")
                : new(
                    Grade.Weak,
                    $"{culture} lacks {missing.Length} of {own.Count} texts, which appear in {brand.Culture.Name} there: {string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? " …" : "")}"
                );
        }
    }

    private static IEnumerable<Finding> Copies(string folder, Brand brand)
    {
        var english = BrandFolder.Texts(folder, "en");
        var copied = BrandCatalog
            .Texts.Where(text => english.TryGetValue(text.Id, out var mine) && mine == text.Text)
            .Select(text => text.Id)
            .ToArray();
        if (copied.Length > 0)
        {
            yield return new(
                Grade.Weak,
                $"{copied.Length} texts are copies of the default: leave them out, and corrections of the default arrive by themselves ({string.Join(", ", copied.Take(5))}{(copied.Length > 5 ? " …" : "")})."
            );
        }

        foreach (var id in BrandCatalog.Assets)
        {
            var voices = brand.Explain("asset:" + id).Layers;
            if (
                voices[0].Value is not null
                && brand.Asset(id) is { } mine
                && Brand.Neutral.Asset(id) is { } theirs
                && mine.Span.SequenceEqual(theirs.Span)
            )
            {
                yield return new(Grade.Weak, $"The picture {id} is a copy of the default: leave it out.");
            }
        }
    }
}
