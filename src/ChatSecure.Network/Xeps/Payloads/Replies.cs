// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Message replies (XEP-0461).</summary>
public static class Replies
{
    /// <summary>The namespace and the feature to advertise if the app shows replies.</summary>
    public const string Namespace = "urn:xmpp:reply:0";

    /// <summary>To which message this one replies. Errors reply to nothing.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The reply; null if this is none.</returns>
    public static Reply? GetReply(this MessageStanza message)
    {
        if (message.IsError || message.Element.Child("reply", Namespace) is not { } element || StanzaId.Read(element["id"]) is not { } id)
        {
            return null;
        }

        return new(id, Jid.TryParse(element["to"], out var author) ? author : null);
    }

    /// <summary>Makes the message a reply.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reply">To which message; null makes it an ordinary message.</param>
    public static void SetReply(this MessageStanza message, Reply? reply)
    {
        if (message.Element.Child("reply", Namespace) is { } old)
        {
            message.Element.Remove(old);
        }

        if (reply is not null)
        {
            message.Element.Add(new XmppElement("reply", Namespace) { ["to"] = reply.Author?.ToString(), ["id"] = reply.Id });
        }
    }

    /// <summary>Makes the message a reply, and puts a quotation in front of its body for clients that do not know replies. Who knows them reads
    /// <see cref="Fallbacks.GetBodyWithoutFallback"/>.</summary>
    /// <param name="message">The message, with its body.</param>
    /// <param name="reply">To which message.</param>
    /// <param name="quoted">The text to quote, which is copied into this message: never what was encrypted into one that is not.</param>
    public static void SetReply(this MessageStanza message, Reply reply, string quoted)
    {
        var quotation = string.Concat(quoted.ReplaceLineEndings("\n").Split('\n').Select(line => $"> {line}\n"));
        message.SetReply(reply);
        message.Body = quotation + message.Body;
        message.AddFallback(Namespace, new(0, CodePoints.Count(quotation)));
    }
}
