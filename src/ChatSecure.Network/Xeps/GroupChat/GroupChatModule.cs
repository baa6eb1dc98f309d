// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.Uris;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Chat rooms (XEP-0045): entering and leaving, who is there, messages to all or to one, names and subject; ids of occupants (XEP-0421), asking whether
/// we are still there (XEP-0410), and the room's archive (XEP-0313). Messages arrive at the client's <c>MessageReceived</c> with
/// <see cref="IncomingMessage.Room"/>. What claims to be of a room that we are not in is dropped. Safe for concurrent use.</summary>
public sealed partial class GroupChatModule : IXmppModule
{
    /// <summary>The namespace, and the feature of rooms.</summary>
    public const string Namespace = "http://jabber.org/protocol/muc";

    /// <summary>The greatest number of rooms that one can be in at once.</summary>
    public const int MaxRooms = 500;

    private static readonly TimeSpan _leaveTimeout = TimeSpan.FromSeconds(10);

    private readonly DiscoveryModule _discovery;
    private readonly ArchiveModule _archive;
    private readonly RoomTable _rooms = new();
    private readonly RoomPresences _presences;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="discovery">Asks rooms what they are.</param>
    /// <param name="archive">Reads their archives.</param>
    public GroupChatModule(DiscoveryModule discovery, ArchiveModule archive)
    {
        _discovery = discovery;
        _archive = archive;
        _presences = new(_rooms, TellAsync, SendUnavailableAsync);
    }

    /// <summary>Is told what happens in rooms that we are in, other than messages. Called one at a time, in stanza order; must not wait for requests.</summary>
    public Func<RoomEvent, CancellationToken, ValueTask>? Changed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [Namespace];

