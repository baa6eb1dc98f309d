// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Delayed delivery (XEP-0203): when a stanza was really sent.</summary>
public static class Delay
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "urn:xmpp:delay";

    /// <summary>The time of sending, as somebody trusted says it. A stamp by anybody else, or by nobody, does not count.</summary>
    /// <param name="message">The message.</param>
    /// <param name="trustedBy">Whose stamp counts, such as our server's domain.</param>
    /// <returns>The time in UTC; null if nobody trusted gave a valid one.</returns>
    public static DateTimeOffset? GetDelay(this MessageStanza message, params ReadOnlySpan<Jid> trustedBy)
    {
        foreach (var child in message.Element.Children)
        {
            if (
                child.Is("delay", Namespace)
                && Jid.TryParse(child["from"], out var from)
                && trustedBy.Contains(from)
                && ReadStamp(child) is { } stamp
            )
            {
                return stamp;
            }
        }

        return null;
    }

    /// <summary>The stamp of a wrapper's own <c>delay</c> child, such as that of <c>forwarded</c> (XEP-0297), for which the wrapper vouches.</summary>
    internal static DateTimeOffset? OfWrapper(XmppElement wrapper) =>
        wrapper.Child("delay", Namespace) is { } delay ? ReadStamp(delay) : null;

    private static DateTimeOffset? ReadStamp(XmppElement delay) => XmppDateTime.TryParse(delay["stamp"], out var stamp) ? stamp : null;
}
