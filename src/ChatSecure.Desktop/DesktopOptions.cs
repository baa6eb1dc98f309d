// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Desktop;

/// <summary>What makes a desktop app this one.</summary>
public sealed record DesktopOptions
{
    /// <summary>Loads the brand in the person's language.</summary>
    public required Func<CultureInfo?, Brand> Brand { get; init; }

    /// <summary>Adds the engine, with <c>AddBranding(profile.Brand)</c>, <c>AddChatSecureBlazor()</c> and a store whose key comes from
    /// <see cref="DesktopProfile.UsePassphrase"/>; and whatever else the app has.</summary>
    public required Action<IServiceCollection, DesktopProfile> Compose { get; init; }

    /// <summary>The app's version, for its start lines; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>Ends the app when no window has been open for so long; null, the default, for never. <c>--stop-after</c> goes before it.</summary>
    public TimeSpan? StopAfter { get; init; }

    /// <summary>How many windows may be open at once.</summary>
    public int MaxScreens { get; init; } = 8;
}
