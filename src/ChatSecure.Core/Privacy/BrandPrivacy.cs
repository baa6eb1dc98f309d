// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Privacy;

namespace ChatSecure.Core.Privacy;

/// <summary>What the brand's switches mean for the engine.</summary>
internal static class BrandPrivacy
{
    /// <summary>What of the settings each switch is. Those that are not here are about screens and keyboards, which the engine does not have.</summary>
    public static IReadOnlyDictionary<PrivacySwitch, Func<PrivacySettings, bool, PrivacySettings>> Switches { get; } =
        new Dictionary<PrivacySwitch, Func<PrivacySettings, bool, PrivacySettings>>
        {
            [PrivacySwitch.AnnounceDeviceName] = (settings, isOn) => settings with { AnnounceDeviceName = isOn },
            [PrivacySwitch.AutoDownload] = (settings, isOn) =>
                settings with
                {
                    AutoDownload =
                        !isOn ? AutoDownload.Never
                        : settings.AutoDownload == AutoDownload.Never ? AutoDownload.Contacts
                        : settings.AutoDownload,
                },
            [PrivacySwitch.DeliveryReceipts] = (settings, isOn) => settings with { Receipts = isOn },
            [PrivacySwitch.HideNotificationContent] = (settings, isOn) =>
                settings with
                {
                    Notifications =
                        isOn ? NotificationContent.Nothing
                        : settings.Notifications == NotificationContent.Nothing ? NotificationContent.Everything
                        : settings.Notifications,
                },
            [PrivacySwitch.LastSeen] = (settings, isOn) => settings with { LastSeen = isOn },
            [PrivacySwitch.LinkPreviews] = (settings, isOn) => settings with { LinkPreviews = isOn },
            [PrivacySwitch.Picture] = (settings, isOn) => settings with { Avatars = isOn },
            [PrivacySwitch.Presence] = (settings, isOn) => settings with { Presence = isOn },
            [PrivacySwitch.ReadReceipts] = (settings, isOn) => settings with { ReadMarkers = isOn },
            [PrivacySwitch.RequestsFromStrangers] = (settings, isOn) => settings with { RequestsFromStrangers = isOn },
            [PrivacySwitch.Typing] = (settings, isOn) => settings with { Typing = isOn },
        };

    /// <summary>What holds as long as a person has set nothing: what the brand says, and no more than the app does if that says something.</summary>
    public static PrivacySettings DefaultsOf(Brand brand, PrivacySettings? app) =>
        Switches.Aggregate(
            app ?? new PrivacySettings(),
            (settings, entry) =>
                app is null || brand.Privacy.IsOn(entry.Key) == IsPrivateOn(entry.Key)
                    ? entry.Value(settings, brand.Privacy.IsOn(entry.Key))
                    : settings
        );

    /// <summary>The settings within what the brand leaves to the person.</summary>
    public static PrivacySettings Within(Brand brand, PrivacySettings settings) =>
        Switches.Aggregate(
            settings,
            (bounded, entry) =>
                brand.Privacy[entry.Key] is { Level: not SwitchLevel.Default } fixedSwitch
                    ? entry.Value(bounded, fixedSwitch.IsOn)
                    : bounded
        );

    // All others tell something when they are on.
    private static bool IsPrivateOn(PrivacySwitch which) => which == PrivacySwitch.HideNotificationContent;
}
