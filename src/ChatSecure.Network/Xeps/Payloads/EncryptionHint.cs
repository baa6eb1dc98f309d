// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Explicit message encryption (XEP-0380): by which method a message says it is encrypted. A claim of the sender's, for telling people why they see
/// no text; what is encrypted is decided by decrypting.</summary>
public static class EncryptionHint
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "urn:xmpp:eme:0";

    /// <summary>The namespace of the method.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The method's namespace; null if the message does not say.</returns>
    public static string? GetEncryption(this MessageStanza message) =>
        StanzaId.Read(message.Element.Child("encryption", Namespace)?["namespace"]);

    /// <summary>What to call the method. Names that XEP-0380 gives are not for the sender to change.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The method's name, which for an unknown method is the sender's text; null if the message does not say.</returns>
    public static string? GetEncryptionName(this MessageStanza message) =>
        message.GetEncryption() switch
        {
            null => null,
            "urn:xmpp:otr:0" => "OTR",
            "jabber:x:encrypted" => "Legacy OpenPGP",
            "urn:xmpp:openpgp:0" => "OpenPGP for XMPP",
            "eu.siacs.conversations.axolotl" => "OMEMO",
            "urn:xmpp:omemo:1" => "OMEMO 1",
            "urn:xmpp:omemo:2" => "OMEMO 2",
            _ => message.Element.Child("encryption", Namespace)?["name"] is { Length: > 0 and <= 64 } name ? name : null,
        };

    /// <summary>Says by which method the message is encrypted.</summary>
    /// <param name="message">The message.</param>
    /// <param name="ns">The method's namespace.</param>
    /// <param name="name">The method's name for people whose client does not know it; null for the methods that XEP-0380 lists.</param>
    public static void SetEncryption(this MessageStanza message, string ns, string? name = null)
    {
        if (message.Element.Child("encryption", Namespace) is { } old)
        {
            message.Element.Remove(old);
        }

        message.Element.Add(new XmppElement("encryption", Namespace) { ["namespace"] = ns, ["name"] = name });
    }
}
