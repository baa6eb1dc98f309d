// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <content>What is said in rooms.</content>
public sealed partial class GroupChatModule
{
    private static readonly TimeSpan _reflectionTimeout = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Jid Room, string Id), TaskCompletionSource<IncomingMessage>> _sending = [];

    /// <summary>Says something to all in a room, and waits until the room has passed it on, to us too: that is its acknowledgement. Must not be awaited inside an
    /// ordered handler.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="message">What to say. Its recipient and type are set here; its id and origin id too if it has none.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may be passed on all the same.</param>
    /// <returns>The message as the room passed it on, with its archive id, after the client's <c>MessageReceived</c> has taken it.</returns>
    /// <exception cref="InvalidOperationException">We are not in the room, or a message with that id is on its way.</exception>
    /// <exception cref="StanzaErrorException">The room refused it, such as to a visitor without voice (<c>forbidden</c>).</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.TimedOut"/>, or <see cref="ErrorKind.Disconnected"/>.</exception>
    public async Task<IncomingMessage> SendAsync(Jid room, MessageStanza message, CancellationToken cancellationToken = default)
    {
        var passedOn = await SendAckedAsync(room, message, cancellationToken).ConfigureAwait(false);
        try
        {
            return await passedOn.WaitAsync(_reflectionTimeout, _session.Attached().Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw new ChatSecureException(ErrorKind.TimedOut, "The room did not pass the message on in time.", error);
        }
    }

    /// <summary>Says something to all in a room, as <see cref="SendAsync"/>, and tells when the room has passed it on. May be awaited anywhere; the task that it
    /// gives may not be awaited inside an ordered handler.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="message">What to say. Its recipient and type are set here; its id and origin id too if it has none.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue; does not call the message back.</param>
    /// <returns>Ends when the message is written, with a task that ends when the room has passed it on, with the message as it came back, after the client's
    /// <c>MessageReceived</c> has taken it. That task fails with a <see cref="StanzaErrorException"/> if the room refused it, and with
    /// <see cref="ErrorKind.Disconnected"/> if we are no longer in the room: then whether it was passed on is not known. It waits as long as we are
    /// there.</returns>
    /// <exception cref="InvalidOperationException">We are not in the room, or a message with that id is on its way.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>: it was not sent.</exception>
    public async ValueTask<Task<IncomingMessage>> SendAckedAsync(
        Jid room,
        MessageStanza message,
        CancellationToken cancellationToken = default
    )
    {
        var present = Demand(room);
        message.To = present.Address;
        message.Type = "groupchat";
        message.Id ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (message.GetOriginId() is null)
        {
            message.SetOriginId(message.Id);
        }

        var key = (present.Address, message.Id);
        var passedOn = new TaskCompletionSource<IncomingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_sending.TryAdd(key, passedOn))
        {
            throw new InvalidOperationException("A message with that id is on its way already.");
        }

        try
        {
            await _session.Attached().SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _sending.TryRemove(key, out _);
            throw;
        }

        return WaitAsync(key, passedOn, present);
    }

    /// <summary>Says something to one occupant alone (XEP-0045, section 7.5). The room's operators can read it, and may not allow it.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="nickname">To whom: whoever has that name when the message arrives.</param>
    /// <param name="message">What to say. Its recipient and type are set here.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written. A refusal comes back as an error message from that occupant.</returns>
    /// <exception cref="ArgumentException">The nickname can't be one.</exception>
    /// <exception cref="InvalidOperationException">We are not in the room.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public ValueTask SendPrivateAsync(Jid room, string nickname, MessageStanza message, CancellationToken cancellationToken = default)
    {
        message.To = OccupantOf(Demand(room).Address, nickname);
        message.Type = "chat";
        if (message.Element.Child("x", RoomPayload.UserNamespace) is null)
        {
            // By this our server knows that a copy for our other devices is of a room.
            message.Element.Add(new XmppElement("x", RoomPayload.UserNamespace));
        }

        return _session.Attached().SendAsync(message, cancellationToken);
    }

    /// <summary>Returns what an occupant said to us alone, as something that is not taken here.</summary>
    /// <param name="occupant">The occupant's address in the room.</param>
    /// <param name="id">The id of what they said; null if it had none.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ArgumentException">That is no occupant's address.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public ValueTask RefusePrivateAsync(Jid occupant, string? id, CancellationToken cancellationToken = default)
    {
        if (occupant is not { Local: not null, Resource: not null })
        {
            throw new ArgumentException("That is no occupant's address.", nameof(occupant));
        }

        // Not one of the conditions for which rooms throw out whoever sends them.
        var refusal = new MessageStanza(occupant, "error") { Id = id };
        refusal.Element.Add(new StanzaErrorException("not-acceptable").ToElement());
        return _session.Attached().SendAsync(refusal, cancellationToken);
    }

    /// <summary>Sets the subject of a room. The room tells all of it, or answers with an error message if we may not.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="subject">The subject; empty for none.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="InvalidOperationException">We are not in the room.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public ValueTask SetSubjectAsync(Jid room, string subject, CancellationToken cancellationToken = default)
    {
        var message = new MessageStanza(Demand(room).Address, "groupchat")
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        };
        message.Element.Add(new XmppElement("subject", Stanza.ClientNamespace) { Text = subject });
        return _session.Attached().SendAsync(message, cancellationToken);
    }

    /// <summary>Reads a page of a room's archive. Which messages are ours is known while we are in the room, or if the room shows real addresses.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="query">Which page; its archive is set here.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page, each message with <see cref="IncomingMessage.Room"/>.</returns>
    /// <exception cref="ArgumentException">The query is malformed.</exception>
    /// <exception cref="StanzaErrorException">The room refused, or has no archive.</exception>
    /// <exception cref="ChatSecureException">As <see cref="ArchiveModule.QueryAsync"/>.</exception>
    public async Task<ArchivePage> FetchArchiveAsync(Jid room, ArchiveQuery query, CancellationToken cancellationToken = default)
    {
        var address = room.Bare;
        var present = Find(address);
        var info = present?.Details ?? await QueryDetailsAsync(address, cancellationToken).ConfigureAwait(false) ?? new();
        var page = await _archive.QueryAsync(query with { Archive = address }, cancellationToken).ConfigureAwait(false);
        var (own, account) = (present?.Self?.OccupantId, _session.Attached().Account);
        return page with
        {
            Messages =
            [
                .. page
                    .Messages.Select(message => RoomMessages.ReadArchived(message, address, info, own, account))
                    .OfType<IncomingMessage>(),
            ],
        };
    }

    private async Task<IncomingMessage> WaitAsync((Jid, string) key, TaskCompletionSource<IncomingMessage> passedOn, Room room)
    {
        try
        {
            await Task.WhenAny(passedOn.Task, room.Left.Task).ConfigureAwait(false);
            return passedOn.Task.IsCompleted
                ? await passedOn.Task.ConfigureAwait(false)
                : throw new ChatSecureException(ErrorKind.Disconnected, "We left the room before it passed the message on.");
        }
        finally
        {
            _sending.TryRemove(key, out _);
        }
    }

    private async ValueTask<bool> ClaimMessageAsync(MessageStanza message, CancellationToken cancellationToken)
    {
        if (message.From is not { } from || _rooms.Find(from.Bare) is not { } room)
        {
            // Only rooms speak to groups.
            return message.Type == "groupchat";
        }

        room.Hear(_session.Attached().Time);
        if (message.Type != "groupchat" && RoomPayload.IsInvitation(message))
        {
            return false;
        }

        if (!room.IsJoined)
        {
            // What a room sends before it has let us in is nobody's: not a direct message either.
            return true;
        }

        if (IsSubject(message))
        {
            var isOfEntry = room.AwaitsSubject;
            room.AwaitsSubject = false;
            room.Subject = message.Element.Child("subject", Stanza.ClientNamespace)!.Text;
            await TellAsync(new RoomSubjectChanged(room.Address, room.Subject, from.Resource) { IsOfEntry = isOfEntry }, cancellationToken)
                .ConfigureAwait(false);
            return true;
        }

        if (from.Resource is null)
        {
            await NoteChangesAsync(room, message, cancellationToken).ConfigureAwait(false);
        }

        if (RoomMessages.ReadLive(message, from, room, _session.Attached().Account) is { } incoming && !IsNotice(incoming))
        {
            await DeliverAsync(room, incoming, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    // What the room itself says without words is about the room, such as that it was configured or somebody was made a member.
    private static bool IsNotice(IncomingMessage message) =>
        message is { Room: { Nickname: null, Moderation: null }, Stanza: { IsError: false, Body: null } };

    private async ValueTask DeliverAsync(Room room, IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var message = incoming.Stanza;
        var ids = new[] { message.Id, message.GetOriginId() }.OfType<string>().Distinct();
        var passedOn = ids.Select(id => _sending.GetValueOrDefault((room.Address, id))).OfType<TaskCompletionSource<IncomingMessage>>();

        // Only what comes from our own place in the room is what we sent; and only the room itself refuses it.
        var isReflection =
            incoming is { Direction: MessageDirection.Outgoing, Room: { IsPrivate: false, IsHistory: false } } && !message.IsError;
        var isRefusal = message.IsError && incoming.Room?.Nickname is null;
        var waiting = isReflection || isRefusal ? passedOn.FirstOrDefault() : null;
        if (waiting is not null && isReflection)
        {
            incoming = incoming with { Room = incoming.Room! with { IsReflection = true } };
        }

        await _session.Attached().DeliverAsync(incoming, cancellationToken).ConfigureAwait(false);
        if (isReflection)
        {
            waiting?.TrySetResult(incoming);
        }
        else
        {
            waiting?.TrySetException(StanzaErrorException.FromStanza(message));
        }
    }

    private static bool IsSubject(MessageStanza message) =>
        message is { Type: "groupchat", Body: null }
        && message.Element.Child("subject", Stanza.ClientNamespace) is not null
        && message.Element.Child("thread", Stanza.ClientNamespace) is null;
}
