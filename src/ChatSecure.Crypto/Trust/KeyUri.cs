// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Trust;

/// <summary>Somebody's keys as a URI for a QR code or a link: <c>xmpp:bob@example.com?omemo-sid-DEVICE=KEY;…</c>, as deployed clients show and scan it. Trust
/// message URIs (XEP-0434, section 6.1) are read too. What was scanned is shown to a person, compared with what is known, and then decided about by
/// <see cref="Omemo.OmemoMachine.SetTrustAsync"/>: reading changes nothing.</summary>
/// <param name="Owner">Whose keys; a bare address.</param>
/// <param name="Trusted">The keys. The device is missing where the URI does not name it.</param>
/// <param name="Distrusted">Keys that the URI says not to trust.</param>
public sealed record KeyUri(Jid Owner, IReadOnlyList<(DeviceId? Device, Fingerprint Key)> Trusted, IReadOnlyList<Fingerprint> Distrusted)
{
    // What fits into a QR code that a phone can read.
    private const int MaxLength = 4096;
    private const int MaxKeys = 64;
    private const string DevicePrefix = "omemo-sid-";

    /// <summary>Writes a URI.</summary>
    /// <param name="owner">Whose keys; the bare address is written.</param>
    /// <param name="devices">The devices with their keys.</param>
    /// <returns>The URI.</returns>
    /// <exception cref="ArgumentException">There is no device, or there are more than 64.</exception>
    public static string Write(Jid owner, IReadOnlyList<(DeviceId Device, Fingerprint Key)> devices)
    {
        if (devices.Count is 0 or > MaxKeys)
        {
            throw new ArgumentException("A URI has 1 to 64 keys.", nameof(devices));
        }

        // An at sign may stand in a path as it is (RFC 3986, section 3.3), and scanners look for it.
        var uri = new StringBuilder("xmpp:").Append(
            Uri.EscapeDataString(owner.Bare.ToString()).Replace("%40", "@", StringComparison.Ordinal)
        );
        var separator = '?';
        foreach (var (device, key) in devices)
        {
            uri.Append(separator).Append(DevicePrefix).Append(device).Append('=').Append(key.Hex);
            separator = ';';
        }

        return uri.ToString();
    }

    /// <summary>Reads a URI of either form.</summary>
    /// <param name="text">What was scanned or clicked.</param>
    /// <param name="uri">What it says.</param>
    /// <returns>Whether it is one. Anything malformed in it makes it none.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out KeyUri? uri)
    {
        uri = null;
        if (
            text is null
            || text.Length > MaxLength
            || !text.StartsWith("xmpp:", StringComparison.OrdinalIgnoreCase)
            || text.IndexOf('?', StringComparison.Ordinal) is not (> 5 and var mark)
            || !Jid.TryParse(Uri.UnescapeDataString(text[5..mark]), out var owner)
            || !owner.IsBare
        )
        {
            return false;
        }

        var trusted = new List<(DeviceId? Device, Fingerprint Key)>();
        var distrusted = new List<Fingerprint>();
        var query = text[(mark + 1)..].Split(';', '&');
        var isTrustMessage = query[0] == "trust-message";
        foreach (var pair in query.Skip(isTrustMessage ? 1 : 0))
        {
            if (!(isTrustMessage ? ReadTrust(pair, trusted, distrusted) : ReadDevice(pair, trusted)))
            {
                return false;
            }
        }

        var isGood =
            trusted.Count + distrusted.Count is > 0 and <= MaxKeys && !trusted.Select(entry => entry.Key).Intersect(distrusted).Any();
        uri = isGood ? new(owner, trusted, distrusted) : null;
        return isGood;
    }

    private static bool ReadDevice(string pair, List<(DeviceId? Device, Fingerprint Key)> trusted)
    {
        if (
            pair.Split('=') is not [var name, var value]
            || !name.StartsWith(DevicePrefix, StringComparison.Ordinal)
            || !uint.TryParse(name.AsSpan(DevicePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || new DeviceId(number) is not { IsValid: true } device
            || !TryReadKey(value, out var key)
        )
        {
            return false;
        }

        trusted.Add((device, key));
        return true;
    }

    private static bool ReadTrust(string pair, List<(DeviceId? Device, Fingerprint Key)> trusted, List<Fingerprint> distrusted)
    {
        switch (pair.Split('='))
        {
            case ["encryption", var encryption]:
                return Uri.UnescapeDataString(encryption) is "urn:xmpp:omemo:2" or "eu.siacs.conversations.axolotl";
            case ["trust", var value] when TryReadKey(value, out var key):
                trusted.Add((null, key));
                return true;
            case ["distrust", var value] when TryReadKey(value, out var key):
                distrusted.Add(key);
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadKey(string value, out Fingerprint key)
    {
        key = default;
        return value.Length == 64 && Fingerprint.TryParse(value, out key);
    }
}
