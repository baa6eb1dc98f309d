// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Groups;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Core.Sync;

/// <summary>Tells messages from acts.</summary>
internal static class ActReader
{
    /// <summary>Whether the stanza does something to another message, and needs no text for it.</summary>
    public static bool IsAct(MessageStanza stanza) => stanza.GetRetracts() is not null || stanza.GetReactions() is not null;

    /// <summary>The act that a message is.</summary>
    /// <param name="message">The message, with its text and who protected it.</param>
    /// <param name="stanza">What it says beside its text, as far as that counts.</param>
    /// <returns>The act, whose standing is still open; null if it is none.</returns>
    public static MessageAct? Read(ChatMessage message, MessageStanza stanza)
    {
        if (message.DecryptFailure is not null)
        {
            return null;
        }

        if (stanza.GetRetracts() is { } retracted)
        {
            return Create(message, MessageActKind.Retraction, retracted);
        }

        if (stanza.GetReactions() is { } reactions)
        {
            return Create(message, MessageActKind.Reaction, reactions.Id) with { Emojis = [.. reactions.Emojis], Body = message.Body };
        }

        return message.Body is { } body && stanza.GetReplaces() is { } replaced
            ? Create(message, MessageActKind.Edit, replaced) with
            {
                Body = body,
            }
            : null;
    }

    /// <summary>Whether what was encrypted bears out what stands beside it. In the legacy namespace emojis stand in the clear, where a server could change them;
    /// they also have to be in the text.</summary>
    public static bool IsBorneOut(MessageAct act) =>
        act is not { Kind: MessageActKind.Reaction, Encryption: EncryptionKind.Omemo }
        || (act.Body is { } text && act.Emojis.All(emoji => text.Contains(emoji, StringComparison.Ordinal)));

    private static MessageAct Create(ChatMessage message, MessageActKind kind, string target) =>
        new()
        {
            Conversation = message.Conversation,
            Id = message.Id,
            ArchiveId = message.ArchiveId,
            Direction = message.Direction,
            Source = message.Source,
            From = message.From,
            OccupantId = message.OccupantId,
            Kind = kind,
            Target =
                message.SenderName is not null && kind != MessageActKind.Edit
                    ? new(RoomIds.Stored(message.Conversation.Peer, target))
                    : new(target),
            At = message.Timestamp,
            Encryption = message.Encryption,
            SenderKey = message.SenderKey,
            Trust = message.Trust,
            State = message.State,
        };
}
