// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Xeps.GroupChat.Invitations;

/// <summary>Invitations to rooms: through the room (XEP-0045, section 7.8.2) and directly (XEP-0249). Safe for concurrent use.</summary>
public sealed partial class InvitationsModule : IXmppModule
{
    /// <summary>The namespace, and the feature to look for before inviting directly.</summary>
    public const string Namespace = RoomPayload.InvitationNamespace;

    /// <summary>The greatest number of invitations that wait for an answer; any more are dropped.</summary>
    public const int MaxWaiting = 100;

    /// <summary>The greatest number of them that came from one domain.</summary>
    public const int MaxPerDomain = 20;

    private readonly GroupChatModule _rooms;
    private readonly InvitationTable _waiting = new();
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="rooms">Knows the rooms that we are in.</param>
    public InvitationsModule(GroupChatModule rooms) => _rooms = rooms;

    /// <summary>Is told of an invitation. Not told of rooms that we are in, or whose invitation waits already. Called one at a time; must not wait for
    /// requests.</summary>
    public Func<RoomInvitation, CancellationToken, ValueTask>? Invited { get; set; }

    /// <summary>Is told who declined to come. Called one at a time; must not wait for requests.</summary>
    public Func<RoomDecline, CancellationToken, ValueTask>? Declined { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [Namespace];

    /// <summary>The invitations that wait for an answer: for entering the room, <see cref="DeclineAsync"/> or <see cref="Dismiss"/>.</summary>
    public IReadOnlyList<RoomInvitation> Waiting
    {
        get
        {
            ForgetAnswered();
            return _waiting.All;
        }
    }

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleMessages("x", Namespace, HandleAsync);
        router.HandleMessages("x", RoomPayload.UserNamespace, HandleAsync);
    }

    /// <summary>Takes in a message that did not come in directly: a copy of what another device received, or from our own archive.</summary>
    /// <param name="message">The message, whose origin was checked.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    /// <returns>Whether it was an invitation or an answer to one, or claimed to be.</returns>
    public ValueTask<bool> TakeAsync(MessageStanza message, CancellationToken cancellationToken = default) =>
        HandleAsync(message, cancellationToken);

    /// <summary>Invites somebody through a room that we are in. Whoever does not let strangers write never sees it.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="invitee">Whom.</param>
    /// <param name="reason">Why, for the invitee and the room to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written. A refusal comes back as an error message from the room.</returns>
    /// <exception cref="InvalidOperationException">We are not in the room.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public ValueTask InviteAsync(Jid room, Jid invitee, string? reason = null, CancellationToken cancellationToken = default)
    {
        if (_rooms.Find(room) is null)
        {
            throw new InvalidOperationException("We are not in that room.");
        }

        return SendAsync(room.Bare, "invite", invitee, reason, cancellationToken);
    }

    /// <summary>Invites somebody directly. A room for members only must have the invitee as a member first.</summary>
    /// <param name="invitation">The invitation; its inviter does not count, for that is who sends it.</param>
    /// <param name="invitee">Whom.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public ValueTask InviteDirectlyAsync(RoomInvitation invitation, Jid invitee, CancellationToken cancellationToken = default)
    {
        var message = new MessageStanza(invitee, "normal");
        message.Element.Add(
            new XmppElement("x", Namespace)
            {
                ["jid"] = invitation.Room.ToString(),
                ["password"] = invitation.Password,
                ["reason"] = invitation.Reason,
                ["continue"] = invitation.Continues ? "true" : null,
                ["thread"] = invitation.Thread,
            }
        );
        return _session.Attached().SendAsync(message, cancellationToken);
    }

    /// <summary>Lets an invitation wait that a former process received. Nobody is told of it again.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <returns>Whether it waits now: one to that room may wait already, or too many do.</returns>
    public bool Restore(RoomInvitation invitation)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        return _waiting.TryAdd(invitation, invitation.IsMediated ? invitation.Room : invitation.Inviter);
    }

    /// <summary>Declines an invitation. The inviter is told only of a mediated one, by the room (XEP-0249, section 2).</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="reason">Why, for the inviter and the room to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public ValueTask DeclineAsync(RoomInvitation invitation, string? reason = null, CancellationToken cancellationToken = default)
    {
        Dismiss(invitation.Room);
        return invitation.IsMediated
            ? SendAsync(invitation.Room, "decline", invitation.Inviter, reason, cancellationToken)
            : ValueTask.CompletedTask;
    }

    /// <summary>Forgets an invitation, without telling anybody: the next to that room is told again.</summary>
    /// <param name="room">The room's address.</param>
    public void Dismiss(Jid room) => _waiting.Remove(waiting => waiting == room.Bare);

    private ValueTask SendAsync(Jid room, string what, Jid to, string? reason, CancellationToken cancellationToken)
    {
        var element = new XmppElement(what, RoomPayload.UserNamespace) { ["to"] = to.ToString() };
        if (reason is not null)
        {
            element.Add(new XmppElement("reason", RoomPayload.UserNamespace) { Text = reason });
        }

        var message = new MessageStanza(room, "normal");
        message.Element.Add(new XmppElement("x", RoomPayload.UserNamespace).Add(element));
        return _session.Attached().SendAsync(message, cancellationToken);
    }

    // What claims to be an invitation or a refusal ends here: a forged one is not to be shown as an ordinary message either.
    private async ValueTask<bool> HandleAsync(MessageStanza message, CancellationToken cancellationToken)
    {
        if (!RoomPayload.IsInvitation(message) || message.IsError)
        {
            return false;
        }

        var session = _session.Attached();
        if (RoomInvitation.Read(message) is { } invitation)
        {
            ForgetAnswered();
            if (_rooms.Find(invitation.Room) is not null || invitation.Inviter.Bare == session.Account)
            {
                return true;
            }

            if (!_waiting.TryAdd(invitation, message.From!.Value))
            {
                LogDropped(session.Logger);
            }
            else if (Invited is { } invited)
            {
                await invited(invitation, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (ReadDecline(message) is { } decline && Declined is { } declined)
        {
            await declined(decline, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private RoomDecline? ReadDecline(MessageStanza message) =>
        message.Type != "groupchat"
        && message.From is { IsBare: true } room
        && _rooms.Find(room) is not null
        && RoomPayload.ReadUser(message)?.Element.Child("decline", RoomPayload.UserNamespace) is { } decline
        && Jid.TryParse(decline["from"], out var invitee)
            ? new(room, invitee, RoomPayload.Shorten(decline.Child("reason", RoomPayload.UserNamespace)?.Text))
            : null;

    private void ForgetAnswered() => _waiting.Remove(room => _rooms.Find(room) is not null);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "An invitation to a room was dropped: one to that room waits already, or too many do."
    )]
    private static partial void LogDropped(ILogger logger);
}
