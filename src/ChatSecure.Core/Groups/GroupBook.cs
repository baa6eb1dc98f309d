// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Core.Sync;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Groups;

/// <summary>One account's groups: those that are stored, joined with the bookmarks on the server, each kept by a <see cref="RoomKeeper"/>.</summary>
internal sealed partial class GroupBook : IAsyncDisposable
{
    private readonly Jid _account;
    private readonly IRoomStore _store;
    private readonly AccountModules _modules;
    private readonly RoomInbox _inbox;
    private readonly RoomCatchUp _catchUp;
    private readonly EventHub _events;
    private readonly FollowUps _followUps;
    private readonly GroupAudience _audience;
    private readonly GroupNotes _notes;
    private readonly BookmarkDoubts _doubts;
    private readonly Action _wakeOutbox;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Jid, RoomKeeper> _keepers = [];
    private CancellationToken _stream = new(canceled: true);

    public GroupBook(
        Jid account,
        IChatStore store,
        AccountModules modules,
        RoomInbox inbox,
        EventHub events,
        FollowUps followUps,
        GroupAudience audience,
        Action wakeOutbox,
        TimeProvider time,
        ILogger logger
    )
    {
        _account = account;
        _store = store.Rooms;
        _modules = modules;
        _inbox = inbox;
        _catchUp = new RoomCatchUp(account, store, modules.Rooms, inbox);
        _events = events;
        _followUps = followUps;
        _audience = audience;
        _notes = new GroupNotes(account, store, modules.Rooms, events, time);
        _doubts = new BookmarkDoubts(() => followUps.Add(ResolveDoubtsAsync));
        audience.Listing = _notes.StartComparing;
        _wakeOutbox = wakeOutbox;
        _time = time;
        _logger = logger;
        Services = new RoomServices(account, modules.Discovery, modules.GroupService);
        modules.Rooms.Changed = OnRoomEventAsync;
        modules.Bookmarks.Changed = OnBookmarksChangedAsync;
    }

    public RoomServices Services { get; }

    /// <summary>Is told what picture a room says that it has; null for none.</summary>
    public Action<RoomKeeper, string?>? AvatarTold { get; set; }

    /// <summary>Is told that a room was entered.</summary>
    public Func<Jid, CancellationToken, Task>? Entered { get; set; }

    /// <summary>Does what follows from a room being no group of ours any more.</summary>
    public Func<Jid, Task>? Forgotten { get; set; }

    /// <summary>Our name in rooms where nobody asked for another.</summary>
    public string UsualNick => _account.Local!;

    /// <summary>All groups, ordered by address.</summary>
    public IReadOnlyList<Group> Groups =>
        [.. _keepers.Values.Select(keeper => keeper.Group).OrderBy(group => group.Room.Jid.ToString(), StringComparer.Ordinal)];

