// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Layers;

/// <summary>Brings a brand and those that it builds on into their order, by what each says in <c>extends</c>.</summary>
internal static class BrandChain
{
    /// <summary>How many brands may stand below a brand: more layers than anybody oversees are a mistake.</summary>
    public const int MaxParents = 8;

    /// <summary>Reads the brands of an app.</summary>
    /// <param name="brand">The app's own.</param>
    /// <param name="parents">Those that were given along, in any order, each with the place that its files are named after in mistakes.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <returns>The layers, the strongest first.</returns>
    public static IReadOnlyList<BrandLayer> Read(
        IBrandFiles brand,
        IReadOnlyCollection<(IBrandFiles Files, string Place)> parents,
        BrandErrors errors
    )
    {
        List<BrandLayer> candidates = [];
        foreach (var (files, place) in parents.Take(MaxParents))
        {
            var found = new BrandErrors();
            candidates.Add(BrandLayer.Read(files, null, found).Under(place));
            errors.AddAll(found, place);
        }

        var chain = Order(BrandLayer.Read(brand, null, errors), candidates, errors);
        if (parents.Count > MaxParents)
        {
            Complain(chain[0], $"More than {MaxParents} brands below a brand are too many.", errors);
        }

        return chain;
    }

    private static List<BrandLayer> Order(BrandLayer brand, List<BrandLayer> candidates, BrandErrors errors)
    {
        List<BrandLayer> chain = [brand];
        while (chain[^1].Extends is { } wanted)
        {
            if (chain.Exists(layer => layer.Id == wanted))
            {
                Complain(chain[^1], "A brand can't build on itself.", errors);
                break;
            }

            var found = candidates.FindAll(layer => layer.Id == wanted);
            if (found is not [var parent])
            {
                Complain(
                    chain[^1],
                    found.Count == 0 ? $"This brand builds on '{wanted}', which was not given." : $"'{wanted}' was given more than once.",
                    errors
                );
                break;
            }

            chain.Add(parent.AsParent());
            candidates.Remove(parent);
        }

        // One whose manifest could not be read has been reported.
        foreach (var stray in candidates.Where(layer => layer.Id is not null))
        {
            Complain(stray, $"Nothing builds on '{stray.Id}': who does says \"extends\": \"{stray.Id}\".", errors);
        }

        return WithLanguage(chain);
    }

    // Who names no language of its own speaks that of the brand below.
    private static List<BrandLayer> WithLanguage(List<BrandLayer> chain)
    {
        for (var i = chain.Count - 2; i >= 0; i--)
        {
            if (!chain[i].Settings.ContainsKey(Manifest.Settings.Culture.Key))
            {
                chain[i] = chain[i] with { CultureName = chain[i + 1].CultureName };
            }
        }

        return chain;
    }

    private static void Complain(BrandLayer layer, string message, BrandErrors errors) =>
        errors.Add(
            "CSB045",
            (layer.Settings.GetValueOrDefault(Settings.Extends.Key) ?? layer.Settings.GetValueOrDefault(Settings.Id.Key))?.At
                ?? new(ManifestReader.FileName),
            message
        );
}
