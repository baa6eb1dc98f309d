// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;

namespace ChatSecure.Browser.Tests;

/// <summary>How an app looks and speaks: whose brand, which appearance, which language.</summary>
public sealed record Look(string Name, string Brand, string Appearance, string Culture)
{
    public static IReadOnlyList<Look> All { get; } =
    [
        new("chatsecure-light", "ChatSecure", "light", "en"),
        new("chatsecure-dark", "ChatSecure", "dark", "en"),
        new("chatsecure-light-rtl", "ChatSecure", "light", "ar"),
        new("zomlike-light", "Zomlike", "light", "en"),
        new("zomlike-dark", "Zomlike", "dark", "de"),
        new("zomlike-dark-rtl", "Zomlike", "dark", "fa"),
    ];

    public Brand Load() =>
        Branding.Brand.Load(Repository.PathTo("samples", Brand, "brand")).WithCulture(CultureInfo.GetCultureInfo(Culture));

    public override string ToString() => Name;
}
