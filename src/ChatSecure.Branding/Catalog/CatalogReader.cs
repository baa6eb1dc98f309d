// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Strings;

namespace ChatSecure.Branding.Catalog;

/// <summary>Reads the catalogue out of the neutral default, which says each thing once.</summary>
internal static class CatalogReader
{
    private static readonly string[] _yesNo = ["no", "other", "yes"];

    public static IReadOnlyList<CatalogText> Texts(BrandLayer neutral) =>
        [
            .. neutral
                .Texts[neutral.CultureName]
                .OrderBy(text => text.Key, StringComparer.Ordinal)
                .Select(text => new CatalogText(
                    text.Key,
                    text.Value.Text,
                    text.Value.Description ?? string.Empty,
                    Arguments(text.Value.Template),
                    text.Value.MaxLength
                )),
        ];

    public static IReadOnlyList<CatalogSetting> Settings(BrandLayer neutral) =>
        [
            .. Manifest
                .Settings.All.OrderBy(setting => setting.Key, StringComparer.Ordinal)
                .Select(setting => new CatalogSetting(
                    setting.Key,
                    neutral.Settings.TryGetValue(setting.Key, out var value) ? setting.Value.Show(value.Value) : null
                )),
        ];

    /// <summary>A name that a plural counts is a number wherever else it stands; one that a select tells apart is its word.</summary>
    private static CatalogArgument[] Arguments(MessageTemplate template) =>
        [
            .. template
                .Names.Except(Terms.Names)
                .Order(StringComparer.Ordinal)
                .Select(name => new CatalogArgument(
                    name,
                    template.Plurals.Exists(plural => plural.Name == name) ? CatalogArgumentKind.Number
                        : template.Selects.Find(select => select.Name == name) is not { } choice ? CatalogArgumentKind.Text
                        : choice.Cases.Keys.Except(_yesNo).Any() ? CatalogArgumentKind.Word
                        : CatalogArgumentKind.YesNo
                )),
        ];
}
