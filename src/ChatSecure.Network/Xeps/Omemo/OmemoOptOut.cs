// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>The wish not to be sent encrypted messages any more (XEP-0384, section 5.7). It counts in an encrypted envelope alone: anybody could put it beside
/// one.</summary>
public static class OmemoOptOut
{
    /// <summary>The greatest length of a reason that is read, in UTF-16 units; a longer one is cut.</summary>
    public const int MaxReason = 1000;

    /// <summary>The reason that a message, as it was before encryption, gives for the wish.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The reason, in the peer's words; empty if it gives none, null if there is no such wish.</returns>
    public static string? GetOptOut(this MessageStanza message)
    {
        if (message.IsError || message.Element.Child("opt-out", OmemoPayload.Namespace) is not { } wish)
        {
            return null;
        }

        return CodePoints.Cut(wish.Child("reason", OmemoPayload.Namespace)?.Text.Trim() ?? string.Empty, MaxReason);
    }

    /// <summary>Says the wish, in a message that is then encrypted.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why; null for no reason.</param>
    public static void AddOptOut(this MessageStanza message, string? reason = null)
    {
        var wish = new XmppElement("opt-out", OmemoPayload.Namespace);
        message.Element.Add(reason is null ? wish : wish.Add(new XmppElement("reason", OmemoPayload.Namespace) { Text = reason }));
    }
}
