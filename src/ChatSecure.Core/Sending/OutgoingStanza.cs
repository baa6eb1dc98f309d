// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Core.Sending;

/// <summary>Makes the stanza of a message of ours.</summary>
internal static class OutgoingStanza
{
    /// <summary>What to encrypt: the bare text in the legacy namespace, in <c>urn:xmpp:omemo:2</c> everything that the message says (XEP-0420).</summary>
    public static OmemoContent ContentOf(ChatMessage message, EncryptionChoice choice, DateTimeOffset now, bool isRoom = false)
    {
        ReadOnlyMemory<byte>? body = choice == EncryptionChoice.Omemo2 ? null : Encoding.UTF8.GetBytes(message.Body!);
        if (choice == EncryptionChoice.Omemo)
        {
            return new(body, null);
        }

        var content = Plain(message, isRoom).TakeContent();
        return new(body, ContentEnvelope.Write(content, message.Conversation.Account, message.Conversation.Peer, now));
    }

    /// <summary>The stanza with the encrypted message. What stands beside the ciphertext is read by legacy receivers only: without any, nothing does.</summary>
    public static MessageStanza Encrypted(ChatMessage message, IReadOnlyList<OmemoEnvelope> envelopes, bool isRoom = false)
    {
        var stanza = envelopes.Any(envelope => envelope.Kind == EncryptionKind.Omemo)
            ? Create(message, isRoom)
            : new MessageStanza(message.Conversation.Peer, TypeOf(isRoom)) { Id = message.Id.Value };
        OmemoPayload.Add(stanza, envelopes);
        return stanza;
    }

    public static MessageStanza Plain(ChatMessage message, bool isRoom = false)
    {
        var stanza = Create(message, isRoom);
        stanza.Body = message.Body;
        return stanza;
    }

    /// <summary>A message of a private conversation, to the client that it is with.</summary>
    public static MessageStanza Private(ChatMessage message, Jid to, string body)
    {
        var stanza = Create(message, isRoom: false);
        stanza.To = to;
        OtrPayload.Add(stanza, body, isText: true);
        return stanza;
    }

    private static string TypeOf(bool isRoom) => isRoom ? "groupchat" : "chat";

    private static MessageStanza Create(ChatMessage message, bool isRoom)
    {
        var stanza = new MessageStanza(message.Conversation.Peer, TypeOf(isRoom)) { Id = message.Id.Value };
        stanza.SetOriginId(message.Id.Value);
        if (!isRoom)
        {
            // Everybody in a room would answer, for all to read (XEP-0184, section 5.3).
            stanza.AddReceiptRequest();
            stanza.AddMarkable();
        }

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