    /// <summary>Reads what is stored. To be called once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var info in await _store.ListAsync(_account, cancellationToken).ConfigureAwait(false))
        {
            _modules.Rooms.Remember(info.Jid);
            Keep(info);
        }
    }

    /// <summary>Reads backwards in the rooms' archives.</summary>
    public ArchivePast Past => _catchUp.Past;

    public RoomKeeper? Find(Jid room) => _keepers.GetValueOrDefault(room);

    /// <summary>The group at that address.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is none.</exception>
    public RoomKeeper Get(Jid room) =>
        Find(room) ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such group in this account; join it first.");

    /// <summary>Whether a message that did not come through a room belongs to one all the same, or to an invitation: a copy, or from our own archive.</summary>
    public async ValueTask<bool> TakesAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        var peer = message.Direction == MessageDirection.Incoming ? message.Stanza.From : message.Stanza.To;
        return (
                message is { Direction: MessageDirection.Incoming, Source: not MessageSource.Live }
                && await _modules.Invitations.TakeAsync(message.Stanza, cancellationToken).ConfigureAwait(false)
            ) || (peer is { } address && _modules.Rooms.IsOfRoom(address));
    }

    /// <summary>Takes a message that a room sent just now.</summary>
    public async Task ProcessAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (Find(message.Room!.Room)?.TakesLive(message) != false)
        {
            await _inbox.ProcessAsync(message, past: null, isAgain: false, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Enters all rooms that are to be entered, on a stream that is ready.</summary>
    public void Start(CancellationToken stream)
    {
        _stream = stream;
        _audience.ForgetAll();
        foreach (var keeper in _keepers.Values.Where(keeper => keeper is { Info.IsAutoJoined: true, IsRefusedForGood: false }))
        {
            keeper.Start(stream);
        }
    }

    /// <summary>Enters a room and keeps us there. Ends when we are in it, or it does not let us in.</summary>
    public async Task<RoomKeeper> JoinAsync(Jid room, string? nick, string? password, CancellationToken cancellationToken)
    {
        using var wish = _doubts.Wish(room);
        var isKnown = Find(room) is not null;
        var keeper = Keep(new RoomInfo { Jid = room });
        if (keeper.State != GroupState.Joined)
        {
            await keeper.StopAsync().ConfigureAwait(false);
            keeper.IsNewcomer |= keeper.IsGivenUp || keeper.Info.Refusal is not null;
            keeper.Learn(info =>
                info with
                {
                    Nick = nick ?? info.Nick ?? UsualNick,
                    Password = password ?? info.Password,
                    IsAutoJoined = true,
                }
            );
            try
            {
                keeper.Start(_stream);
                await keeper.Entered.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ChatSecureException) when (keeper.State == GroupState.Refused && !isKnown)
            {
                await ForgetAsync(keeper).ConfigureAwait(false);
                throw;
            }
        }

        await BookmarkAsync(keeper.Info, cancellationToken).ConfigureAwait(false);
        return keeper;
    }

    /// <summary>Keeps us in a room that we have entered already.</summary>
    public async Task<RoomKeeper> AdoptAsync(RoomInfo info, CancellationToken cancellationToken)
    {
        using var wish = _doubts.Wish(info.Jid);
        var keeper = Keep(info, isOfOurMaking: true);
        keeper.Learn(_ => info);
        keeper.IsNewcomer = true;
        keeper.Start(_stream);
        await keeper.Entered.WaitAsync(cancellationToken).ConfigureAwait(false);
        await BookmarkAsync(keeper.Info, cancellationToken).ConfigureAwait(false);
        return keeper;
    }

    /// <summary>Changes what is known of a room, stores and tells it.</summary>
    public async Task ChangeAsync(RoomKeeper keeper, Func<RoomInfo, RoomInfo> change, CancellationToken cancellationToken)
    {
        keeper.Learn(change);
        await SaveAsync(keeper, cancellationToken).ConfigureAwait(false);
        Tell(keeper);
    }

    /// <summary>Keeps the name that a room gave us just now, on all devices.</summary>
    public async Task<Group> TakeNickAsync(Jid room, CancellationToken cancellationToken)
    {
        var keeper = Get(room);
        var nick = _modules.Rooms.Find(room)?.Nickname ?? keeper.Info.Nick;
        await ChangeAsync(keeper, info => info with { Nick = nick }, cancellationToken).ConfigureAwait(false);
        await BookmarkAsync(keeper.Info, cancellationToken).ConfigureAwait(false);
        return keeper.Group;
    }

    /// <summary>Leaves a room, on all devices.</summary>
    /// <param name="room">The room.</param>
    /// <param name="isDestroyed">Whether that is because we have destroyed it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task LeaveAsync(Jid room, bool isDestroyed, CancellationToken cancellationToken)
    {
        var keeper = Get(room);
        using var wish = _doubts.Wish(room);
        await LeaveHereAsync(keeper, isDestroyed, cancellationToken).ConfigureAwait(false);
        await BookmarkAsync(keeper.Info, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var keeper in _keepers.Values)
        {
            await keeper.StopAsync().ConfigureAwait(false);
        }

        _inbox.Dispose();
        _notes.Dispose();
    }

    private RoomKeeper Keep(RoomInfo info, bool isOfOurMaking = false) =>
        _keepers.GetOrAdd(
            info.Jid,
            _ => new RoomKeeper(
                info with
                {
                    Nick = info.Nick ?? UsualNick,
                },
                _modules.Rooms,
                Services,
                _catchUp,
                OnKeeperStateAsync,
                _time,
                _logger
            )
            {
                IsOfOurMaking = isOfOurMaking,
            }
        );

    // A room that never let us in is no group of ours.
    private async Task ForgetAsync(RoomKeeper keeper)
    {
        keeper.Learn(info => info with { IsAutoJoined = false });
        if (_keepers.TryRemove(new(keeper.Address, keeper)))
        {
            await _store.RemoveAsync(_account, keeper.Address, CancellationToken.None).ConfigureAwait(false);
            await (Forgotten?.Invoke(keeper.Address) ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    private async Task LeaveHereAsync(RoomKeeper keeper, bool isDestroyed, CancellationToken cancellationToken)
    {
        var wasIn = keeper is { Info: { IsAutoJoined: true, Refusal: null }, IsNewcomer: false };
        await keeper.StopAsync().ConfigureAwait(false);
        await _modules.Rooms.LeaveAsync(keeper.Address, cancellationToken: cancellationToken).ConfigureAwait(false);
        await ChangeAsync(keeper, info => info with { IsAutoJoined = false }, cancellationToken).ConfigureAwait(false);
        if (wasIn)
        {
            await _notes.LeftAsync(keeper.Address, isDestroyed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OnKeeperStateAsync(RoomKeeper keeper, CancellationToken cancellationToken)
    {
        await SaveAsync(keeper, cancellationToken).ConfigureAwait(false);
        if (keeper.State == GroupState.Refused)
        {
            await _notes.RefusedAsync(keeper, cancellationToken).ConfigureAwait(false);
        }
        else if (keeper.State == GroupState.Joined)
        {
            await _notes.EnteredAsync(keeper, cancellationToken).ConfigureAwait(false);
            await (Entered?.Invoke(keeper.Address, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            TellAvatar(keeper, _modules.Rooms.Find(keeper.Address)?.Details);
        }

        Tell(keeper);
    }

    private void Tell(RoomKeeper keeper)
    {
        _events.Publish(new GroupChanged(_account, keeper.Group));
        _wakeOutbox();
    }

    // What may be no room at all is not kept: what comes from there would be taken for a room's.
    private async ValueTask SaveAsync(RoomKeeper keeper, CancellationToken cancellationToken)
    {
        if (_modules.Rooms.IsOfRoom(keeper.Address))
        {
            await _store.SaveAsync(_account, keeper.Info, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask OnRoomEventAsync(RoomEvent happened, CancellationToken cancellationToken)
    {
        if (Find(happened.Room) is not { } keeper)
        {
            return;
        }

        _audience.Note(happened);
        await _notes.NoteAsync(keeper, happened, cancellationToken).ConfigureAwait(false);
        switch (happened)
        {
            case RoomLeft left:
                keeper.OnLeft(left);
                break;
            case RoomSubjectChanged changed when changed.Subject != (keeper.Info.Subject ?? string.Empty):
                await _notes.AboutAsync(keeper, changed, cancellationToken).ConfigureAwait(false);
                await ChangeAsync(keeper, info => info with { Subject = changed.Subject }, cancellationToken).ConfigureAwait(false);
                break;
            case RoomAvatarAnnounced announced:
                AvatarTold?.Invoke(keeper, announced.AvatarId);
                break;
            case RoomConfigurationChanged:
                _followUps.Add(token => LearnAsync(keeper, token));
                break;
            case OccupantChanged changed:
                _events.Publish(
                    new GroupMemberChanged(_account, happened.Room, MemberOf(changed))
                    {
                        FormerNick = changed.FormerNickname,
                        Reason = GroupWords.Of(changed.Reason),
                    }
                );
                break;
        }
    }

    private GroupMember MemberOf(OccupantChanged changed)
    {
        var member = GroupMembers.Of(changed.Occupant, _account, _modules.Rooms.Find(changed.Room)?.Nickname);
        return changed.Change == OccupantChange.Left ? member with { Role = GroupRole.None, Availability = default } : member;
    }

    private async Task LearnAsync(RoomKeeper keeper, CancellationToken cancellationToken)
    {
        if (await _modules.Rooms.QueryDetailsAsync(keeper.Address, cancellationToken).ConfigureAwait(false) is { } details)
        {
            if (details.Name is { } name && name != keeper.Info.Name)
            {
                await _notes.RenamedAsync(keeper, name, cancellationToken).ConfigureAwait(false);
            }

            await ChangeAsync(
                    keeper,
                    info =>
                        info with
                        {
                            Name = details.Name ?? info.Name,
                            IsMembersOnly = details.IsMembersOnly,
                            IsNonAnonymous = details.IsNonAnonymous,
                        },
                    cancellationToken
                )
                .ConfigureAwait(false);
            TellAvatar(keeper, details);
        }
    }

    // A room that says nothing of a picture here may say it in its presence.
    private void TellAvatar(RoomKeeper keeper, RoomDetails? details)
    {
        if (details?.AvatarId is { } id)
        {
            AvatarTold?.Invoke(keeper, id);
        }
    }
}
