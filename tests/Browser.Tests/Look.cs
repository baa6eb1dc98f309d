// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Browser.Tests;

/// <summary>How an app looks and speaks: whose app, which appearance, which language. A thorough look is at every screen and state there is, a narrow one at those
/// that differ on a phone, any other at the main ones.</summary>
public sealed record Look(string Name, string Brand, string Appearance, string Culture, bool IsThorough = false, bool IsNarrow = false)
{
    /// <summary>All there are, one of each app thorough, of which one is right to left; with CHATSECURE_EVERY_STATE=1 all but the narrow ones are thorough.</summary>
    public static IReadOnlyList<Look> All { get; } =
    [
        new("chatsecure-light", "ChatSecure", "light", "en", IsThorough: true),
        new("chatsecure-dark", "ChatSecure", "dark", "en"),
        new("chatsecure-contrast", "ChatSecure", "contrast", "en"),
        new("chatsecure-light-rtl", "ChatSecure", "light", "ar"),
        new("chatsecure-dark-rtl", "ChatSecure", "dark", "ar"),
        new("chatsecure-narrow", "ChatSecure", "light", "en", IsNarrow: true),
        new("zomlike-light", "Zomlike", "light", "en"),
        new("zomlike-dark", "Zomlike", "dark", "de"),
        new("zomlike-contrast", "Zomlike", "contrast", "en"),
        new("zomlike-light-rtl", "Zomlike", "light", "fa"),
        new("zomlike-dark-rtl", "Zomlike", "dark", "fa", IsThorough: true),
        new("zomlike-narrow-rtl", "Zomlike", "dark", "fa", IsNarrow: true),
    ];

    /// <summary>Whether every state is looked at, and not only the main ones.</summary>
    public bool IsThorough { get; } = IsThorough || (!IsNarrow && Environment.GetEnvironmentVariable("CHATSECURE_EVERY_STATE") == "1");

    /// <summary>The brand in the look's language.</summary>
    public Brand Load() =>
        Branding.Brand.Load(Repository.PathTo("samples", Brand, "brand")).WithCulture(CultureInfo.GetCultureInfo(Culture));

    /// <summary>Puts the app together as its people do, on an engine of a test.</summary>
    public void Compose(IServiceCollection services, Brand brand, IChatClient client, Action<UIKit.Slots.Screens>? screens = null)
    {
        if (Brand == "Zomlike")
        {
            Zomlike.App.Add(services, brand, _ => { });
        }
        else
        {
            new Builder(services).AddBranding(brand).AddChatSecureBlazor(screens);
        }

        services.AddSingleton(client);
    }

    public override string ToString() => Name;

    private sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;
}
