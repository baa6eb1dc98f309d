// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Omemo;

namespace ChatSecure.Core.Sending;

/// <summary>What a message or an act of ours says, and the stanzas that carry it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Conversation">Where it is said.</param>
/// <param name="Create">Makes the stanza as it is in the clear.</param>
/// <param name="CreateOuter">Makes what of it may stand beside the ciphertext of the legacy namespace, in the clear.</param>
/// <param name="LegacyText">What the legacy namespace encrypts, which has nothing but texts.</param>
internal sealed record OutgoingContent(
    MessageId Id,
    ConversationId Conversation,
    Func<MessageStanza> Create,
    Func<MessageStanza> CreateOuter,
    string LegacyText
)
{
    /// <summary>When it was done, if that decides what it counts for; null for what it is as of when it is encrypted.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The message, if it can be sent as text alone (OTR); null otherwise.</summary>
    public ChatMessage? Text { get; init; }

    /// <summary>Whether it is said to a room.</summary>
    public bool IsForRoom { get; private init; }

    /// <summary>The same, said to a room.</summary>
    public OutgoingContent ForRoom() =>
        this with
        {
            Create = () => OutgoingStanza.ForRoom(Create()),
            CreateOuter = () => OutgoingStanza.ForRoom(CreateOuter()),
            IsForRoom = true,
        };

    /// <summary>What to encrypt: the bare text in the legacy namespace, in <c>urn:xmpp:omemo:2</c> everything that is said (XEP-0420).</summary>
    public OmemoContent ToEncrypt(EncryptionChoice choice, DateTimeOffset now)
    {
        ReadOnlyMemory<byte>? text = choice == EncryptionChoice.Omemo2 ? null : Encoding.UTF8.GetBytes(LegacyText);
        return choice == EncryptionChoice.Omemo
            ? new(text, null)
            : new(text, ContentEnvelope.Write(Create().TakeContent(), Conversation.Account, Conversation.Peer, At ?? now));
    }

    /// <summary>The stanza with what was encrypted. What stands beside the ciphertext is read by legacy receivers only: without any, nothing does.</summary>
    public MessageStanza Encrypted(IReadOnlyList<OmemoEnvelope> envelopes, string fallback)
    {
        var stanza = envelopes.Any(envelope => envelope.Kind == EncryptionKind.Omemo)
            ? CreateOuter()
            : new MessageStanza(Conversation.Peer, IsForRoom ? "groupchat" : "chat") { Id = Id.Value };
        OmemoPayload.Add(stanza, fallback, envelopes);
        return stanza;
    }
}
