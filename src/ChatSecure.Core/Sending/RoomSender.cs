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
    TimeProvider time
)
{
    public bool IsRoom(Jid to) => groups.Find(to) is not null;

    /// <summary>Whether we are in the room and know what it passed on while we were away.</summary>
    public bool IsReady(Jid room) => groups.Find(room) is { State: GroupState.Joined or GroupState.Left or GroupState.Refused };

    /// <summary>Makes a message to a room ready to be written.</summary>
    /// <returns>What writes it, and then gives what ends when the room has passed it on. Null if it is no message any more.</returns>
    /// <exception cref="ChatSecureException">It can't be sent.</exception>
    public async Task<Func<CancellationToken, ValueTask<Task?>>?> PrepareAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var conversation = new ConversationId(account, entry.To);
        var message = await store
            .Messages.FindAsync(conversation, MessageDirection.Outgoing, entry.Id, cancellationToken)
            .ConfigureAwait(false);

        // While we entered the room its archive may have shown that it has the message.
        if (message is not { Body: not null, State: DeliveryState.Queued or DeliveryState.Sent })
        {
            await store.CommitAsync(new ChangeSet(account) { OutboxDone = [entry.Id] }, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (groups.Find(entry.To) is not { State: GroupState.Joined })
        {
            throw new ChatSecureException(ErrorKind.CannotEncrypt, "The account is not in that group any more.")
            {
                Condition = "not-joined",
            };
        }

        var stanza = entry.Prepared is { } prepared
            ? new MessageStanza(XmppElement.Parse(prepared.Span))
            : await CreateAsync(entry, message, cancellationToken).ConfigureAwait(false);
        return token => WriteAsync(entry.To, stanza, token);
    }

    private async Task<MessageStanza> CreateAsync(OutboxEntry entry, ChatMessage message, CancellationToken cancellationToken)
    {
        if (entry.Encryption == EncryptionChoice.None)
        {
            return OutgoingStanza.Plain(message, isRoom: true);
        }

        // Who is to read it is asked now and not when it was written: members come and go while it waits.
        var readers = await audience.GatherAsync(entry.To, cancellationToken).ConfigureAwait(false);
        return await omemo
            .EncryptForGroupAsync(
                readers,
                OutgoingStanza.ContentOf(message, entry.Encryption, time.GetUtcNow(), isRoom: true),
                envelopes =>
                {
                    var stanza = OutgoingStanza.Encrypted(message, envelopes, isRoom: true);
                    var changes = new ChangeSet(account)
                    {
                        Outbox = [entry with { Prepared = stanza.Element.ToUtf8() }],
                        Updates = [new MessageUpdate(message.Conversation, message.Id, Encryption: envelopes[0].Kind)],
                    };
                    return (stanza, changes);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
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
