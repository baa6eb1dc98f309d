// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.ContentEncryption;

/// <summary>The elements that stand outside of the encryption, because servers must read, add or remove them (XEP-0420, section 9).</summary>
internal static class ServerElements
{
    private const string Addresses = "http://jabber.org/protocol/address";

    // What servers add to a stanza on its way, and what says how it is encrypted.
    private static readonly HashSet<string> _added =
    [
        Hints.Namespace,
        Addresses,
        EncryptionHint.Namespace,
        Delay.Namespace,
        "urn:xmpp:occupant-id:0",
        "http://jabber.org/protocol/muc#user",
    ];

    /// <summary>Whether the element may stand only outside.</summary>
    public static bool Contains(XmppElement element) =>
        _added.Contains(element.Namespace)
        || element.Is("stanza-id", StableIds.Namespace)
        || element.Is("envelope", ContentEnvelope.Namespace);
}
