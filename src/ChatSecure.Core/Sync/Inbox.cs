// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Media;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Sync;

/// <summary>Turns every message that comes in, whatever way, into what is stored and told: once each, decrypted and committed in one transaction with the keys'
/// state and the archive's cursor, before the stanza counts as received.</summary>
internal sealed partial class Inbox(
    Jid account,
    IChatStore store,
    OmemoCoordinator omemo,
    OtrCoordinator? otr,
    EventHub events,
    IInboxReplies replies,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    private readonly ArrivalOrder _order = new(store.Messages);
    private readonly Erasures _erasures = new(store);
    private readonly MessageReports _reports = new(store);
    private readonly ActBook _acts = new(store, logger);
    private readonly DecryptedMessages _opener = new(account, time);

    // What is being taken in leaves something to be told.
    private bool _owes;

    // While somebody reads on in the past, messages come in.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Takes what came as a copy or from our archive but belongs to a group, and so not into a conversation between two.</summary>
    public Func<IncomingMessage, CancellationToken, ValueTask<bool>>? IsOfGroup { get; init; }

    /// <summary>Processes one message. One that can't be processed costs itself only: what its sender did must not make us connect anew for ever. That the store
    /// can't be written is no fault of the message's, and is thrown.</summary>
    /// <param name="incoming">The message.</param>
    /// <param name="movesCursor">Whether everything before it in the archive has been processed.</param>
    /// <param name="past">The page of the past that it is of; null for news.</param>
    /// <param name="isAgain">Whether the archive may have told it before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    public async Task ProcessAsync(
        IncomingMessage incoming,
        bool movesCursor,
        PastPage? past,
        bool isAgain,
        CancellationToken cancellationToken
    )
    {
        using var turn = await _turn.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await TakeAsync(incoming, movesCursor, past, isAgain, cancellationToken).ConfigureAwait(false);
            if (_owes)
            {
                _owes = false;
                replies.TellOwed();
            }
        }
        catch (Exception error) when (!IsStoreFault(error) && error is not OperationCanceledException)
        {
            LogDropped(error.GetType().Name);
            events.Publish(new ErrorOccurred(account, ErrorKind.Protocol, "A message could not be processed and was dropped."));
        }
    }

    public void Dispose() => _turn.Dispose();

    internal static bool IsStoreFault(Exception error) =>
        error is ChatSecureException { Kind: ErrorKind.StorageUnavailable or ErrorKind.StorageDamaged or ErrorKind.StorageKey };

    private async Task TakeAsync(
        IncomingMessage incoming,
        bool movesCursor,
        PastPage? past,
        bool isAgain,
        CancellationToken cancellationToken
    )
    {
        var cursor = movesCursor && incoming.ArchiveId is { } archiveId ? new ArchiveCursor(account, archiveId) : null;
        if (
            PeerOf(incoming) is not { } peer
            || incoming.Stanza.Type is "groupchat" or "headline"
            || (IsOfGroup is { } isOfGroup && await isOfGroup(incoming, cancellationToken).ConfigureAwait(false))
        )
        {
            await CommitAsync(new ChangeSet(account) { Cursor = cursor }, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var stanza = incoming.Stanza;
        var conversation = new ConversationId(account, peer);
        if (stanza.IsError)
        {
            await CommitAsync(MessageReports.Returned(conversation, stanza) with { Cursor = cursor }, past, cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        var isEncrypted = OmemoPayload.TryRead(stanza, out var envelopes, out var isMalformed);
        var envelope = ForUs(envelopes, omemo.Device?.Id, account);
        var changes = new ChangeSet(account) { Cursor = cursor };
        if (envelope?.Kind != EncryptionKind.Omemo2)
        {
            // Beside omemo:2 ciphertext nothing counts but what servers say (XEP-0420, section 10).
            changes = changes with
            {
                Updates = await _reports.ReadAsync(conversation, incoming, cancellationToken).ConfigureAwait(false),
                ReadThrough = MessageReports.ReadElsewhere(conversation, incoming),
            };
            TellTyping(peer, incoming);
        }

        if (!isEncrypted && !isMalformed && stanza.Body is null && stanza.GetEncryption() is null && !SaysWithoutText(stanza))
        {
            await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await FindActAsync(conversation, incoming, cancellationToken).ConfigureAwait(false) is { } act)
        {
            await CommitAsync(
                    changes with
                    {
                        Acts = [act with { ArchiveId = act.ArchiveId ?? incoming.ArchiveId }],
                    },
                    past,
                    cancellationToken
                )
                .ConfigureAwait(false);
            return;
        }

        var known = await FindAsync(conversation, incoming, cancellationToken).ConfigureAwait(false);
        if (known is not null || IsOwnEcho(incoming, envelopes))
        {
            // The store takes over the archive id that a known message may lack, and adds nothing.
            ChatMessage[] offered = known is { ArchiveId: null } && incoming.ArchiveId is { } id ? [known with { ArchiveId = id }] : [];
            await CommitAsync(changes with { Messages = offered }, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var name = new MessageRef(conversation, incoming.Direction, MessageReports.IdOf(incoming));
        var sent = isAgain || past is not null ? incoming.Stamp : null;
        if (await _erasures.CoverAsync(name, incoming.ArchiveId, sent, cancellationToken).ConfigureAwait(false))
        {
            await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (envelope is not null)
        {
            await DecryptAsync(conversation, envelope, changes, incoming, past, cancellationToken).ConfigureAwait(false);
            return;
        }

        var draft = await DraftAsync(conversation, incoming, past, cancellationToken).ConfigureAwait(false);
        if (otr is not null && !isMalformed && stanza.Body is { } text && OtrMachine.Classify(text) is not OtrTextKind.Plain and var kind)
        {
            await TakeOtrAsync(draft, text, kind, changes, incoming, past, cancellationToken).ConfigureAwait(false);
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
        changes = await AddAsync(changes, message, incoming, said: null, past, cancellationToken).ConfigureAwait(false);
        await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeOtrAsync(
        ChatMessage draft,
        string text,
        OtrTextKind kind,
        ChangeSet changes,
        IncomingMessage incoming,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        var isIncoming = incoming.Direction == MessageDirection.Incoming;
        var isLive = isIncoming && incoming is { Source: MessageSource.Live, Stanza.From: { } sender } && sender.Bare != account;
        if (isLive && otr!.IsOpen)
        {
            var commit = await otr!
                .ReceiveAsync(
                    incoming.Stanza.From!.Value,
                    text,
                    result => AddAsync(changes, MessageOf(draft, result), incoming, said: null, past, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
            events.Publish(account, commit);
        }
        else
        {
            // Copies are for another client of ours, and what comes from the archive comes too late (XEP-0364, section 4.2). Before there is a key there
            // is no conversation either; what asks for one waits for the key, and nothing waits for that.
            if (isLive && kind is not OtrTextKind.Data)
            {
                otr!.ReceiveLater(incoming.Stanza.From!.Value, text);
            }

            var message = kind switch
            {
                OtrTextKind.Tagged => draft with { Body = text },
                OtrTextKind.Data when isIncoming && incoming.Source != MessageSource.Carbon => draft with
                {
                    Encryption = EncryptionKind.Otr,
                    DecryptFailure = DecryptFailure.NoSession,
                },
                _ => null,
            };
            changes = await AddAsync(changes, message, incoming, said: null, past, cancellationToken).ConfigureAwait(false);
            await CommitAsync(changes, past, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds what was received, and the receipt that is owed for it: what is committed with the message is not forgotten with the process.</summary>
    private async ValueTask<ChangeSet> AddAsync(
        ChangeSet changes,
        ChatMessage? message,
        IncomingMessage incoming,
        DateTimeOffset? said,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        if (message is null)
        {
            return changes;
        }

        changes = await _acts.AddAsync(changes, message, incoming.Stanza, said, cancellationToken).ConfigureAwait(false);
        if (
            past is not null
            || ReceiptFor(changes, message.Conversation, incoming) is not { } receipt
            || !await replies.OwesReceiptAsync(receipt.To, cancellationToken).ConfigureAwait(false)
        )
        {
            return changes;
        }

        _owes = true;
        return changes with { Owed = [receipt] };
    }

    private static bool SaysWithoutText(MessageStanza stanza) => ActReader.IsAct(stanza) || SharedFiles.Has(stanza);

    private static ChatMessage? MessageOf(ChatMessage draft, OtrReceived received) =>
        received switch
        {
            OtrDecrypted decrypted => draft with
            {
                Body = decrypted.Text,
                Encryption = EncryptionKind.Otr,
                SenderKey = decrypted.Fingerprint,
                Trust = decrypted.Trust,
            },
            OtrUnreadable unreadable => draft with { Encryption = EncryptionKind.Otr, DecryptFailure = unreadable.Reason },
            OtrPlaintext plain => draft with { Body = plain.Text },
            _ => null,
        };

    /// <summary>Of the namespaces that a message comes in, the best in which it has a key for this device.</summary>
    internal static OmemoEnvelope? ForUs(IReadOnlyList<OmemoEnvelope> envelopes, DeviceId? device, Jid account) =>
        envelopes.FirstOrDefault(envelope => envelope.Keys.Any(key => key.Device == device && (key.Owner is null || key.Owner == account)))
        ?? (envelopes is [var first, ..] ? first : null);

    private Jid? PeerOf(IncomingMessage incoming)
    {
        var address = incoming.Direction == MessageDirection.Incoming ? incoming.Stanza.From : incoming.Stanza.To ?? account;
        return address?.Bare;
    }

    private async Task DecryptAsync(
        ConversationId conversation,
        OmemoEnvelope envelope,
        ChangeSet changes,
        IncomingMessage incoming,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        var sender = incoming.Direction == MessageDirection.Incoming ? conversation.Peer : account;
        var opened = new OpenedMessage(incoming);
        var (result, commit) = await omemo
            .DecryptAsync(
                sender,
                envelope,
                async result =>
                {
                    opened = _opener.Open(incoming, sender, envelope, result);
                    if (opened.Message != incoming)
                    {
                        changes = changes with
                        {
                            Updates = await _reports.ReadAsync(conversation, opened.Message, cancellationToken).ConfigureAwait(false),
                            ReadThrough = MessageReports.ReadElsewhere(conversation, opened.Message),
                        };
                    }

                    var draft = await DraftAsync(conversation, opened.Message, past, cancellationToken).ConfigureAwait(false);
                    var received = MessageOf(draft, opened, envelope, result, past);
                    var all = await AddAsync(changes, received, opened.Message, opened.Said, past, cancellationToken).ConfigureAwait(false);
                    return (all, opened);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        events.Publish(account, commit, past);
        if (result is OmemoDecrypted && envelope.Kind == EncryptionKind.Omemo2)
        {
            TellTyping(conversation.Peer, opened.Message);
        }

        if (past is null)
        {
            replies.Answer(envelope.Kind, sender, result);
        }
    }

    internal static ChatMessage? MessageOf(
        ChatMessage draft,
        OpenedMessage opened,
        OmemoEnvelope envelope,
        OmemoDecryptResult result,
        PastPage? past
    ) =>
        result switch
        {
            // The session's step counts, but what it brought is not to be shown.
            OmemoDecrypted when opened.Failure is { } failure => draft with { Encryption = envelope.Kind, DecryptFailure = failure },
            // Of the legacy namespace, only what has an encrypted text is anybody's message.
            OmemoDecrypted decrypted
                when opened.Body is not null || (envelope.Kind == EncryptionKind.Omemo2 && SaysWithoutText(opened.Message.Stanza)) =>
                draft with
                {
                    Body = opened.Body,
                    Encryption = envelope.Kind,
                    SenderKey = decrypted.Sender.Fingerprint,
                    Trust = decrypted.Sender.Trust,
                },
            // What only says that something arrived or was read names no method (XEP-0380) and has no text for who can't read it. Of the past, and of what our other
            // devices say, that is known not to be a message; of what others say now, it is told.
            OmemoFailed { Reason: DecryptFailure.NotForThisDevice }
                when (past is not null || draft.Direction == MessageDirection.Outgoing)
                    && opened.Message.Stanza is { Body: null } silent
                    && silent.GetEncryption() is null => null,
            // A key transport that could not be read is nobody's message.
            OmemoFailed failed when envelope.Payload is not null => draft with
            {
                Encryption = envelope.Kind,
                DecryptFailure = failed.Reason,
            },
            _ => null,
        };

    private async Task<ChatMessage> DraftAsync(
        ConversationId conversation,
        IncomingMessage incoming,
        PastPage? past,
        CancellationToken cancellationToken
    )
    {
        var stamp = incoming.Stamp ?? time.GetUtcNow();
        return new ChatMessage
        {
            Conversation = conversation,
            Id = MessageReports.IdOf(incoming),
            ArchiveId = incoming.ArchiveId,
            From = incoming.Direction == MessageDirection.Incoming ? conversation.Peer : account,
            Direction = incoming.Direction,
            Source = incoming.Source,
            Timestamp =
                past?.Place(stamp)
                ?? await _order.PlaceAsync(conversation, incoming.Direction, stamp, cancellationToken).ConfigureAwait(false),
            State =
                incoming.Direction == MessageDirection.Outgoing ? DeliveryState.Acked
                : past is null ? DeliveryState.Received
                : DeliveryState.Displayed,
            ReplyTo = incoming.Stanza.GetReply() is { } reply ? new MessageId(reply.Id) : null,
            AsksForDisplayed = past is null && incoming.Direction == MessageDirection.Incoming && incoming.Stanza.IsMarkable(),
        };
    }

    /// <summary>The archive holds what this very device sent, empty messages included.</summary>
    private bool IsOwnEcho(IncomingMessage incoming, IReadOnlyList<OmemoEnvelope> envelopes) =>
        incoming.Direction == MessageDirection.Outgoing && envelopes.Any(envelope => envelope.Sender == omemo.Device?.Id);

    private async Task<ChatMessage?> FindAsync(
        ConversationId conversation,
        IncomingMessage incoming,
        CancellationToken cancellationToken
    ) =>
        (
            incoming.ArchiveId is { } archiveId
                ? await store.Messages.FindArchivedAsync(account, archiveId, cancellationToken).ConfigureAwait(false)
                : null
        )
        ?? await store
            .Messages.FindAsync(conversation, incoming.Direction, MessageReports.IdOf(incoming), cancellationToken)
            .ConfigureAwait(false);

    private async Task<MessageAct?> FindActAsync(
        ConversationId conversation,
        IncomingMessage incoming,
        CancellationToken cancellationToken
    ) =>
        (
            incoming.ArchiveId is { } archiveId
                ? await store.Acts.FindArchivedAsync(account, archiveId, cancellationToken).ConfigureAwait(false)
                : null
        )
        ?? await store
            .Acts.FindAsync(conversation, incoming.Direction, MessageReports.IdOf(incoming), cancellationToken)
            .ConfigureAwait(false);

    private void TellTyping(Jid peer, IncomingMessage incoming)
    {
        var isFresh = incoming is { Direction: MessageDirection.Incoming, Source: not MessageSource.Archive, Stamp: null };
        if (isFresh && incoming.Stanza.GetChatState() is { } state)
        {
            events.Publish(new TypingChanged(account, peer, state));
        }
    }

    private static OwedReport? ReceiptFor(ChangeSet changes, ConversationId conversation, IncomingMessage incoming)
    {
        var encryption =
            changes
                .Messages.FirstOrDefault(message => message is { Direction: MessageDirection.Incoming, DecryptFailure: null })
                ?.Encryption
            ?? changes
                .Acts.FirstOrDefault(act => act is { Direction: MessageDirection.Incoming, Standing: not ActStanding.Refused })
                ?.Encryption;
        return encryption is { } kind && incoming.Stanza.HasReceiptRequest() && incoming.Stanza is { From: { } from, Id: { } id }
            ? new(conversation, OwedKind.Received, from, id, kind)
            : null;
    }

    private async Task CommitAsync(ChangeSet changes, PastPage? past, CancellationToken cancellationToken)
    {
        if (changes is { Messages.Count: 0, Acts.Count: 0, Updates.Count: 0, ReadThrough.Count: 0, Cursor: null })
        {
            return;
        }

        events.Publish(account, await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false), past);
    }

    [LoggerMessage(EventId = 4203, Level = LogLevel.Error, Message = "A message could not be processed and was dropped ({Fault}).")]
    private partial void LogDropped(string fault);
}
