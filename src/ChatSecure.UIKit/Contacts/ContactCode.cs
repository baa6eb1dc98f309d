// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.UIKit.Contacts;

/// <summary>What a person shows to be added and verified, as a QR code or a link: an address with the keys of its devices
/// (<c>xmpp:alice@example.org?omemo-sid-123=…;otr-fingerprint=…</c>, as other apps write it). All of it is the claim of whoever made it.</summary>
/// <param name="Address">The bare address.</param>
public sealed record ContactCode(Jid Address)
{
    private const int MaxLength = 8192;
    private const int MaxKeys = 64;
    private const string Device = "omemo-sid-";

    /// <summary>The keys of the devices.</summary>
    public IReadOnlyList<Fingerprint> Keys { get; init; } = [];

    /// <summary>What the code calls the address; null if it does not say.</summary>
    public string? SuggestedName { get; init; }

    /// <summary>Reads what was typed, pasted or scanned: an address, an <c>xmpp:</c> URI or a code. Bounded in time and memory, whatever the text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What it says; null if it is none.</returns>
    public static ContactCode? Parse(string? text)
    {
        var code = text?.Trim();
        if (string.IsNullOrEmpty(code) || code.Length > MaxLength)
        {
            return null;
        }

        var isUri = code.StartsWith("xmpp:", StringComparison.OrdinalIgnoreCase);
        var rest = isUri ? code[5..].TrimStart('/') : code;
        var query = isUri ? rest.IndexOf('?', StringComparison.Ordinal) : -1;
        var address = query < 0 ? rest : rest[..query];
        if (!Jid.TryParse(isUri ? Decode(address) : address, out var jid) || jid is not { IsBare: true, Local: not null })
        {
            return null;
        }

        List<Fingerprint> keys = [];
        string? name = null;
        foreach (var part in query < 0 ? [] : rest[(query + 1)..].Split(['&', ';'], MaxKeys * 2))
        {
            var (key, value) = part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (part[..at], Decode(part[(at + 1)..]))
                : (part, string.Empty);
            if (key == "name")
            {
                name = value;
            }
            else if (key.StartsWith(Device, StringComparison.Ordinal) || key == "otr-fingerprint")
            {
                // A code with a damaged key is no code: to ignore the key would be to verify less than was shown.
                if (!Fingerprint.TryParse(value, out var fingerprint) || keys.Count == MaxKeys)
                {
                    return null;
                }

                keys.Add(fingerprint);
            }
        }

        return new(jid) { Keys = keys, SuggestedName = name };
    }

    /// <summary>Makes a code of devices.</summary>
    /// <param name="address">Their owner's bare address.</param>
    /// <param name="devices">The devices; those without a key are left out.</param>
    /// <returns>The text to show as a QR code.</returns>
    public static string Create(Jid address, IEnumerable<DeviceInfo> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        var code = new StringBuilder("xmpp:")
            .Append(Uri.EscapeDataString(address.Local ?? string.Empty))
            .Append('@')
            .Append(address.Domain);
        var separator = '?';
        foreach (var device in devices.Where(device => device.Fingerprint is not null).Take(MaxKeys))
        {
            code.Append(separator)
                .Append(device.IsOtr ? "otr-fingerprint" : Device + device.Device.Value.ToString(CultureInfo.InvariantCulture))
                .Append('=')
                .Append(device.Fingerprint!.Value.Hex);
            separator = ';';
        }

        return code.ToString();
    }

    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ContactCode);

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}
