// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Events;
using ChatSecure.Core.Sync;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sending;

/// <summary>Stores and tells how far entries of the outbox have come.</summary>
internal sealed class OutboxResults(Jid account, IChatStore store, EventHub events, SendWaiters waiters)
{
    /// <summary>It is written.</summary>
    public Task SentAsync(OutboxEntry entry, CancellationToken cancellationToken) =>
        CommitAsync(Updating(entry, DeliveryState.Sent), cancellationToken);

    /// <summary>The server has it, or the room has passed it on.</summary>
    public async Task AckedAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var changes = Updating(entry, DeliveryState.Acked) with { OutboxDone = [entry.Id] };
        if (entry.Kind == OutboxKind.Act)
        {
            var act = await store
                .Acts.FindAsync(new(account, entry.To), MessageDirection.Outgoing, entry.Id, cancellationToken)
                .ConfigureAwait(false);
            changes = ActBook.Landed(changes, act);
        }

        await CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        waiters.Succeed(account, entry.Id);
    }

    /// <summary>It is nothing to send any more.</summary>
    public Task DropAsync(OutboxEntry entry, CancellationToken cancellationToken) =>
        CommitAsync(new ChangeSet(account) { OutboxDone = [entry.Id] }, cancellationToken);

    /// <summary>It can't be sent.</summary>
    public async Task FailAsync(ConversationId conversation, MessageId id, ChatSecureException error, CancellationToken cancellationToken)
    {
        var failed = new MessageUpdate(conversation, id, DeliveryState.Failed, error.Condition ?? ReasonOf(error.Kind));
        await CommitAsync(new ChangeSet(account) { Updates = [failed], OutboxDone = [id] }, cancellationToken).ConfigureAwait(false);
        waiters.Fail(account, id, error);
    }

    private ChangeSet Updating(OutboxEntry entry, DeliveryState state) =>
        new(account) { Updates = [new MessageUpdate(new ConversationId(account, entry.To), entry.Id, state)] };

    private async Task CommitAsync(ChangeSet changes, CancellationToken cancellationToken) =>
        events.Publish(account, await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false));

    private static string ReasonOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.CannotEncrypt => "cannot-encrypt",
            ErrorKind.InsecureConnection => "insecure-connection",
            _ => "upload-failed",
        };
}
