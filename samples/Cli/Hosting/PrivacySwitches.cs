// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Output;
using ChatSecure.Privacy;

namespace ChatSecure.Cli.Hosting;

/// <summary>The privacy settings by their names, as a person or another program writes them.</summary>
internal static class PrivacySwitches
{
    private const string On = "on";
    private const string Off = "off";

    private static readonly (string Name, Func<PrivacySettings, string> Get, Func<PrivacySettings, string, PrivacySettings?> Set)[] _all =
    [
        Flag("receipts", settings => settings.Receipts, (settings, isOn) => settings with { Receipts = isOn }),
        Flag("readMarkers", settings => settings.ReadMarkers, (settings, isOn) => settings with { ReadMarkers = isOn }),
        Flag("typing", settings => settings.Typing, (settings, isOn) => settings with { Typing = isOn }),
        Flag("avatars", settings => settings.Avatars, (settings, isOn) => settings with { Avatars = isOn }),
        Flag("presence", settings => settings.Presence, (settings, isOn) => settings with { Presence = isOn }),
        Flag("lastSeen", settings => settings.LastSeen, (settings, isOn) => settings with { LastSeen = isOn }),
        Flag(
            "requestsFromStrangers",
            settings => settings.RequestsFromStrangers,
            (settings, isOn) => settings with { RequestsFromStrangers = isOn }
        ),
        Flag(
            "announceDeviceName",
            settings => settings.AnnounceDeviceName,
            (settings, isOn) => settings with { AnnounceDeviceName = isOn }
        ),
        Flag("linkPreviews", settings => settings.LinkPreviews, (settings, isOn) => settings with { LinkPreviews = isOn }),
        Choice("autoDownload", settings => settings.AutoDownload, (settings, value) => settings with { AutoDownload = value }),
        Choice("notifications", settings => settings.Notifications, (settings, value) => settings with { Notifications = value }),
    ];

    public static IEnumerable<string> Names => _all.Select(one => one.Name);

    /// <summary>The settings with one of them changed; null if the name or the value is none.</summary>
    public static PrivacySettings? Change(PrivacySettings settings, string name, string value) =>
        _all.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) is { Set: { } set }
            ? set(settings, value)
            : null;

    public static IEnumerable<(string Name, string Value)> List(PrivacySettings settings) =>
        _all.Select(one => (one.Name, one.Get(settings)));

    public static void Write(Utf8JsonWriter json, PrivacySettings settings)
    {
        foreach (var (name, value) in List(settings))
        {
            if (value is On or Off)
            {
                json.WriteBoolean(name, value == On);
            }
            else
            {
                json.WriteString(name, value);
            }
        }
    }

    private static (string, Func<PrivacySettings, string>, Func<PrivacySettings, string, PrivacySettings?>) Flag(
        string name,
        Func<PrivacySettings, bool> get,
        Func<PrivacySettings, bool, PrivacySettings> set
    ) =>
        (
            name,
            settings => get(settings) ? On : Off,
            (settings, value) =>
                value switch
                {
                    On or "true" => set(settings, true),
                    Off or "false" => set(settings, false),
                    _ => null,
                }
        );

    private static (string, Func<PrivacySettings, string>, Func<PrivacySettings, string, PrivacySettings?>) Choice<T>(
        string name,
        Func<PrivacySettings, T> get,
        Func<PrivacySettings, T, PrivacySettings> set
    )
        where T : struct, Enum =>
        (
            name,
            settings => Word.Of(get(settings)),
            (settings, value) => Word.TryParse<T>(value, out var parsed) ? set(settings, parsed) : null
        );
}
