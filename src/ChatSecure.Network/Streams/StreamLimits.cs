// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>How large a stanza the server takes (XEP-0478). It ends the stream over a larger one, and would do so again with each stream on which it comes.</summary>
internal static class StreamLimits
{
    public const string Namespace = "urn:xmpp:stream-limits:0";

    // What servers take that don't say it.
    private const int Usual = 262_144;

    // A server must take that much (RFC 6120, section 13.12).
    private const int Least = 10_000;

    /// <summary>The most bytes of one stanza.</summary>
    /// <param name="features">What the server offered after login.</param>
    public static int Of(XmppElement features) =>
        int.TryParse(
            features.Child("limits", Namespace)?.Child("max-bytes", Namespace)?.Text,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var most
        )
            ? int.Max(most, Least)
            : Usual;

    public static ChatSecureException TooLarge(int size, int most) =>
        new(ErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"It has {size} bytes; the server takes {most} at once."))
        {
            Condition = "too-large",
        };
}