    /// <summary>The rooms that we are in.</summary>
    public IReadOnlyList<Room> Rooms => [.. _rooms.All.Where(room => room.IsJoined)];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.ClaimPresence(ClaimPresenceAsync);
        router.ClaimMessages(ClaimMessageAsync);
        router.OnSessionStarted((resumed, cancellationToken) => resumed ? Task.CompletedTask : ForgetAllAsync(cancellationToken));
    }

    /// <summary>The room that we are in at that address.</summary>
    /// <param name="room">Its address, or an occupant's.</param>
    /// <returns>The room; null if we are not in it.</returns>
    public Room? Find(Jid room) => _rooms.Find(room.Bare) is { IsJoined: true } found ? found : null;

    /// <summary>Whether an address is a room's or an occupant's, so that a message of it in our own archive or a copy from another device was no direct one. Knows
    /// the rooms that we entered since the module was made, and those of <see cref="Remember"/>.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is of a room that we know.</returns>
    public bool IsOfRoom(Jid address) => _rooms.IsKnown(address.Bare);

    /// <summary>Makes a room known to <see cref="IsOfRoom"/>, such as one that is bookmarked or was entered before.</summary>
    /// <param name="room">Its address.</param>
    public void Remember(Jid room) => _rooms.Remember(room.Bare);

    /// <summary>Asks a room what it is.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What it announces; null if that is no room.</returns>
    /// <exception cref="StanzaErrorException">It was refused, or there is nobody (<c>item-not-found</c>).</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<RoomDetails?> QueryDetailsAsync(Jid room, CancellationToken cancellationToken = default) =>
        RoomDetails.Read(await _discovery.QueryInfoAsync(room.Bare, cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>Asks a room for the nickname that it reserves for us (XEP-0045, section 7.12).</summary>
    /// <param name="room">Its address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The nickname; null if there is none, or the room does not say.</returns>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<string?> QueryReservedNicknameAsync(Jid room, CancellationToken cancellationToken = default)
    {
        try
        {
            var info = await _discovery.QueryInfoAsync(room.Bare, "x-roomuser-item", cancellationToken).ConfigureAwait(false);
            return info.Identities.FirstOrDefault(identity => identity is { Category: "conference", Type: "text" })?.Name;
        }
        catch (StanzaErrorException)
        {
            return null;
        }
    }

    /// <summary>Enters a room: asks what it is, then waits until it has told who is there. Entering a room that we are in changes nothing. Must not be awaited
    /// inside an ordered handler.</summary>
    /// <param name="room">Its bare address.</param>
    /// <param name="nickname">Our name there, to be prepared as the resource of an address.</param>
    /// <param name="options">How; the defaults if null.</param>
    /// <param name="cancellationToken">Gives up waiting; then we leave again.</param>
    /// <returns>The room, or why it did not let us in.</returns>
    /// <exception cref="ArgumentException">The address is no room's, the nickname can't be one, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The room is being entered already, or we are in <see cref="MaxRooms"/>.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.TimedOut"/>: the room did not answer. <see cref="ErrorKind.Failed"/>: it has more than
    /// <see cref="Room.MaxOccupants"/> occupants; then we left again. Or we are offline.</exception>
    public async Task<RoomJoinResult> JoinAsync(
        Jid room,
        string nickname,
        RoomJoinOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new();
        Demand(options);
        var occupant = OccupantOf(room, nickname);
        if (Find(room) is { } present)
        {
            return new(RoomAdmission.Admitted, present);
        }

        var info = await TryQueryDetailsAsync(room, cancellationToken).ConfigureAwait(false);
        var request = new RoomRequest(occupant.Resource!);
        var entered = new Room(room, request, info, _session.Attached().Time.GetUtcNow());
        if (_rooms.All.Count() >= MaxRooms || !_rooms.TryAdd(entered))
        {
            throw new InvalidOperationException("The room is being entered already, or we are in too many.");
        }

        try
        {
            await _session
                .Attached()
                .SendAsync(RoomPayload.WriteJoin(occupant, request.Id, options), cancellationToken)
                .ConfigureAwait(false);
            if (await AnswerAsync(request, options.Timeout, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                _rooms.Remove(entered);
                return new(Admission(refusal), null, refusal.Condition) { Alternate = AlternateOf(refusal) };
            }

            // A room that was not there, or does not speak to strangers, tells now what it is.
            if (info is null && await TryQueryDetailsAsync(room, cancellationToken).ConfigureAwait(false) is { } later)
            {
                entered.Learn(later);
            }
        }
        catch
        {
            await AbandonAsync(entered).ConfigureAwait(false);
            throw;
        }

        return new(RoomAdmission.Admitted, entered);
    }

    /// <summary>Leaves a room and waits a little for it to tell so. Nothing happens if we are not in it.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="status">A word of farewell; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting; the room is left all the same.</param>
    /// <returns>Done when we have left.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public async Task LeaveAsync(Jid room, string? status = null, CancellationToken cancellationToken = default)
    {
        if (_rooms.Find(room.Bare) is not { } present)
        {
            return;
        }

        present.IsLeaving = true;
        try
        {
            var presence = new PresenceStanza("unavailable", present.Address.WithResource(present.Nickname));
            if (status is not null)
            {
                presence.Element.Add(new XmppElement("status", Stanza.ClientNamespace) { Text = status });
            }

            var session = _session.Attached();
            await session.SendAsync(presence, cancellationToken).ConfigureAwait(false);
            await present.Left.Task.WaitAsync(_leaveTimeout, session.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A room that does not answer is left as well.
        }
        finally
        {
            _rooms.Remove(present);
            present.Left.TrySetResult();
        }
    }

    /// <summary>Takes another nickname.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="nickname">The new name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The room's answer.</returns>
    /// <exception cref="ArgumentException">The nickname can't be one.</exception>
    /// <exception cref="InvalidOperationException">We are not in the room, or a nickname is being changed.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task<RoomAdmission> ChangeNicknameAsync(Jid room, string nickname, CancellationToken cancellationToken = default)
    {
        var present = Demand(room);
        var occupant = OccupantOf(present.Address, nickname);
        if (occupant.Resource == present.Nickname)
        {
            return RoomAdmission.Admitted;
        }

        var request = new RoomRequest(occupant.Resource!);
        if (!present.TryStart(request))
        {
            throw new InvalidOperationException("A nickname is being changed already.");
        }

        try
        {
            await _session
                .Attached()
                .SendAsync(new PresenceStanza(to: occupant) { Id = request.Id }, cancellationToken)
                .ConfigureAwait(false);
            var refusal = await AnswerAsync(request, new RoomJoinOptions().Timeout, cancellationToken).ConfigureAwait(false);
            return refusal is null ? RoomAdmission.Admitted : Admission(refusal);
        }
        finally
        {
            present.Finish(request);
        }
    }

    private static RoomAdmission Admission(StanzaErrorException refusal) =>
        refusal.Condition switch
        {
            "not-authorized" => RoomAdmission.PasswordRequired,
            "forbidden" => RoomAdmission.Banned,
            "item-not-found" => RoomAdmission.NotFound,
            "not-allowed" => RoomAdmission.NotAllowed,
            "not-acceptable" => RoomAdmission.NicknameReserved,
            "registration-required" => RoomAdmission.MembersOnly,
            "conflict" => RoomAdmission.NicknameTaken,
            "service-unavailable" => RoomAdmission.Full,
            _ => RoomAdmission.Refused,
        };

    // A room that was destroyed: the link of another one.
    private static Jid? AlternateOf(StanzaErrorException refusal) =>
        refusal is { Condition: "gone", NewAddress: { } text } && XmppUri.TryParse(text, out var link) && link.Address.Local is not null
            ? link.Address.Bare
            : null;

    private static Jid OccupantOf(Jid room, string nickname)
    {
        try
        {
            return room is { IsBare: true, Local: not null }
                ? room.WithResource(nickname)
                : throw new ArgumentException("That is no address of a room.", nameof(room));
        }
        catch (FormatException error)
        {
            throw new ArgumentException("That can't be a nickname.", nameof(nickname), error);
        }
    }

    private static void Demand(RoomJoinOptions options)
    {
        if (
            options.HistoryMessages < 0
            || options.HistoryCharacters < 0
            || options.HistoryDuration < TimeSpan.Zero
            || options.Timeout <= TimeSpan.Zero
        )
        {
            throw new ArgumentException("Limits on history are not negative, and the time to wait is more than none.", nameof(options));
        }
    }

    private Room Demand(Jid room) => Find(room) ?? throw new InvalidOperationException("We are not in that room.");

    private async Task<StanzaErrorException?> AnswerAsync(RoomRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Answer.WaitAsync(timeout, _session.Attached().Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw new ChatSecureException(ErrorKind.TimedOut, "The room did not answer in time.", error);
        }
    }

    private async Task<RoomDetails?> TryQueryDetailsAsync(Jid room, CancellationToken cancellationToken)
    {
        try
        {
            return await QueryDetailsAsync(room, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException)
        {
            return null;
        }
    }

    // We do not know whether the room let us in meanwhile.
    private async Task AbandonAsync(Room room)
    {
        if (!_rooms.Remove(room))
        {
            return;
        }

        try
        {
            await SendUnavailableAsync(room, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // Who is offline has left.
        }
    }

    private ValueTask SendUnavailableAsync(Room room, CancellationToken cancellationToken) =>
        _session.Attached().SendAsync(new PresenceStanza("unavailable", room.Address.WithResource(room.Nickname)), cancellationToken);

    private ValueTask TellAsync(RoomEvent happened, CancellationToken cancellationToken) =>
        Changed?.Invoke(happened, cancellationToken) ?? ValueTask.CompletedTask;
}
