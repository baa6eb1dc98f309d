// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Unique and stable ids of messages (XEP-0359). Ids longer than 1024 characters count as absent.</summary>
public static class StableIds
{
    /// <summary>The namespace, which is the feature to look for at a server too.</summary>
    public const string Namespace = "urn:xmpp:sid:0";

    /// <summary>The id that the sender gave. Whoever sent the message chose it: it identifies only among that sender's messages.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id; null if there is none.</returns>
    public static string? GetOriginId(this MessageStanza message) => StanzaId.Read(message.Element.Child("origin-id", Namespace)?["id"]);

    /// <summary>Sets the id that the sender gives.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">The id.</param>
    public static void SetOriginId(this MessageStanza message, string id)
    {
        if (message.Element.Child("origin-id", Namespace) is { } old)
        {
            message.Element.Remove(old);
        }

        message.Element.Add(new XmppElement("origin-id", Namespace) { ["id"] = id });
    }

    /// <summary>The id under which an archive keeps the message. Ids by anybody else are not looked at, and two by the same archive are none: a server that
    /// follows XEP-0359 removes forged ones before it adds its own.</summary>
    /// <param name="message">The message.</param>
    /// <param name="by">Whose id counts: our own bare address, or the room's for a message that the room sent.</param>
    /// <returns>The id; null if there is none.</returns>
    public static string? GetArchiveId(this MessageStanza message, Jid by)
    {
        string? id = null;
        foreach (var element in message.Element.Elements("stanza-id", Namespace))
        {
            if (Jid.TryParse(element["by"], out var author) && author == by)
            {
                if (id is not null)
                {
                    return null;
                }

                id = StanzaId.Read(element["id"]);
            }
        }

        return id;
    }
}
