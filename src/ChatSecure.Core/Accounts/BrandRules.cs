// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;

namespace ChatSecure.Core.Accounts;

/// <summary>What the brand says about an account's connection and protection, beside what the app's options say.</summary>
internal static class BrandRules
{
    /// <summary>Whether old private conversations are possible: the app offers them and the brand does not forbid them.</summary>
    public static bool AllowsOtr(EngineServices services) => services.Options.AllowOtr && services.Brand.Policy.AllowOtr;

    /// <summary>The server's keys: those that the person pinned, else those that the brand knows.</summary>
    public static IReadOnlyList<string> PinsOf(AccountSettings settings, Brand brand) =>
        settings.Pins.Count > 0
            ? settings.Pins
            : brand.Defaults.Servers.FirstOrDefault(server => server.Domain == settings.Jid.Domain)?.Pins ?? [];

    /// <summary>What stands beside encrypted messages for who can't read them. In the brand's own language: the person's would tell everybody which it
    /// is.</summary>
    public static string FallbackOf(Brand brand) => brand.Text("encryption.fallback", null, brand.OwnCulture);
}
