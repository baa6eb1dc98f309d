// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Sync;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Groups;

/// <summary>Keeps us in one room: enters it, reads what was missed, asks after a silence whether we are still there (XEP-0410), and enters it again where the
/// reason for which we are not allows it.</summary>
internal sealed partial class RoomKeeper(
    RoomInfo info,
    GroupChatModule rooms,
    RoomServices services,
    RoomCatchUp catchUp,
    Func<RoomKeeper, CancellationToken, Task> changed,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>After how long a silence we ask whether we are still in a room.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    private const int MaxNicknames = 4;
    private const int HistoryOfRoomsWithoutArchive = 50;
    private static readonly TimeSpan[] _pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
    ];

    private readonly Lock _lock = new();
    private TaskCompletionSource<RoomLeft> _left = NewSignal();
    private TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _run;
    private Task _running = Task.CompletedTask;
    private bool _isLive;
    private bool _hasMissed;
    private DateTimeOffset _since;

    public RoomInfo Info { get; private set; } = info;

    public Jid Address => Info.Jid;

    /// <summary>Whether we are about to enter a room of which we were no part.</summary>
    public bool IsNewcomer { get; set; }

    /// <summary>Whether we have just made the room.</summary>
    public bool IsOfOurMaking { get; init; }

    /// <summary>Who made us leave, a bare address; null if not known.</summary>
    public Jid? RefusedBy { get; private set; }

    public GroupState State { get; private set; } = info.Refusal is null ? GroupState.Left : GroupState.Refused;

    /// <summary>Whether nobody tries to be in the room: it was left, or does not let us in. Otherwise what is to be said there waits.</summary>
    public bool IsGivenUp => State == GroupState.Refused || !Info.IsAutoJoined;

    /// <summary>Whether the room does not let us in for a reason that does not pass by itself.</summary>
    public bool IsRefusedForGood => State == GroupState.Refused && !GroupWords.MayPass(Info.Refusal);

    public Group Group =>
        new(Info, State)
        {
            Reason = State == GroupState.Refused ? Info.Refusal : null,
            MayModerate =
                State == GroupState.Joined && rooms.Find(Address) is { Details.CanModerateMessages: true, Self.Role: RoomRole.Moderator },
        };

    /// <summary>Ends when we are in the room and have read what was missed; fails with why we are not.</summary>
    public Task Entered
    {
        get
        {
            lock (_lock)
            {
                return _entered.Task;
            }
        }
    }

    /// <summary>Enters the room and stays until it is left or the stream ends.</summary>
    public void Start(CancellationToken stream)
    {
        lock (_lock)
        {
            if (_run is { IsCancellationRequested: false } && !_running.IsCompleted)
            {
                return;
            }

            State = GroupState.Joining;
            _run?.Dispose();
            _run = CancellationTokenSource.CreateLinkedTokenSource(stream);
            if (_entered.Task.IsCompleted)
            {
                _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _running = RunAsync(_running, _run.Token);
        }
    }

    /// <summary>Stops keeping us there.</summary>
    public async Task StopAsync()
    {
        Task running;
        lock (_lock)
        {
            _run?.Cancel();
            running = _running;
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        State = GroupState.Left;
    }

    /// <summary>Changes what is known of the room.</summary>
    public void Learn(Func<RoomInfo, RoomInfo> change)
    {
        lock (_lock)
        {
            Info = change(Info);
        }
    }

    /// <summary>The room made us leave.</summary>
    public void OnLeft(RoomLeft left)
    {
        lock (_lock)
        {
            _left.TrySetResult(left);
        }
    }

    /// <summary>Whether a message that came in live is to be processed now. While the archive is being read those that it holds are not: they are read
    /// there, in their place.</summary>
    public bool TakesLive(IncomingMessage message)
    {
        lock (_lock)
        {
            if (_isLive || message.ArchiveId is null)
            {
                return true;
            }

            _hasMissed = true;
            return false;
        }
    }

    private static TaskCompletionSource<RoomLeft> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(Task former, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    await SetAsync(GroupState.Joining, cancellationToken).ConfigureAwait(false);
                    if (await EnterAsync(cancellationToken).ConfigureAwait(false) is { } refusal)
                    {
                        await RefuseAsync(refusal, cancellationToken).ConfigureAwait(false);
                        return;
                    }

                    await SetAsync(GroupState.Joined, cancellationToken).ConfigureAwait(false);
                    _entered.TrySetResult();
                    attempt = 0;
                    if (await StayAsync(cancellationToken).ConfigureAwait(false) is { } reason)
                    {
                        await RefuseAsync(reason, cancellationToken).ConfigureAwait(false);
                        return;
                    }
                }
                catch (ChatSecureException error)
                {
                    LogFailed(error.Kind, error.Condition);
                    Fail(error);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogBroken(error.GetType().Name);
                    Fail(new ChatSecureException(ErrorKind.Failed, "The room could not be entered, by a defect of this app.", error));
                }

                await Task.Delay(_pauses[Math.Min(attempt, _pauses.Length - 1)], time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The stream ended, or we leave. Messages wait.
            State = GroupState.Joining;
            Fail(new ChatSecureException(ErrorKind.Disconnected, "The connection ended before the room was entered."));
        }
    }

    /// <returns>Null if we are in; otherwise why not.</returns>
    private async Task<RoomRefusal?> EnterAsync(CancellationToken cancellationToken)
    {
        if (!await services.IsServiceAsync(Address, cancellationToken).ConfigureAwait(false))
        {
            return RoomRefusal.Of(RoomAdmission.NotFound);
        }

        // On a stream that was resumed we may be there still, or not any more. What the room said meanwhile has been read when it answers.
        await rooms.CheckAsync(Address, cancellationToken).ConfigureAwait(false);
        if (await TakeLeftAsync().ConfigureAwait(false) is { } left && RoomRefusal.Of(left) is { } reason)
        {
            return reason;
        }

        _since = time.GetUtcNow();
        var details = await DescribeAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            (_isLive, _hasMissed) = (details?.HasArchive != true, false);
        }

        if (await JoinAsync(details, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var room = rooms.Find(Address);
        if (room is null)
        {
            throw new ChatSecureException(ErrorKind.Disconnected, "We left the room as soon as we had entered it.");
        }

        Learn(known =>
            known with
            {
                Nick = room.Nickname,
                Name = known.Name ?? room.Details.Name,
                IsMembersOnly = room.Details.IsMembersOnly,
                IsNonAnonymous = room.Details.IsNonAnonymous,
                Refusal = null,
                RefusalText = null,
                Alternate = null,
            }
        );
        if (room.Details.HasArchive)
        {
            await catchUp.RunAsync(Address, _since, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<RoomRefusal?> JoinAsync(RoomDetails? details, CancellationToken cancellationToken)
    {
        var nickname = Info.Nick!;
        for (var attempt = 1; ; attempt++)
        {
            var options = new RoomJoinOptions
            {
                Password = Info.Password,
                HistoryMessages = details?.HasArchive == true ? 0 : HistoryOfRoomsWithoutArchive,
            };
            var result = await rooms.JoinAsync(Address, nickname, options, cancellationToken).ConfigureAwait(false);
            switch (result)
            {
                case { Admission: RoomAdmission.Admitted, Room.IsNew: true }:
                    // There was no such room. It is not ours to create, and vanishes when we leave it.
                    await rooms.LeaveAsync(Address, cancellationToken: cancellationToken).ConfigureAwait(false);
                    return RoomRefusal.Of(RoomAdmission.NotFound);
                case { Admission: RoomAdmission.Admitted }:
                    return null;
                case { Admission: RoomAdmission.NicknameTaken } when attempt < MaxNicknames:
                    nickname = $"{Info.Nick}_{attempt + 1}";
                    break;
                case { Admission: RoomAdmission.NicknameReserved } when attempt == 1:
                    nickname = await rooms.QueryReservedNicknameAsync(Address, cancellationToken).ConfigureAwait(false) ?? nickname;
                    break;
                case { Admission: RoomAdmission.Refused, Condition: "gone" }:
                    return new(GroupWords.Of(RoomLeaveReason.Destroyed)!, Alternate: result.Alternate);
                case { Admission: RoomAdmission.Refused, Condition: not ("jid-malformed" or "bad-request" or "not-acceptable") }:
                    // The room's server is out of reach, or in trouble: that may pass.
                    throw new StanzaErrorException(result.Condition ?? "undefined-condition");
                default:
                    return RoomRefusal.Of(result.Admission);
            }
        }
    }

    /// <returns>Null if we are to enter again; otherwise why we are not.</returns>
    private async Task<RoomRefusal?> StayAsync(CancellationToken cancellationToken)
    {
        // What was said while the archive was read is in there by now. Where more is said than can be read, one is in the room all the same.
        while (!TryGoLive())
        {
            await catchUp.RunAsync(Address, _since, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            var silence = time.GetUtcNow() - (rooms.Find(Address)?.LastHeard ?? DateTimeOffset.MinValue);
            try
            {
                if (silence < Silence)
                {
                    return RoomRefusal.Of(await _left.Task.WaitAsync(Silence - silence, time, cancellationToken).ConfigureAwait(false));
                }
            }
            catch (TimeoutException)
            {
                continue;
            }

            switch (await rooms.CheckAsync(Address, cancellationToken).ConfigureAwait(false))
            {
                case RoomCheck.NotJoined:
                    return null;
                case RoomCheck.Unknown:
                    await Task.Delay(_pauses[^1], time, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>That the room made us leave, if it did since we last looked.</summary>
    private async Task<RoomLeft?> TakeLeftAsync()
    {
        Task<RoomLeft> left;
        lock (_lock)
        {
            if (!_left.Task.IsCompletedSuccessfully)
            {
                return null;
            }

            left = _left.Task;
            _left = NewSignal();
        }

        return await left.ConfigureAwait(false);
    }

    private bool TryGoLive()
    {
        lock (_lock)
        {
            if (_hasMissed)
            {
                _hasMissed = false;
                return false;
            }

            _isLive = true;
            return true;
        }
    }

    private async Task<RoomDetails?> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await rooms.QueryDetailsAsync(Address, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException)
        {
            return null;
        }
    }

    private async Task RefuseAsync(RoomRefusal refusal, CancellationToken cancellationToken)
    {
        await TakeLeftAsync().ConfigureAwait(false);
        Learn(refusal.NoteIn);
        RefusedBy = refusal.By;
        await SetAsync(GroupState.Refused, cancellationToken).ConfigureAwait(false);
        Fail(new ChatSecureException(ErrorKind.Protocol, "The room does not let us in.") { Condition = refusal.Reason });
    }

    private Task SetAsync(GroupState state, CancellationToken cancellationToken)
    {
        State = state;
        return changed(this, cancellationToken);
    }

    private void Fail(ChatSecureException error)
    {
        lock (_lock)
        {
            if (_entered.TrySetException(error))
            {
                // Nobody has to look at it.
                _ = _entered.Task.Exception;
            }
        }
    }

    [LoggerMessage(EventId = 4503, Level = LogLevel.Error, Message = "Being in a room failed by an unexpected error ({Fault}).")]
    private partial void LogBroken(string fault);

    [LoggerMessage(
        EventId = 4501,
        Level = LogLevel.Information,
        Message = "A room was not entered and will be tried again: {Kind} {Condition}."
    )]
    private partial void LogFailed(ErrorKind kind, string? condition);
}
