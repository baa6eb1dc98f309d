// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Conversations;

/// <content>What we did to messages and nobody else knows of yet. What could not be sent was undone by the store.</content>
internal sealed partial class ConversationService
{
    public async Task<IReadOnlyList<MessageAct>> UnsentActsAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) => await services.Store.Acts.ListUnsentAsync(Bare(conversation), cancellationToken).ConfigureAwait(false);

    public async Task<ActReceipt> RetryActAsync(
        ConversationId conversation,
        MessageId act,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var failed = await FindFailedAsync(Bare(conversation), act, cancellationToken).ConfigureAwait(false) ?? throw NoSuchMessage();
        var target = await FindTargetAsync(failed, cancellationToken).ConfigureAwait(false) ?? throw NoSuchMessage();
        var again = Draft(target, failed.Kind) with { Body = failed.Body, Emojis = failed.Emojis };
        return await QueueAsync(target, again, encryption, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> GiveUpAsync(ConversationId conversation, MessageId act, CancellationToken cancellationToken)
    {
        if (await FindFailedAsync(conversation, act, cancellationToken).ConfigureAwait(false) is not { } failed)
        {
            return false;
        }

        await CommitAsync(new ChangeSet(conversation.Account) { Acts = [GivenUp(failed)] }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static MessageAct GivenUp(MessageAct failed) => failed with { FailureReason = MessageAct.GivenUp };

    private async Task<MessageAct?> FindFailedAsync(ConversationId conversation, MessageId id, CancellationToken cancellationToken) =>
        (await services.Store.Acts.ListUnsentAsync(conversation, cancellationToken).ConfigureAwait(false)).FirstOrDefault(act =>
            act.Id == id && act.State == DeliveryState.Failed
        );

    // Who reacts means the message of somebody else, if both have that id.
    private async Task<ChatMessage?> FindTargetAsync(MessageAct act, CancellationToken cancellationToken)
    {
        var messages = services.Store.Messages;
        var theirs =
            act.Kind == MessageActKind.Reaction
                ? await messages.FindAsync(act.Conversation, MessageDirection.Incoming, act.Target, cancellationToken).ConfigureAwait(false)
                : null;
        return theirs
            ?? await messages.FindAsync(act.Conversation, MessageDirection.Outgoing, act.Target, cancellationToken).ConfigureAwait(false);
    }
}
