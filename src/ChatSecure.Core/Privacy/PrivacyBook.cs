// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text.Json;
using ChatSecure.Branding;
using ChatSecure.Core.Accounts;
using ChatSecure.Privacy;

namespace ChatSecure.Core.Privacy;

/// <summary>One account's privacy settings.</summary>
/// <param name="records">Where they are kept.</param>
/// <param name="defaults">What holds if the person chose nothing.</param>
/// <param name="brand">The brand as it is now, which may leave less to the person; null for one that leaves everything.</param>
internal sealed class PrivacyBook(AccountRecords records, PrivacySettings defaults, Func<Brand>? brand = null)
{
    private const string Name = "privacy";

    private volatile PrivacySettings? _chosen;

    // Worked out once for each brand and choice: every receipt and notice asks.
    private volatile Held? _held;

    /// <summary>What holds: what the person chose, as far as that is left to it.</summary>
    public PrivacySettings Current
    {
        get
        {
            var settings = _chosen ?? defaults;
            if (brand?.Invoke() is not { } now)
            {
                return settings;
            }

            var held = _held;
            if (held?.Brand != now || held.Chosen != settings)
            {
                _held = held = new(now, settings, BrandPrivacy.Within(now, settings));
            }

            return held.Within;
        }
    }

    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _chosen = Read(await records.GetAsync(Name, cancellationToken).ConfigureAwait(false), defaults);

    public async Task SetAsync(PrivacySettings? settings, CancellationToken cancellationToken)
    {
        await records.SetAsync(Name, settings is null ? null : Write(settings), cancellationToken).ConfigureAwait(false);
        _chosen = settings;
    }

    internal static byte[] Write(PrivacySettings settings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("receipts", settings.Receipts);
            json.WriteBoolean("readMarkers", settings.ReadMarkers);
            json.WriteBoolean("typing", settings.Typing);
            json.WriteBoolean("avatars", settings.Avatars);
            json.WriteBoolean("presence", settings.Presence);
            json.WriteBoolean("lastSeen", settings.LastSeen);
            json.WriteBoolean("requestsFromStrangers", settings.RequestsFromStrangers);
            json.WriteBoolean("announceDeviceName", settings.AnnounceDeviceName);
            json.WriteNumber("autoDownload", (int)settings.AutoDownload);
            json.WriteBoolean("linkPreviews", settings.LinkPreviews);
            json.WriteNumber("notifications", (int)settings.Notifications);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // A setting of a later version than wrote the record is the default; a record that can't be read is none.
    internal static PrivacySettings? Read(byte[]? content, PrivacySettings defaults)
    {
        if (content is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new()
            {
                Receipts = Flag("receipts", defaults.Receipts),
                ReadMarkers = Flag("readMarkers", defaults.ReadMarkers),
                Typing = Flag("typing", defaults.Typing),
                Avatars = Flag("avatars", defaults.Avatars),
                Presence = Flag("presence", defaults.Presence),
                LastSeen = Flag("lastSeen", defaults.LastSeen),
                RequestsFromStrangers = Flag("requestsFromStrangers", defaults.RequestsFromStrangers),
                AnnounceDeviceName = Flag("announceDeviceName", defaults.AnnounceDeviceName),
                AutoDownload = Choice("autoDownload", defaults.AutoDownload),
                LinkPreviews = Flag("linkPreviews", defaults.LinkPreviews),
                Notifications = Choice("notifications", defaults.Notifications),
            };

            bool Flag(string name, bool otherwise) => root.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

            T Choice<T>(string name, T otherwise)
                where T : struct, Enum =>
                root.TryGetProperty(name, out var value) && Enum.ToObject(typeof(T), value.GetInt32()) is T choice && Enum.IsDefined(choice)
                    ? choice
                    : otherwise;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private sealed record Held(Brand Brand, PrivacySettings Chosen, PrivacySettings Within);
}
