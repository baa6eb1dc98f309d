// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Message processing hints (XEP-0334).</summary>
public static class Hints
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "urn:xmpp:hints";

    /// <summary>Whether the message has a hint.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hint">The hint.</param>
    /// <returns>Whether it is there.</returns>
    public static bool HasHint(this MessageStanza message, ProcessingHint hint) => message.Element.Child(Name(hint), Namespace) is not null;

    /// <summary>Adds a hint. Nothing happens if it is there already.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hint">The hint.</param>
    public static void AddHint(this MessageStanza message, ProcessingHint hint)
    {
        if (!message.HasHint(hint))
        {
            message.Element.Add(new XmppElement(Name(hint), Namespace));
        }
    }

    private static string Name(ProcessingHint hint) =>
        hint switch
        {
            ProcessingHint.NoPermanentStore => "no-permanent-store",
            ProcessingHint.NoStore => "no-store",
            ProcessingHint.NoCopy => "no-copy",
            ProcessingHint.Store => "store",
            _ => throw new ArgumentOutOfRangeException(nameof(hint)),
        };
}
