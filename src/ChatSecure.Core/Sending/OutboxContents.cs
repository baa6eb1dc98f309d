// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sending;

/// <summary>Reads what an entry of the outbox sends.</summary>
internal sealed class OutboxContents(IChatStore store, OutgoingWords words)
{
    /// <summary>What is to be sent; null if it was deleted before that.</summary>
    public async ValueTask<OutgoingContent?> ReadAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var conversation = new ConversationId(entry.Account, entry.To);
        if (entry.Kind == OutboxKind.Act)
        {
            var act = await store
                .Acts.FindAsync(conversation, MessageDirection.Outgoing, entry.Id, cancellationToken)
                .ConfigureAwait(false);
            return act is null or { Kind: MessageActKind.Edit, Body: null } ? null : OutgoingStanza.Of(act, words);
        }

        var message = await FindAsync(conversation, MessageDirection.Outgoing, entry.Id, cancellationToken).ConfigureAwait(false);
        return message?.Body is null
            ? null
            : OutgoingStanza.Of(message, await AnsweredAsync(message, entry.Encryption, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<AnsweredMessage?> AnsweredAsync(
        ChatMessage message,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        if (message.ReplyTo is not { } id)
        {
            return null;
        }

        var answered =
            await FindAsync(message.Conversation, MessageDirection.Incoming, id, cancellationToken).ConfigureAwait(false)
            ?? await FindAsync(message.Conversation, MessageDirection.Outgoing, id, cancellationToken).ConfigureAwait(false);
        return answered is null ? null : new(answered.From, Quotations.Of(answered, choice));
    }

    private ValueTask<ChatMessage?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken
    ) => store.Messages.FindAsync(conversation, direction, id, cancellationToken);
}
