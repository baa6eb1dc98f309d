// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Core.Sending;

/// <summary>Makes the stanza of a message of ours.</summary>
internal static class OutgoingStanza
{
    public static MessageStanza Encrypted(ChatMessage message, OmemoEnvelope envelope)
    {
        var stanza = Create(message);
        OmemoPayload.Add(stanza, envelope);
        return stanza;
    }

    public static MessageStanza Plain(ChatMessage message)
    {
        var stanza = Create(message);
        stanza.Body = message.Body;
        return stanza;
    }

    private static MessageStanza Create(ChatMessage message)
    {
        var stanza = new MessageStanza(message.Conversation.Peer) { Id = message.Id.Value };
        stanza.SetOriginId(message.Id.Value);
        stanza.AddReceiptRequest();
        stanza.AddMarkable();
        if (message.Replaces is { } replaces)
        {
            stanza.SetReplaces(replaces.Value);
        }

        if (message.ReplyTo is { } replyTo)
        {
            stanza.SetReply(new Reply(replyTo.Value, message.Conversation.Peer));
        }

        return stanza;
    }
}
