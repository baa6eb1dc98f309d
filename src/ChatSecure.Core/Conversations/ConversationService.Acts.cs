// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Core.Sending;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;

namespace ChatSecure.Core.Conversations;

/// <content>What is done to messages that are there. Each act goes through the outbox like a message.</content>
internal sealed partial class ConversationService
{
    public async Task<SendReceipt> EditAsync(
        ConversationId conversation,
        MessageId message,
        string body,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        CheckBody(body);
        var target = await FindOwnAsync(conversation, message, cancellationToken).ConfigureAwait(false);
        var context = new OutgoingMessageContext(target.Conversation, body, encryption) { Edits = target.Id };
        body = await services.Hooks.BeforeSendAsync(context, cancellationToken).ConfigureAwait(false);
        CheckBody(body);
        var draft = Draft(target, MessageActKind.Edit) with { Body = body };
        var (act, acked) = await QueueAsync(target, draft, encryption, cancellationToken).ConfigureAwait(false);
        return new SendReceipt(OutgoingStanza.MessageOf(act), acked);
    }

    public async Task<ActReceipt> RetractAsync(
        ConversationId conversation,
        MessageId message,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var target = await FindOwnAsync(conversation, message, cancellationToken).ConfigureAwait(false);
        return await QueueAsync(target, Draft(target, MessageActKind.Retraction), encryption, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ActReceipt> ReactAsync(
        MessageRef message,
        IReadOnlyList<string> emojis,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(emojis);
        var target =
            await services
                .Store.Messages.FindAsync(Bare(message.Conversation), message.Direction, message.Id, cancellationToken)
                .ConfigureAwait(false)
            ?? throw NoSuchMessage();
        CheckEmojis(target, emojis);
        var draft = Draft(target, MessageActKind.Reaction) with { Emojis = [.. emojis.Distinct(StringComparer.Ordinal)] };
        return await QueueAsync(target, draft, encryption, cancellationToken).ConfigureAwait(false);
    }

    private static ConversationId Bare(ConversationId conversation) => conversation with { Peer = conversation.Peer.Bare };

    private async Task<ChatMessage> FindOwnAsync(ConversationId conversation, MessageId id, CancellationToken cancellationToken)
    {
        conversation = Bare(conversation);
        var messages = services.Store.Messages;
        var found = await messages.FindAsync(conversation, MessageDirection.Outgoing, id, cancellationToken).ConfigureAwait(false);
        if (
            found is null
            && await services.Store.Acts.FindAsync(conversation, MessageDirection.Outgoing, id, cancellationToken).ConfigureAwait(false)
                is { Kind: MessageActKind.Edit } edit
        )
        {
            // Who names an edit means what it edited.
            found = await messages.FindAsync(conversation, MessageDirection.Outgoing, edit.Target, cancellationToken).ConfigureAwait(false);
        }

        return found ?? throw NoSuchMessage();
    }

    private MessageAct Draft(ChatMessage target, MessageActKind kind)
    {
        var id = MessageId.Create();
        var former =
            kind == MessageActKind.Reaction
                ? target.Reactions.FirstOrDefault(reaction => reaction.From == target.Conversation.Account)?.At
                : target.EditedAt;
        return new()
        {
            Conversation = target.Conversation,
            Id = id,
            Direction = MessageDirection.Outgoing,
            From = target.Conversation.Account,
            Kind = kind,
            Target = target.Id,
            At = ActClock.Next(services.Time.GetUtcNow(), former, id),
            State = DeliveryState.Queued,
        };
    }

    /// <summary>Stores an act with what it changes and its place in the outbox.</summary>
    private async Task<ActReceipt> QueueAsync(
        ChatMessage target,
        MessageAct act,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        var conversation = target.Conversation;
        var session = await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        choice = await SettleAsync(target, act, choice, cancellationToken).ConfigureAwait(false);
        choice = await services.Hooks.ChooseAsync(conversation, choice, cancellationToken).ConfigureAwait(false);
        var kind = await ChooseAsync(session, conversation.Peer, choice, cancellationToken).ConfigureAwait(false);
        act = act with { Encryption = kind };
        var unsent = await services.Store.Acts.ListUnsentAsync(conversation, cancellationToken).ConfigureAwait(false);
        // Read again, and after what is unsent: a retraction of ours stands there until the server has it, and from then on in the message.
        target =
            await services.Store.Messages.FindAsync(conversation, target.Direction, target.Id, cancellationToken).ConfigureAwait(false)
            ?? throw NoSuchMessage();
        if (unsent.Any(other => other is { Kind: MessageActKind.Retraction, State: not DeliveryState.Failed } && other.Target == target.Id))
        {
            throw NoSuchMessage();
        }

        switch (ActRules.WhyNot(target, act))
        {
            case ActRefusal.Protection:
                throw new ChatSecureException(ErrorKind.InvalidInput, "This would be protected less than the message that it is about.")
                {
                    Condition = "weaker-protection",
                };
            case not null:
                throw NoSuchMessage();
        }

        if (kind == EncryptionKind.Otr && act.Kind != MessageActKind.Edit)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "A private conversation (OTR) has texts only.");
        }

        var acked = services.Waiters.Add(conversation.Account, act.Id);
        var entry = new OutboxEntry(
            conversation.Account,
            conversation.Peer,
            act.Id,
            kind == EncryptionKind.Otr ? EncryptionChoice.Otr : choice,
            Prepared: null
        )
        {
            Kind = OutboxKind.Act,
        };
        // Of what failed before, this takes the place. A retraction can't be undone: the message stays until the server has it.
        var overtaken = unsent.Where(other => other.State == DeliveryState.Failed && other.Kind == act.Kind && other.Target == act.Target);
        var changes = new ChangeSet(conversation.Account) { Outbox = [entry], Acts = [.. overtaken.Select(GivenUp)] };
        changes =
            act.Kind == MessageActKind.Retraction ? changes with { Acts = [.. changes.Acts, act] } : ActBook.Changed(changes, target, act);
        var commit = await services.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        services.Events.Publish(conversation.Account, commit);
        if (act.Kind == MessageActKind.Retraction)
        {
            services.Events.Publish(new MessageActChanged(conversation.Account, act));
        }

        session.WakeOutbox();
        return new ActReceipt(act, acked);
    }

    /// <summary>What has no text of its own goes the way that its message went, if nothing of the conversation was ever encrypted.</summary>
    private async Task<EncryptionChoice> SettleAsync(
        ChatMessage target,
        MessageAct act,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        if (choice != EncryptionChoice.Auto || act.Kind == MessageActKind.Edit || target.Encryption != EncryptionKind.None)
        {
            return choice;
        }

        var summary = await services.Store.Conversations.FindAsync(target.Conversation, cancellationToken).ConfigureAwait(false);
        return summary is { EverEncrypted: true } ? choice : EncryptionChoice.None;
    }

    private static void CheckEmojis(ChatMessage target, IReadOnlyList<string> emojis)
    {
        try
        {
            Reactions.CreateReactions(target.Conversation.Peer, new ReactionSet(target.Id.Value, emojis));
        }
        catch (ArgumentException error)
        {
            throw new ChatSecureException(
                ErrorKind.InvalidInput,
                $"A reaction is one emoji, and {Reactions.MaxReactions} are the most.",
                error
            );
        }
    }

    private static ChatSecureException NoSuchMessage() =>
        new(ErrorKind.InvalidInput, "There is no such message of ours, or it was taken back.") { Condition = "no-such-message" };
}
