// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Delivery receipts (XEP-0184).</summary>
public static class Receipts
{
    /// <summary>The namespace and the feature to advertise if the app answers requests.</summary>
    public const string Namespace = "urn:xmpp:receipts";

    /// <summary>Whether the message asks for a receipt that may be given: never for an error, a groupchat message, a message without id or a receipt.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether to answer with <see cref="CreateReceipt"/>.</returns>
    public static bool HasReceiptRequest(this MessageStanza message) =>
        message.Element.Child("request", Namespace) is not null
        && StanzaId.Read(message.Id) is not null
        && IsEligible(message)
        && message.Element.Child("received", Namespace) is null;

    /// <summary>Asks for a receipt. Nothing happens if it is asked for already.</summary>
    /// <param name="message">The message, with an id.</param>
    public static void AddReceiptRequest(this MessageStanza message)
    {
        if (message.Element.Child("request", Namespace) is null)
        {
            message.Element.Add(new XmppElement("request", Namespace));
        }
    }

    /// <summary>The id of the message that the sender has received, which counts only if it was sent to that sender.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id; null if this is no receipt.</returns>
    public static string? GetReceiptFor(this MessageStanza message) =>
        IsEligible(message) ? StanzaId.Read(message.Element.Child("received", Namespace)?["id"]) : null;

    /// <summary>Creates a receipt, which archives shall keep.</summary>
    /// <param name="to">Who asked.</param>
    /// <param name="id">The id of the message that was received.</param>
    /// <returns>The receipt.</returns>
    public static MessageStanza CreateReceipt(Jid to, string id)
    {
        var receipt = new MessageStanza(to);
        receipt.Element.Add(new XmppElement("received", Namespace) { ["id"] = id });
        receipt.AddHint(ProcessingHint.Store);
        return receipt;
    }

    private static bool IsEligible(MessageStanza message) => !message.IsError && message.Type != "groupchat";
}
