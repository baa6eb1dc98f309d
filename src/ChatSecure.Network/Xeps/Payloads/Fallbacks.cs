// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Fallback indication (XEP-0428): which parts of a body are there only for clients that do not know an extension. It can hide text, so in doubt
/// everything is shown: an indication that is malformed, or speaks of more than there is, counts for nothing.</summary>
public static class Fallbacks
{
    /// <summary>The namespace, and the feature to advertise if the app leaves fallbacks out.</summary>
    public const string Namespace = "urn:xmpp:fallback:0";

    /// <summary>The greatest number of parts that are read from one message; more are none.</summary>
    public const int MaxRanges = 16;

    /// <summary>The text without what stands there only for clients that do not know the given extensions.</summary>
    /// <param name="message">The message.</param>
    /// <param name="understood">The namespaces of the extensions that the app shows in another way, such as <see cref="Replies.Namespace"/>.</param>
    /// <returns>The text; null if there is none, or nothing is left.</returns>
    public static string? GetBodyWithoutFallback(this MessageStanza message, params ReadOnlySpan<string> understood)
    {
        if (message.Body is not { } body)
        {
            return null;
        }

        var ranges = new List<TextRange>();
        var length = CodePoints.Count(body);
        foreach (var fallback in message.Element.Elements("fallback", Namespace))
        {
            if (fallback["for"] is { } purpose && understood.Contains(purpose) && !TryRead(fallback, length, ranges))
            {
                return body;
            }
        }

        var rest = CodePoints.Remove(body, Join(ranges));
        return rest.Length == 0 ? null : rest;
    }

    /// <summary>Says that the body, or a part of it, is there only for clients that do not know an extension.</summary>
    /// <param name="message">The message.</param>
    /// <param name="purpose">The extension's namespace.</param>
    /// <param name="range">The part; null for the whole body.</param>
    public static void AddFallback(this MessageStanza message, string purpose, TextRange? range = null) =>
        message.Element.Add(
            new XmppElement("fallback", Namespace) { ["for"] = purpose }.Add(
                new XmppElement("body", Namespace)
                {
                    ["start"] = range?.Start.ToString(CultureInfo.InvariantCulture),
                    ["end"] = range?.End.ToString(CultureInfo.InvariantCulture),
                }
            )
        );

    private static bool TryRead(XmppElement fallback, int length, List<TextRange> ranges)
    {
        // Without children it speaks of all bodies and subjects.
        if (fallback.Children.Count == 0)
        {
            ranges.Add(new(0, length));
        }

        foreach (var part in fallback.Elements("body", Namespace))
        {
            if (
                !TryReadNumber(part["start"], 0, out var start)
                || !TryReadNumber(part["end"], length, out var end)
                || start > end
                || end > length
                || ranges.Count == MaxRanges
            )
            {
                return false;
            }

            ranges.Add(new(start, end));
        }

        return true;
    }

    private static bool TryReadNumber(string? text, int absent, out int number)
    {
        number = absent;
        return text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static List<TextRange> Join(List<TextRange> ranges)
    {
        var joined = new List<TextRange>();
        foreach (var range in ranges.OrderBy(range => range.Start))
        {
            if (joined.Count > 0 && joined[^1] is var last && range.Start <= last.End)
            {
                joined[^1] = last with { End = Math.Max(last.End, range.End) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }
}
