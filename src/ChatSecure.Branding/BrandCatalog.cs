// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Catalog;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding;

/// <summary>Everything that a brand can say in this version: what tools list, check against and generate accessors from. Immutable, safe for concurrent
/// use.</summary>
public static class BrandCatalog
{
    private static readonly Lazy<IReadOnlyList<CatalogText>> _texts = new(() => CatalogReader.Texts(BrandLayer.Neutral));

    /// <summary>The texts, in the order of their ids.</summary>
    public static IReadOnlyList<CatalogText> Texts => _texts.Value;

    /// <summary>The ids of the pictures, in order.</summary>
    public static IReadOnlyList<string> Assets { get; } = [.. BrandLayer.Neutral.Assets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The settings, in the order of their keys.</summary>
    public static IReadOnlyList<CatalogSetting> Settings { get; } = CatalogReader.Settings(BrandLayer.Neutral);
}
