// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Settings;

/// <summary>After how long the app locks itself because its person does nothing: what they have chosen where the brand leaves it to them, else what the brand
/// says. Kept in minutes, 0 for never.</summary>
internal static class IdleLockSetting
{
    public const string Key = "lockAfter";

    private static readonly int[] _minutes = [0, 1, 5, 15, 60];

    /// <summary>What holds; null for never.</summary>
    public static TimeSpan? Of(Brand brand, ISettingsStore store) =>
        Own(brand, store) is { } own ? After(int.Parse(own, CultureInfo.InvariantCulture)) : brand.Defaults.IdleLock.After;

    /// <summary>What the person has chosen; null for what the brand says.</summary>
    public static string? Own(Brand brand, ISettingsStore store) =>
        brand.Defaults.IdleLock.Level == SwitchLevel.Default
        && store.Get(Key) is { } kept
        && Minutes(brand).Any(known => Value(known) == kept)
            ? kept
            : null;

    /// <summary>What the brand says.</summary>
    public static string Value(Brand brand) => Value(MinutesOf(brand));

    /// <summary>What can be chosen, in words; what the brand says is among it.</summary>
    public static ValueList<SettingChoice> Choices(Brand brand) =>
        [.. Minutes(brand).Select(minutes => new SettingChoice(Value(minutes), Words(minutes, brand)))];

    private static IEnumerable<int> Minutes(Brand brand) => _minutes.Append(MinutesOf(brand)).Distinct().Order();

    private static int MinutesOf(Brand brand) => (int)(brand.Defaults.IdleLock.After?.TotalMinutes ?? 0);

    private static TimeSpan? After(int minutes) => minutes == 0 ? null : TimeSpan.FromMinutes(minutes);

    private static string Value(int minutes) => minutes.ToString(CultureInfo.InvariantCulture);

    private static string Words(int minutes, Brand brand) =>
        minutes == 0 ? brand.Text("lockScreen.after.never")
        : minutes % 60 == 0 ? brand.Text("lockScreen.after.hours", ("count", minutes / 60))
        : brand.Text("lockScreen.after.minutes", ("count", minutes));
}
