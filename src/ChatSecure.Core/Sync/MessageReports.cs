// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>What a message says of other messages and of itself, apart from its content.</summary>
internal sealed class MessageReports(IChatStore store)
{
    // A marker stands for everything before it; who read more than this at once has the rest marked by the next one.
    private const int MarkedAtOnce = 100;

    /// <summary>The message's id: the sender's origin id, else the stanza's, else the archive's, else one made here.</summary>
    public static MessageId IdOf(IncomingMessage incoming) =>
        (incoming.Stanza.GetOriginId() ?? incoming.Stanza.Id ?? incoming.ArchiveId) is { Length: > 0 and <= 1024 } id
            ? new(id)
            : MessageId.Create();

    /// <summary>What the peer reports of our messages: received (XEP-0184), displayed with all before it (XEP-0333).</summary>
    public async ValueTask<IReadOnlyList<MessageUpdate>> ReadAsync(
        ConversationId conversation,
        IncomingMessage incoming,
        CancellationToken cancellationToken
    )
    {
        var updates = new List<MessageUpdate>();
        if (incoming.Direction != MessageDirection.Incoming)
        {
            return updates;
        }

        if (incoming.Stanza.GetReceiptFor() is { } received)
        {
            updates.Add(new(conversation, new(received), DeliveryState.Received));
        }

        if (incoming.Stanza.GetDisplayedFor() is { } displayed)
        {
            var seen = await SeenAsync(conversation, new(displayed), cancellationToken).ConfigureAwait(false);
            updates.AddRange(seen.Select(id => new MessageUpdate(conversation, id, DeliveryState.Displayed)));
        }

        return updates;
    }

    private async ValueTask<IEnumerable<MessageId>> SeenAsync(
        ConversationId conversation,
        MessageId last,
        CancellationToken cancellationToken
    )
    {
        // Who has seen an edit has seen what was edited.
        var edit = await store.Acts.FindAsync(conversation, MessageDirection.Outgoing, last, cancellationToken).ConfigureAwait(false);
        last = edit?.Target ?? last;
        var page = await store.Messages.PageAsync(conversation, MarkedAtOnce, before: null, cancellationToken).ConfigureAwait(false);
        var own = page.Messages.Where(message => message.Direction == MessageDirection.Outgoing).ToList();
        var end = own.FindIndex(message => message.Id == last);
        return end < 0
            ? [last]
            : own.Take(end + 1)
                .Where(message => message.State is DeliveryState.Acked or DeliveryState.Received || message.Id == last)
                .Select(message => message.Id);
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
