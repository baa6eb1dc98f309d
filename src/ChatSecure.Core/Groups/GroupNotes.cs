// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Stores;

namespace ChatSecure.Core.Groups;

/// <summary>What happens in groups is kept for people to see between the messages: everywhere our own coming and going, in private groups also who becomes a member
/// and who is one no longer, and what the group is called and about. That members are online or not is no news, and what strangers do in open rooms is nobody's.</summary>
internal sealed class GroupNotes(Jid account, IChatStore store, GroupChatModule rooms, EventHub events, TimeProvider time) : IDisposable
{
    // After a long absence; who wants more looks at the list of members.
    private const int MaxAtOnce = 50;
    private const int MaxText = 1024;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<Jid> _firstVisits = [];
    private readonly ConcurrentDictionary<Jid, int> _changes = [];
    private long _count;

    /// <summary>We are in the room.</summary>
    public async Task EnteredAsync(RoomKeeper keeper, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (!keeper.IsNewcomer)
        {
            _firstVisits.Remove(keeper.Address);
            return;
        }

        keeper.IsNewcomer = false;
        _firstVisits.Add(keeper.Address);
        var joined = Note(keeper.Address, ConversationNoteKind.MemberJoined) with { Who = account };

        // In a room that we made there was nobody before us; in any other, nobody knows yet who was.
        var members = keeper.IsOfOurMaking ? new Dictionary<Jid, RoomAffiliation> { [account] = RoomAffiliation.Owner } : null;
        await CommitAsync([joined], MemberList.Record(keeper.Address, members), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>We left the room, on this device or another, or have destroyed it.</summary>
    public async Task LeftAsync(Jid room, bool isDestroyed, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var left = isDestroyed ? Destroyed(room) with { By = account } : Note(room, ConversationNoteKind.MemberLeft) with { Who = account };
        await CommitAsync([left], MemberList.Record(room, null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The room made us leave, or does not let us in again.</summary>
    public async Task RefusedAsync(RoomKeeper keeper, CancellationToken cancellationToken)
    {
        // Who never was in it was not put out of it.
        if (keeper.IsNewcomer)
        {
            return;
        }

        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var room = keeper.Address;
        ConversationNote? told = keeper.Info.Refusal switch
        {
            "kicked" => Note(room, ConversationNoteKind.MemberKicked) with { Who = account },
            "banned" => Note(room, ConversationNoteKind.MemberBanned) with { Who = account },
            "affiliation-lost" or "members-only" => Note(room, ConversationNoteKind.MemberRemoved) with { Who = account },
            "destroyed" => Destroyed(room),
            _ => null,
        };
        if (told is not null)
        {
            told = told with { By = keeper.RefusedBy, Text = keeper.Info.RefusalText };
            await CommitAsync([told], MemberList.Record(room, null), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Something happened in a room that we are in.</summary>
    public async ValueTask NoteAsync(RoomKeeper keeper, RoomEvent happened, CancellationToken cancellationToken)
    {
        if (!keeper.Group.IsPrivate || ChangeOf(happened) is not { } change)
        {
            return;
        }

        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        _changes.AddOrUpdate(keeper.Address, 1, (_, count) => unchecked(count + 1));
        var members = await ReadAsync(keeper.Address, cancellationToken).ConfigureAwait(false);

        // While nobody knows who was a member, who is one now is no news; who is one no longer is.
        var former =
            members?.GetValueOrDefault(change.Who) ?? change.Former ?? (IsMember(change.Now) ? change.Now : RoomAffiliation.Member);

        ConversationNote[] notes =
        [
            .. change.IsKicked ? [Note(keeper.Address, ConversationNoteKind.MemberKicked)] : Array.Empty<ConversationNote>(),
            .. KindOf(former, change) is { } kind ? [Note(keeper.Address, kind)] : Array.Empty<ConversationNote>(),
        ];
        if (notes.Length > 0)
        {
            await CommitAsync(
                    [
                        .. notes.Select(note =>
                            note with
                            {
                                Who = change.Who,
                                By = change.By,
                                Text = change.Text,
                                Affiliation = note.Kind == ConversationNoteKind.AffiliationChanged ? GroupWords.Of(change.Now) : null,
                            }
                        ),
                    ],
                    members is null ? null : MemberList.Record(keeper.Address, With(members, change.Who, change.Now)),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    /// <summary>The lists of a private group are about to be read: what then differs from what was known happened while we were away.</summary>
    public Func<IReadOnlyDictionary<Jid, RoomAffiliation>, CancellationToken, Task> StartComparing(Jid room)
    {
        var asked = _changes.GetValueOrDefault(room);
        return (listed, cancellationToken) => CompareAsync(room, listed, asked, cancellationToken);
    }

    /// <summary>The group is called otherwise.</summary>
    public async Task RenamedAsync(RoomKeeper keeper, string name, CancellationToken cancellationToken)
    {
        if (keeper.Group.IsPrivate)
        {
            using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
            var renamed = Note(keeper.Address, ConversationNoteKind.Renamed) with { Text = Cut(name) };
            await CommitAsync([renamed], null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The group is about something else. What it was about before we came is no news.</summary>
    public async Task AboutAsync(RoomKeeper keeper, RoomSubjectChanged changed, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var wasThere = changed.IsOfEntry && (keeper.IsNewcomer || keeper.Info.Subject is null || _firstVisits.Contains(keeper.Address));
        if (keeper.Group.IsPrivate && !wasThere)
        {
            var about = Note(keeper.Address, ConversationNoteKind.SubjectChanged) with
            {
                By = AddressOf(keeper.Address, changed.Nickname),
                Text = Cut(changed.Subject),
            };
            await CommitAsync([about], null, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task CompareAsync(
        Jid room,
        IReadOnlyDictionary<Jid, RoomAffiliation> listed,
        int asked,
        CancellationToken cancellationToken
    )
    {
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (_changes.GetValueOrDefault(room) != asked)
        {
            // Something happened meanwhile, which the lists may not know of yet. They are read again.
            return;
        }

        var members = await ReadAsync(room, cancellationToken).ConfigureAwait(false);
        var changes = (members is null ? [] : members.Keys.Union(listed.Keys))
            .Select(who => (Who: who, Former: members!.GetValueOrDefault(who), Now: listed.GetValueOrDefault(who)))
            .Where(change => change.Former != change.Now)
            .ToList();
        if (members is not null && changes.Count == 0)
        {
            return;
        }

        var notes =
            from change in changes.Take(MaxAtOnce)
            let kind = KindOf(change.Former, new(change.Who, change.Now))
            where kind is not null
            select Note(room, kind.Value) with
            {
                Who = change.Who,
                Affiliation = kind == ConversationNoteKind.AffiliationChanged ? GroupWords.Of(change.Now) : null,
            };
        await CommitAsync([.. notes], MemberList.Record(room, listed), cancellationToken).ConfigureAwait(false);
    }

    private static ConversationNoteKind? KindOf(RoomAffiliation former, Change change) =>
        (IsMember(former), IsMember(change.Now)) switch
        {
            (false, true) => ConversationNoteKind.MemberJoined,
            (true, false) when change.Now == RoomAffiliation.Outcast => ConversationNoteKind.MemberBanned,
            (true, false) when change.By == change.Who => ConversationNoteKind.MemberLeft,
            (true, false) => ConversationNoteKind.MemberRemoved,
            (true, true) when former != change.Now => ConversationNoteKind.AffiliationChanged,
            _ => null,
        };

    private static bool IsMember(RoomAffiliation affiliation) => affiliation >= RoomAffiliation.Member;

    private static Dictionary<Jid, RoomAffiliation> With(Dictionary<Jid, RoomAffiliation> members, Jid who, RoomAffiliation now)
    {
        if (IsMember(now))
        {
            members[who] = now;
        }
        else
        {
            members.Remove(who);
        }

        return members;
    }

    private static string Cut(string text) =>
        text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];

    private Change? ChangeOf(RoomEvent happened) =>
        happened switch
        {
            MembershipChanged changed => new(changed.User.Bare, changed.Affiliation),
            OccupantChanged { Occupant.RealAddress: { } address } changed => new(
                address.Bare,
                changed.Reason switch
                {
                    RoomLeaveReason.Banned => RoomAffiliation.Outcast,
                    RoomLeaveReason.AffiliationLost or RoomLeaveReason.MembersOnly => RoomAffiliation.None,
                    _ => changed.Occupant.Affiliation,
                }
            )
            {
                By = AddressOf(happened.Room, changed.Actor),
                Text = changed.Text,
                IsKicked = changed.Reason == RoomLeaveReason.Kicked,
                Former = changed.FormerAffiliation,
            },
            _ => null,
        };

    private Jid? AddressOf(Jid room, string? nickname) =>
        nickname is null ? null
        : rooms.Find(room) is { } present && present.Nickname == nickname ? account
        : rooms.Find(room)?.Find(nickname)?.RealAddress?.Bare;

    // Their times may be the same.
    private ConversationNote Note(Jid room, ConversationNoteKind kind)
    {
        var now = time.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"{kind} {now.UtcTicks} {Interlocked.Increment(ref _count)}");
        return new(new(account, room), id, now, kind);
    }

    // Told by the room and by us who did it: once is enough.
    private ConversationNote Destroyed(Jid room) =>
        new(new(account, room), "destroyed", time.GetUtcNow(), ConversationNoteKind.GroupDestroyed);

    private Task<Dictionary<Jid, RoomAffiliation>?> ReadAsync(Jid room, CancellationToken cancellationToken) =>
        MemberList.ReadAsync(store.CryptoState, account, room, cancellationToken);

    private async Task CommitAsync(IReadOnlyList<ConversationNote> notes, CryptoRecord? members, CancellationToken cancellationToken)
    {
        var changes = new ChangeSet(account) { Notes = notes, Crypto = members is { } record ? [record] : [] };
        events.Publish(account, await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>How somebody stands to the group now, and who did that.</summary>
    private sealed record Change(Jid Who, RoomAffiliation Now)
    {
        public Jid? By { get; init; }

        public string? Text { get; init; }

        public bool IsKicked { get; init; }

        /// <summary>How they stood to it before, if that was seen.</summary>
        public RoomAffiliation? Former { get; init; }
    }
}
