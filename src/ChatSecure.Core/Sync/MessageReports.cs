// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>What a message says of other messages and of itself, apart from its content.</summary>
internal static class MessageReports
{
    /// <summary>The message's id: the sender's origin id, else the stanza's, else the archive's, else one made here.</summary>
    public static MessageId IdOf(IncomingMessage incoming) =>
        (incoming.Stanza.GetOriginId() ?? incoming.Stanza.Id ?? incoming.ArchiveId) is { Length: > 0 and <= 1024 } id
            ? new(id)
            : MessageId.Create();

    /// <summary>What the peer reports of our messages: received (XEP-0184), displayed (XEP-0333).</summary>
    public static IReadOnlyList<MessageUpdate> Read(ConversationId conversation, IncomingMessage incoming)
    {
        var updates = new List<MessageUpdate>();
        if (incoming.Direction == MessageDirection.Incoming)
        {
            if (incoming.Stanza.GetReceiptFor() is { } received)
            {
                updates.Add(new(conversation, new(received), DeliveryState.Received));
            }

            if (incoming.Stanza.GetDisplayedFor() is { } displayed)
            {
                updates.Add(new(conversation, new(displayed), DeliveryState.Displayed));
            }
        }

        return updates;
    }

    /// <summary>The server, or the peer's server, returned a message of ours.</summary>
    public static ChangeSet Returned(ConversationId conversation, MessageStanza stanza) =>
        stanza.Id is { Length: > 0 } id
            ? new ChangeSet(conversation.Account)
            {
                Updates = [new(conversation, new(id), DeliveryState.Failed, StanzaErrorException.FromStanza(stanza).Condition)],
            }
            : new ChangeSet(conversation.Account);
}
