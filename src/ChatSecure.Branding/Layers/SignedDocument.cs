// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Layers;

/// <summary>Settings that come after the app was built: from the brand (an overlay) or from whoever manages the device (a policy). Two members:
/// <c>payload</c>, base64 of JSON, and <c>signature</c>, base64 of ECDSA with P-256 and SHA-256 over the decoded payload (docs/adr/0011).</summary>
/// <param name="Sequence">Counts up with each document.</param>
/// <param name="Expires">When its time is over; null for never.</param>
/// <param name="Settings">What it sets.</param>
internal sealed record SignedDocument(long Sequence, DateTimeOffset? Expires, IReadOnlyDictionary<string, SettingValue> Settings)
{
    public const int MaxBytes = 64 * 1024;

    /// <summary>An overlay that nobody renews is not to hold for years.</summary>
    private static readonly TimeSpan _maxOverlayTime = TimeSpan.FromDays(400);

    // What a document may set. It never weakens: policies are checked against what the brand says, and nothing of the look or the words is in reach.
    private static readonly string[] _overlayKeys = ["push.", "support.", "defaults.server", "defaults.servers", "defaults.retiredServers"];
    private static readonly string[] _policyKeys = ["policy.", "features.", "privacy.", "support.", "defaults."];

    /// <summary>Reads and checks a document.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="kind"><c>overlay</c> or <c>policy</c>.</param>
    /// <param name="key">The public key.</param>
    /// <param name="brand">The brand's id.</param>
    /// <param name="lastSequence">The greatest number that was applied.</param>
    /// <param name="now">The time.</param>
    /// <param name="errors">Where mistakes in the settings go.</param>
    /// <param name="refusal">Why it is refused, without mistakes; else none.</param>
    public static SignedDocument? Read(
        ReadOnlyMemory<byte> bytes,
        string kind,
        byte[] key,
        string brand,
        long lastSequence,
        DateTimeOffset now,
        BrandErrors errors,
        out BrandRefusal refusal
    )
    {
        refusal = BrandRefusal.Damaged;
        if (bytes.Length > MaxBytes || Envelope(kind, bytes.ToArray()) is not var (payload, signature))
        {
            return null;
        }

        if (!IsSigned(payload, signature, key))
        {
            refusal = BrandRefusal.Signature;
            return null;
        }

        var silent = new BrandErrors();
        if (JsonFile.ReadObject(kind, payload, silent) is not { } root || silent.All.Count > 0 || Text(root, "kind") != kind)
        {
            return null;
        }

        if (Text(root, "brand") != brand)
        {
            refusal = BrandRefusal.OtherBrand;
            return null;
        }

        if (!long.TryParse(Text(root, "sequence"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || sequence == 0)
        {
            return null;
        }

        if (sequence < lastSequence)
        {
            refusal = BrandRefusal.Older;
            return null;
        }

        var expires = Time(Text(root, "expires"));
        if (expires is null && root.Members.Any(member => member.Name == "expires"))
        {
            return null;
        }

        if (expires <= now || (kind == "overlay" && (expires is null || expires > now + _maxOverlayTime)))
        {
            refusal = BrandRefusal.Expired;
            return null;
        }

        if (
            root.Members.FirstOrDefault(member => member.Name == "settings")?.Value is not { Kind: JsonValueKind.Object } settings
            || root.Members.Any(member => member.Name is not ("kind" or "brand" or "sequence" or "expires" or "settings"))
        )
        {
            return null;
        }

        refusal = BrandRefusal.None;
        return new(sequence, expires, ReadSettings(settings, kind == "overlay" ? _overlayKeys : _policyKeys, errors));
    }

    private static Dictionary<string, SettingValue> ReadSettings(JsonItem settings, string[] allowed, BrandErrors errors)
    {
        var values = ManifestReader.ReadSettings(settings, errors);
        foreach (var (key, value) in values)
        {
            if (!allowed.Any(prefix => prefix.EndsWith('.') ? key.StartsWith(prefix, StringComparison.Ordinal) : key == prefix))
            {
                errors.Add("CSB052", value.At, $"'{key}' can't be set by a signed document.");
            }
        }

        return values;
    }

    private static (byte[] Payload, byte[] Signature)? Envelope(string kind, byte[] bytes)
    {
        var silent = new BrandErrors();
        var root = JsonFile.ReadObject(kind, bytes, silent);
        if (root is not { Members.Count: 2 } || silent.All.Count > 0)
        {
            return null;
        }

        try
        {
            var (payload, signature) = (Convert.FromBase64String(Text(root, "payload")), Convert.FromBase64String(Text(root, "signature")));
            return payload.Length > 0 && signature.Length == 64 ? (payload, signature) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsSigned(byte[] payload, byte[] signature, byte[] key)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key, out _);
        return ecdsa.VerifyData(payload, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static string Text(JsonItem root, string name) =>
        root.Members.FirstOrDefault(member => member.Name == name)?.Value is { Kind: JsonValueKind.String or JsonValueKind.Number } value
            ? value.Text
            : string.Empty;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;
}
