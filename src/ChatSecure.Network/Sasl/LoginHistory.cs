// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text.Json;

namespace ChatSecure.Network.Sasl;

/// <summary>What an account's server has shown at successful logins, so that a later one that shows less is noticed. Immutable.</summary>
internal sealed record LoginHistory
{
    /// <summary>The most mechanisms that are remembered.</summary>
    public const int MaxMechanisms = 64;

    // RFC 4422, section 3.1 allows 20 characters.
    private const int MaxName = 64;

    /// <summary>Nothing is known yet.</summary>
    public static LoginHistory None { get; } = new();

    /// <summary>The mechanisms that were offered at the last login, and every SCRAM that ever was.</summary>
    public IReadOnlyCollection<string> Mechanisms { get; init; } = [];

    /// <summary>Whether login went by SASL2 (XEP-0388).</summary>
    public bool HadSasl2 { get; init; }

    /// <summary>Whether login was bound to its TLS connection.</summary>
    public bool HadBinding { get; init; }

    /// <summary>The features with which SASL2 was offered, in XML, for the next login to go out before they have come (XEP-0388, section 2.1); null if the
    /// next one is to wait for them.</summary>
    public string? Features { get; init; }

    /// <summary>Reads a history.</summary>
    /// <param name="content">What <see cref="Write"/> made, or null.</param>
    /// <returns>The history. One that can't be read is empty.</returns>
    public static LoginHistory Read(byte[]? content)
    {
        if (content is null)
        {
            return None;
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new()
            {
                Mechanisms = [.. root.GetProperty("mechanisms").EnumerateArray().Select(name => name.GetString()!)],
                HadSasl2 = root.GetProperty("sasl2").GetBoolean(),
                HadBinding = root.GetProperty("binding").GetBoolean(),
                Features = root.GetProperty("features").GetString(),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return None;
        }
    }

    /// <summary>Writes the history.</summary>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("mechanisms");
        foreach (var mechanism in Mechanisms)
        {
            json.WriteStringValue(mechanism);
        }

        json.WriteEndArray();
        json.WriteBoolean("sasl2", HadSasl2);
        json.WriteBoolean("binding", HadBinding);
        json.WriteString("features", Features);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The history after a login with a password.</summary>
    /// <param name="offer">What was offered.</param>
    /// <param name="isBound">Whether it was bound to TLS.</param>
    public LoginHistory After(SaslOffer offer, bool isBound) =>
        this with
        {
            // What was seen stays seen; only names that nobody has use for are let go, lest a server fill the record with them.
            Mechanisms =
            [
                .. offer
                    .Mechanisms.Union(Mechanisms.Where(MechanismSelector.IsScram))
                    .Where(name => name.Length <= MaxName)
                    .OrderByDescending(IsKnown)
                    .Take(MaxMechanisms),
            ],
            HadSasl2 = offer.IsSasl2,
            HadBinding = isBound,
            Features = null,
        };

    private static bool IsKnown(string mechanism) =>
        mechanism == "PLAIN" || ScramKind.All.Any(kind => mechanism == kind.Name || mechanism == kind.Name + "-PLUS");
}
