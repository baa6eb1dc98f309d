// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Groups;
using ChatSecure.Core.Sending;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Sync;

/// <summary>Turns what is said in rooms into what is stored and told, once each, like <see cref="Inbox"/>. Who wrote a message is what the room vouches for. Our
/// own message that the room passed on takes its entry out of the outbox.</summary>
internal sealed partial class RoomInbox(
    Jid account,
    IChatStore store,
    OmemoCoordinator omemo,
    EventHub events,
    IInboxReplies replies,
    SendWaiters waiters,
    Func<Jid, Room?> findRoom,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    private readonly ArrivalOrder _order = new(store.Messages);
    private readonly Erasures _erasures = new(store);
    private readonly DecryptedMessages _opener = new(account, time);
    private readonly ActBook _acts = new(store, logger);

    // Archives of several rooms are read at the same time, and messages of others come in meanwhile.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Processes a message of a room, with <see cref="IncomingMessage.Room"/>. One that can't be processed costs itself only.</summary>
    /// <param name="incoming">The message. If it is news, everything before it in the room's archive has been processed.</param>
    /// <param name="past">The page of the past that it is of; null for news.</param>
    /// <param name="isAgain">Whether the archive may have told it before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    public async Task ProcessAsync(IncomingMessage incoming, PastPage? past, bool isAgain, CancellationToken cancellationToken)
    {
        using var turn = await _turn.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await TakeAsync(incoming, incoming.Room!, past, isAgain, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!Inbox.IsStoreFault(error) && error is not OperationCanceledException)
        {
            LogDropped(error.GetType().Name);
            events.Publish(new ErrorOccurred(account, ErrorKind.Protocol, "A message of a group could not be processed and was dropped."));
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task TakeAsync(
        IncomingMessage incoming,
        RoomMessage origin,
        PastPage? past,
        bool isAgain,
        CancellationToken cancellationToken
    )
    {
        var stanza = incoming.Stanza;
        var conversation = new ConversationId(account, origin.Room);
        var changes = new ChangeSet(account)
        {
            Cursor = past is null && incoming.ArchiveId is { } archiveId ? new ArchiveCursor(origin.Room, archiveId) : null,
        };
        if (stanza.IsError)
        {
            // Only the room itself returns what was said to it.
            var returned = origin.Nickname is null ? MessageReports.Returned(conversation, stanza) : changes;
            await CommitAsync(returned with { Cursor = changes.Cursor }, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var isEncrypted = OmemoPayload.TryRead(stanza, out var envelopes, out var isMalformed);
        var hasContent =
            isEncrypted || isMalformed || stanza.Body is not null || stanza.GetEncryption() is not null || ActReader.IsAct(stanza);

        if (origin.Moderation is { } moderation)
        {
            await ModerateAsync(origin.Room, moderation, changes, incoming, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        TellTyping(incoming, origin);
        past = PastOf(origin, isEncrypted, envelopes, past);
        if (origin.IsPrivate || !hasContent)
        {
            if (origin.IsPrivate && hasContent)
            {
                RefusePrivate(incoming, origin);
            }

            await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await FindActAsync(conversation, incoming, origin, cancellationToken).ConfigureAwait(false) is { } act)
        {
            act = act with { ArchiveId = act.ArchiveId ?? ArchiveIdOf(incoming) };
            await TakeAgainAsync(
                    ActBook.Landed(changes with { Acts = [act] }, act),
                    conversation,
                    act.Direction,
                    act.Id,
                    past,
                    cancellationToken
                )
                .ConfigureAwait(false);
            return;
        }

        var (known, id) = await IdentifyAsync(conversation, incoming, origin, cancellationToken).ConfigureAwait(false);
        if (known is not null || IsOwnEcho(incoming, envelopes))
        {
            // The store takes over the archive id that a known message may lack, and adds nothing.
            var learned = changes with
            {
                Messages = Learned(known, incoming),
            };
            await TakeAgainAsync(learned, conversation, known?.Direction, id, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var name = new MessageRef(conversation, incoming.Direction, id);
        var sent = isAgain || past is not null ? incoming.Stamp : null;
        if (await _erasures.CoverAsync(name, ArchiveIdOf(incoming), sent, cancellationToken).ConfigureAwait(false))
        {
            await TakeAgainAsync(changes, conversation, incoming.Direction, id, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var draft = await DraftAsync(conversation, id, incoming, origin, past, cancellationToken).ConfigureAwait(false);
        if (ForUs(envelopes) is { } envelope)
        {
            await DecryptAsync(draft, envelope, changes, incoming, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var message =
            isMalformed ? draft with { Encryption = EncryptionKind.Omemo, DecryptFailure = DecryptFailure.Invalid }
            : stanza.GetEncryption() is not null
                ? draft with
                {
                    Encryption = EncryptionKind.Omemo2,
                    DecryptFailure = DecryptFailure.Unsupported,
                }
            : draft with { Body = stanza.Body };
        changes = await _acts.AddAsync(changes, message, stanza, said: null, cancellationToken).ConfigureAwait(false);
        await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was encrypted for this device is news, however long it waited for us to enter; what a room without an archive repeats to us is the past if it
    /// was not.</summary>
    private PastPage? PastOf(RoomMessage origin, bool isEncrypted, IReadOnlyList<OmemoEnvelope> envelopes, PastPage? past)
    {
        if (!isEncrypted)
        {
            return past;
        }

        var isForUs = envelopes.Any(envelope => envelope.Keys.Any(key => key.Device == omemo.Device?.Id));
        return isForUs ? null
            : origin.IsHistory ? past ?? new PastPage()
            : past;
    }

    /// <summary>What one occupant tells us alone is no message of the group: it is in the clear, and of somebody whose name may be another's tomorrow. The sender
    /// is told, and so is the app, without a word of it.</summary>
    private void RefusePrivate(IncomingMessage incoming, RoomMessage origin)
    {
        if (incoming is { Direction: MessageDirection.Incoming, Source: MessageSource.Live, Stanza.From: { Resource: { } nick } occupant })
        {
            replies.RefusePrivate(occupant, incoming.Stanza.Id);
            events.Publish(new GroupPrivateMessageRefused(account, origin.Room, nick) { Address = origin.RealAddress });
        }
    }

    private void TellTyping(IncomingMessage incoming, RoomMessage origin)
    {
        if (
            incoming is { Direction: MessageDirection.Incoming, Source: MessageSource.Live, Stamp: null }
            && origin is { IsHistory: false, IsPrivate: false, Nickname: { } nick }
            && incoming.Stanza.GetChatState() is { } state
        )
        {
            events.Publish(new TypingChanged(account, origin.Room, state) { Nick = nick });
        }
    }

    /// <summary>Commits what is known already. If it is ours, the room has passed it on: that is its acknowledgement.</summary>
    private async Task TakeAgainAsync(
        ChangeSet changes,
        ConversationId conversation,
        MessageDirection? direction,
        MessageId id,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        if (direction != MessageDirection.Outgoing)
        {
            await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var acknowledged = changes with { Updates = [new MessageUpdate(conversation, id, DeliveryState.Acked)], OutboxDone = [id] };
        await CommitAsync(acknowledged, past, cancellationToken).ConfigureAwait(false);
        waiters.Succeed(account, id);
    }

    /// <summary>A moderator took a message of somebody back (XEP-0425), as the room itself says.</summary>
    private async Task ModerateAsync(
        Jid room,
        RoomModeration moderation,
        ChangeSet changes,
        IncomingMessage incoming,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        var name = RoomIds.Stored(room, moderation.MessageId);
        if (await store.Messages.FindArchivedAsync(account, name, cancellationToken).ConfigureAwait(false) is { } target)
        {
            var message = new MessageRef(target.Conversation, target.Direction, target.Id);
            var edit = new MessageEdit(message, incoming.Stamp ?? time.GetUtcNow(), null)
            {
                Moderation = ModerationWords.Of(moderation, findRoom(room), isNow: incoming is { Source: MessageSource.Live, Stamp: null }),
            };
            changes = changes with { Edits = [edit] };
        }

        await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
    }

    private static ChatMessage[] Learned(ChatMessage? known, IncomingMessage incoming) =>
        known is { ArchiveId: null } && incoming.ArchiveId is not null ? [known with { ArchiveId = ArchiveIdOf(incoming) }] : [];

    private static string? ArchiveIdOf(IncomingMessage incoming) =>
        incoming.ArchiveId is { } id ? RoomIds.Stored(incoming.Room!.Room, id) : null;

    private async Task DecryptAsync(
        ChatMessage draft,
        OmemoEnvelope envelope,
        ChangeSet changes,
        IncomingMessage incoming,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        var sender = incoming.Direction == MessageDirection.Outgoing ? account : incoming.Room!.RealAddress;
        if (sender is not { } from)
        {
            // Whose key it is encrypted with only the room can tell, and it does not.
            var unknown = draft with
            {
                Encryption = envelope.Kind,
                DecryptFailure = DecryptFailure.NoSession,
            };
            await CommitAsync(changes with { Messages = [unknown] }, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var opened = new OpenedMessage(incoming);
        var (result, commit) = await omemo
            .DecryptAsync(
                from,
                envelope,
                async result =>
                {
                    opened = _opener.Open(incoming, from, envelope, result);
                    var stanza = opened.Message.Stanza;
                    var answered = await AnsweredAsync(draft.Conversation, stanza, cancellationToken).ConfigureAwait(false);
                    var message = Inbox.MessageOf(draft with { ReplyTo = answered }, opened, envelope, result, past);
                    var all = message is null
                        ? changes
                        : await _acts.AddAsync(changes, message, stanza, opened.Said, cancellationToken).ConfigureAwait(false);

                    // Decisions about keys and wishes about encryption travel between two, not through rooms.
                    return (all, opened with { Word = null, OptOut = null });
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        events.Publish(account, commit, past);
        if (result is OmemoDecrypted && opened.Message != incoming)
        {
            TellTyping(opened.Message, incoming.Room!);
        }

        if (past is null)
        {
            replies.Answer(envelope.Kind, from, result);
        }
    }

    private async Task<ChatMessage> DraftAsync(
        ConversationId conversation,
        MessageId id,
        IncomingMessage incoming,
        RoomMessage origin,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        var stamp = incoming.Stamp ?? time.GetUtcNow();
        var isOurs = incoming.Direction == MessageDirection.Outgoing;
        return new ChatMessage
        {
            Conversation = conversation,
            Id = id,
            ArchiveId = ArchiveIdOf(incoming),
            From = isOurs ? account : origin.RealAddress ?? incoming.Stanza.From ?? origin.Room,
            SenderName = origin.Nickname,
            OccupantId = origin.OccupantId,
            Direction = incoming.Direction,
            // Sent by another device of ours: like a copy of what that sends elsewhere.
            Source = isOurs && incoming.Source == MessageSource.Live ? MessageSource.Carbon : incoming.Source,
            Timestamp =
                past?.Place(stamp)
                ?? await _order.PlaceAsync(conversation, incoming.Direction, stamp, cancellationToken).ConfigureAwait(false),
            State =
                isOurs ? DeliveryState.Acked
                : past is null ? DeliveryState.Received
                : DeliveryState.Displayed,
            ReplyTo = await AnsweredAsync(conversation, incoming.Stanza, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>The message if we have it already, and otherwise the id to give it: its sender's, unless somebody else in the room has used that.</summary>
    private async Task<(ChatMessage? Known, MessageId Id)> IdentifyAsync(
        ConversationId conversation,
        IncomingMessage incoming,
        RoomMessage origin,
        CancellationToken cancellationToken
    )
    {
        if (
            ArchiveIdOf(incoming) is { } archiveId
            && await store.Messages.FindArchivedAsync(account, archiveId, cancellationToken).ConfigureAwait(false) is { } archived
        )
        {
            return (archived, archived.Id);
        }

        var id = MessageReports.IdOf(incoming);
        var mayBeOurs = incoming.Direction == MessageDirection.Outgoing || origin is { OccupantId: null, RealAddress: null };
        if (
            mayBeOurs
            && await FindAsync(conversation, MessageDirection.Outgoing, id, cancellationToken).ConfigureAwait(false) is { } own
            && (incoming.Direction == MessageDirection.Outgoing || own.SenderName == origin.Nickname)
        )
        {
            return (own, id);
        }

        if (
            incoming.Direction == MessageDirection.Outgoing
            || await FindAsync(conversation, MessageDirection.Incoming, id, cancellationToken).ConfigureAwait(false) is not { } same
        )
        {
            return (null, id);
        }

        return IsSameAuthor(same, origin) ? (same, id) : (null, MessageId.Create());
    }

    // Names change hands: they count only where the room tells nothing else.
    private static bool IsSameAuthor(ChatMessage known, RoomMessage origin) =>
        origin.OccupantId is { } occupant && known.OccupantId is { } other ? occupant == other
        : origin.RealAddress is { } real && known.From.Bare != origin.Room ? real == known.From
        : known.SenderName == origin.Nickname;

    private async Task<MessageAct?> FindActAsync(
        ConversationId conversation,
        IncomingMessage incoming,
        RoomMessage origin,
        CancellationToken cancellationToken
    )
    {
        if (
            ArchiveIdOf(incoming) is { } archiveId
            && await store.Acts.FindArchivedAsync(account, archiveId, cancellationToken).ConfigureAwait(false) is { } archived
        )
        {
            return archived;
        }

        var id = MessageReports.IdOf(incoming);
        return
            await store.Acts.FindAsync(conversation, incoming.Direction, id, cancellationToken).ConfigureAwait(false) is { } act
            && (incoming.Direction == MessageDirection.Outgoing || act.OccupantId == origin.OccupantId)
            ? act
            : null;
    }

    /// <summary>The message that another one answers: in rooms it is named by the id that the room gave it (XEP-0461, section 3).</summary>
    private async Task<MessageId?> AnsweredAsync(ConversationId conversation, MessageStanza stanza, CancellationToken cancellationToken)
    {
        if (stanza.GetReply() is not { } reply)
        {
            return null;
        }

        var name = RoomIds.Stored(conversation.Peer, reply.Id);
        var answered = await store.Messages.FindArchivedAsync(account, name, cancellationToken).ConfigureAwait(false);
        return answered?.Id ?? new MessageId(reply.Id);
    }

    private ValueTask<ChatMessage?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken
    ) => store.Messages.FindAsync(conversation, direction, id, cancellationToken);

    private OmemoEnvelope? ForUs(IReadOnlyList<OmemoEnvelope> envelopes) => Inbox.ForUs(envelopes, omemo.Device?.Id, account);

    private bool IsOwnEcho(IncomingMessage incoming, IReadOnlyList<OmemoEnvelope> envelopes) =>
        incoming.Direction == MessageDirection.Outgoing && envelopes.Any(envelope => envelope.Sender == omemo.Device?.Id);

    private async Task CommitAsync(ChangeSet changes, PastPage? past, CancellationToken cancellationToken)
    {
        if (changes is not { Messages.Count: 0, Acts.Count: 0, Updates.Count: 0, Edits.Count: 0, Cursor: null })
        {
            events.Publish(account, await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false), past);
        }
    }

    [LoggerMessage(
        EventId = 4204,
        Level = LogLevel.Error,
        Message = "A message of a group could not be processed and was dropped ({Fault})."
    )]
    private partial void LogDropped(string fault);
}
