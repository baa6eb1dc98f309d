// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Groups;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sending;

/// <summary>Sends what stands in the outbox for a room. It is acknowledged when the room passes it on, to us too, and waits while we are not in the room.</summary>
internal sealed class RoomSender(
    Jid account,
    IChatStore store,
    GroupBook groups,
    GroupChatModule rooms,
    GroupAudience audience,
    OmemoCoordinator omemo,
    KeyGathering keys,
    OutgoingWords words,
    TimeProvider time
)
{
    public bool IsRoom(Jid to) => groups.Find(to) is not null;

    /// <summary>Whether we are in the room and know what it passed on while we were away.</summary>
    public bool IsReady(Jid room) => groups.Find(room) is { State: GroupState.Joined } or { IsGivenUp: true };

    /// <summary>Makes a message to a room ready to be written.</summary>
    /// <exception cref="ChatSecureException">It can't be sent, or not now.</exception>
    public async Task<Preparation> PrepareAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        // While we entered the room its archive may have shown that it has the message.
        if (await ReadAsync(entry, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return Preparation.Nothing;
        }

        switch (groups.Find(entry.To))
        {
            case { IsGivenUp: true }:
                throw new ChatSecureException(ErrorKind.CannotEncrypt, "The account is not in that group any more.")
                {
                    Condition = "not-joined",
                };
            case not { State: GroupState.Joined }:
                throw new ChatSecureException(ErrorKind.TimedOut, "The room is being entered.");
        }

        return entry.Encryption == EncryptionChoice.None
            ? Writing(entry.To, content.Create())
            : await EncryptAsync(entry, content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is to be sent; null if it was deleted before that, or the room has it. Other messages are named by the ids that the room gave
    /// them (XEP-0424, XEP-0444, XEP-0461), but those that are edited, which are ours.</summary>
    private async ValueTask<OutgoingContent?> ReadAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var conversation = new ConversationId(account, entry.To);
        if (entry.Kind == OutboxKind.Act)
        {
            var act = await store
                .Acts.FindAsync(conversation, MessageDirection.Outgoing, entry.Id, cancellationToken)
                .ConfigureAwait(false);
            return act is null or { Kind: MessageActKind.Edit, Body: null } || !IsDue(act.State) ? null
                : act.Kind == MessageActKind.Edit ? OutgoingStanza.Of(act, words).ForRoom()
                : OutgoingStanza
                    .Of(act with { Target = await NameAsync(conversation, act.Target, cancellationToken).ConfigureAwait(false) }, words)
                    .ForRoom();
        }

        var message = await store
            .Messages.FindAsync(conversation, MessageDirection.Outgoing, entry.Id, cancellationToken)
            .ConfigureAwait(false);
        if (message?.Body is null || !IsDue(message.State))
        {
            return null;
        }

        return message.ReplyTo is { } answered
            ? await AnswerAsync(message, answered, cancellationToken).ConfigureAwait(false)
            : OutgoingStanza.Of(message).ForRoom();
    }

    private static bool IsDue(DeliveryState state) => state is DeliveryState.Queued or DeliveryState.Sent;

    private async ValueTask<OutgoingContent> AnswerAsync(ChatMessage message, MessageId answered, CancellationToken cancellationToken)
    {
        var target = await FindAsync(message.Conversation, answered, cancellationToken).ConfigureAwait(false);
        var name = target is null ? null : RoomIds.InRoom(target);
        return OutgoingStanza.Of(message with { ReplyTo = name is null ? null : new(name) }, AuthorOf(target)).ForRoom();
    }

    private static AnsweredMessage? AuthorOf(ChatMessage? target) =>
        target?.SenderName is { } nick && Jid.TryParse($"{target.Conversation.Peer}/{nick}", out var author) ? new(author) : null;

    private async ValueTask<MessageId> NameAsync(ConversationId conversation, MessageId id, CancellationToken cancellationToken)
    {
        var target = await FindAsync(conversation, id, cancellationToken).ConfigureAwait(false);
        return target is not null && RoomIds.InRoom(target) is { } name
            ? new(name)
            : throw new ChatSecureException(ErrorKind.CannotEncrypt, "The room has given that message no id by which others know it.")
            {
                Condition = "no-room-id",
            };
    }

    private async ValueTask<ChatMessage?> FindAsync(ConversationId conversation, MessageId id, CancellationToken cancellationToken) =>
        await store.Messages.FindAsync(conversation, MessageDirection.Incoming, id, cancellationToken).ConfigureAwait(false)
        ?? await store.Messages.FindAsync(conversation, MessageDirection.Outgoing, id, cancellationToken).ConfigureAwait(false);

    private Preparation Writing(Jid room, MessageStanza stanza) => new(token => WriteAsync(room, stanza, token));

    /// <summary>Encrypts for those who are to read it now. Members come and go while a message waits, also one that was encrypted and perhaps written before the
    /// connection was lost: what goes out again is encrypted anew, with keys of its own, under the id that it has. The outbox keeps nothing of it but the sign that the
    /// server may have it.</summary>
    private async Task<Preparation> EncryptAsync(OutboxEntry entry, OutgoingContent content, CancellationToken cancellationToken)
    {
        keys.ThrowIfFailed(entry.To);
        if (await audience.FindAsync(entry.To, cancellationToken).ConfigureAwait(false) is not { } readers)
        {
            return Gathering(entry.To, token => audience.GatherAsync(entry.To, token));
        }

        var (stanza, needs) = await omemo
            .EncryptForGroupAsync(
                readers,
                content.ToEncrypt(entry.Encryption, time.GetUtcNow()),
                envelopes =>
                {
                    var stanza = content.Encrypted(envelopes, omemo.Fallback);
                    var changes = new ChangeSet(account)
                    {
                        Outbox = [entry with { Prepared = Sign(entry) }],
                        Updates = [new MessageUpdate(content.Conversation, content.Id, Encryption: envelopes[0].Kind)],
                    };
                    return (stanza, changes);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (stanza is null)
        {
            return Gathering(entry.To, token => omemo.ProvideAsync(needs!, token));
        }

        keys.Finish(entry.To);
        return Writing(entry.To, stanza);
    }

    // A message that says nothing.
    private static byte[] Sign(OutboxEntry entry) => new MessageStanza(entry.To, "groupchat") { Id = entry.Id.Value }.Element.ToUtf8();

    private Preparation Gathering(Jid room, Func<CancellationToken, Task> gather)
    {
        keys.Start(
            room,
            gather,
            () => new ChatSecureException(ErrorKind.TimedOut, "The group changes faster than its keys can be gathered.")
        );
        return Preparation.Waiting;
    }

    private async ValueTask<Task?> WriteAsync(Jid room, MessageStanza stanza, CancellationToken cancellationToken)
    {
        try
        {
            return await rooms.SendAckedAsync(room, stanza, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException error)
        {
            throw new ChatSecureException(ErrorKind.Disconnected, "The room was left meanwhile.", error);
        }
    }
}
