// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;
using ChatSecure.Stores;

namespace ChatSecure.Core.Groups;

/// <summary>Who is to read what is encrypted in a private group: everybody on its lists, and everybody in the room. Whoever a person has left out is not.</summary>
internal sealed class GroupAudience(
    Jid account,
    IChatStore store,
    GroupChatModule rooms,
    RoomAdminModule admin,
    OmemoDirectory directory,
    TimeProvider time
)
{
    private const string LeftOutTable = "groups.left-out";

    // The room tells of every change; this bounds what a lost one costs.
    private static readonly TimeSpan _lists = TimeSpan.FromSeconds(30);

    // Servers tell only of the devices of contacts.
    private static readonly TimeSpan _devices = TimeSpan.FromHours(1);

    private static readonly RoomAffiliation[] _affiliations = [RoomAffiliation.Owner, RoomAffiliation.Admin, RoomAffiliation.Member];

    private readonly ConcurrentDictionary<Jid, (int Version, DateTimeOffset At, IReadOnlyList<Jid> Members)> _known = [];
    private readonly ConcurrentDictionary<Jid, int> _versions = [];
    private readonly ConcurrentDictionary<Jid, DateTimeOffset> _renewed = [];

    /// <summary>Is told that the lists of a room will be asked for, and returns who is told whom they name.</summary>
    public Func<Jid, Func<IReadOnlyDictionary<Jid, RoomAffiliation>, CancellationToken, Task>>? Listing { get; set; }

    /// <summary>Something happened in the room. That a member comes or goes changes nothing: members are on its lists.</summary>
    public void Note(RoomEvent happened)
    {
        var isHarmless = happened switch
        {
            RoomSubjectChanged or RoomAvatarAnnounced => true,
            OccupantChanged
            {
                Occupant: { RealAddress: { } address, Affiliation: >= RoomAffiliation.Member },
                Reason: RoomLeaveReason.Left or RoomLeaveReason.Kicked or RoomLeaveReason.Failed
            } => _known.TryGetValue(happened.Room, out var known) && (address.Bare == account || known.Members.Contains(address.Bare)),
            _ => false,
        };
        if (!isHarmless)
        {
            _versions.AddOrUpdate(happened.Room, 1, (_, version) => unchecked(version + 1));
        }
    }

    /// <summary>A new stream: changes may have been missed.</summary>
    public void ForgetAll()
    {
        _known.Clear();
        _renewed.Clear();
    }

    /// <summary>Who is to be able to read it, bare addresses without ours, if that is known as it is now. Asks nobody.</summary>
    /// <returns>The readers; null if they have to be gathered.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>: nothing can be encrypted there, with the reason as its
    /// condition.</exception>
    public async Task<IReadOnlyList<Jid>?> FindAsync(Jid room, CancellationToken cancellationToken)
    {
        var present = Demand(room);
        if (!present.AreDetailsKnown)
        {
            return null;
        }

        DemandPrivate(present.Details);
        var now = time.GetUtcNow();
        if (!_known.TryGetValue(room, out var known) || known.Version != _versions.GetValueOrDefault(room) || now - known.At >= _lists)
        {
            return null;
        }

        var readers = await ReadersAsync(room, known.Members, cancellationToken).ConfigureAwait(false);
        return readers.Any(reader => IsDue(reader, now)) ? null : readers;
    }

    /// <summary>Asks who is to be able to read it, and for their devices.</summary>
    /// <returns>The readers.</returns>
    /// <exception cref="ChatSecureException">As <see cref="FindAsync"/>, or the room does not answer.</exception>
    public async Task<IReadOnlyList<Jid>> GatherAsync(Jid room, CancellationToken cancellationToken)
    {
        var members = await MembersAsync(room, cancellationToken).ConfigureAwait(false);
        var readers = await ReadersAsync(room, members, cancellationToken).ConfigureAwait(false);
        await RenewAsync(readers, cancellationToken).ConfigureAwait(false);
        return readers;
    }

    /// <summary>Whom a person has left out.</summary>
    public async Task<IReadOnlySet<Jid>> LeftOutAsync(Jid room, CancellationToken cancellationToken)
    {
        var prefix = KeyOf(room, null);
        var records = await store.CryptoState.ListAsync(account, LeftOutTable, prefix, cancellationToken).ConfigureAwait(false);
        return records.Select(record => Jid.Parse(record.Key[prefix.Length..])).ToHashSet();
    }

    public async Task LeaveOutAsync(Jid room, Jid member, bool isLeftOut, CancellationToken cancellationToken)
    {
        var record = new CryptoRecord(
            LeftOutTable,
            KeyOf(room, member),
            isLeftOut ? new ReadOnlyMemory<byte>([1]) : default(ReadOnlyMemory<byte>?)
        );
        await store.CommitAsync(new ChangeSet(account) { Crypto = [record] }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the lists of a room, if it is private and they were not read just now.</summary>
    public async Task RenewListsAsync(Jid room, CancellationToken cancellationToken)
    {
        if (rooms.Find(room)?.Details is { IsMembersOnly: true, IsNonAnonymous: true })
        {
            await MembersAsync(room, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string KeyOf(Jid room, Jid? member) => $"{room} {member}";

    private async Task<IReadOnlyList<Jid>> MembersAsync(Jid room, CancellationToken cancellationToken)
    {
        await DemandPrivateAsync(room, cancellationToken).ConfigureAwait(false);
        var version = _versions.GetValueOrDefault(room);
        if (_known.TryGetValue(room, out var known) && known.Version == version && time.GetUtcNow() - known.At < _lists)
        {
            return known.Members;
        }

        var tell = Listing?.Invoke(room);
        var listed = new Dictionary<Jid, RoomAffiliation>();
        foreach (var affiliation in _affiliations)
        {
            foreach (var affiliate in await FetchAsync(room, affiliation, cancellationToken).ConfigureAwait(false))
            {
                listed.TryAdd(affiliate.Address, affiliation);
            }
        }

        await (tell?.Invoke(listed, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);

        var members = listed.Keys.ToHashSet();
        members.UnionWith((rooms.Find(room)?.Occupants ?? []).Select(occupant => occupant.RealAddress?.Bare).OfType<Jid>());
        members.Remove(account);

        // A list may hold whole domains, of whom nobody knows who they are.
        if (members.Any(member => member.Local is null))
        {
            throw Unknown();
        }

        _known[room] = (version, time.GetUtcNow(), [.. members]);
        return [.. members];
    }

    private async Task<IReadOnlyList<Jid>> ReadersAsync(Jid room, IReadOnlyList<Jid> members, CancellationToken cancellationToken)
    {
        var leftOut = await LeftOutAsync(room, cancellationToken).ConfigureAwait(false);
        return [.. members.Where(member => !leftOut.Contains(member))];
    }

    private Room Demand(Jid room) => rooms.Find(room) ?? throw new ChatSecureException(ErrorKind.TimedOut, "The room was left meanwhile.");

    private async Task DemandPrivateAsync(Jid room, CancellationToken cancellationToken)
    {
        var present = Demand(room);
        DemandPrivate(
            present.AreDetailsKnown ? present.Details : await rooms.QueryDetailsAsync(room, cancellationToken).ConfigureAwait(false)
        );
    }

    private static void DemandPrivate(RoomDetails? details)
    {
        if (details is not { IsMembersOnly: true, IsNonAnonymous: true })
        {
            throw NotPrivate();
        }
    }

    public static ChatSecureException NotPrivate() =>
        new(
            ErrorKind.CannotEncrypt,
            "In this group nothing can be encrypted: others than members may enter it, or it hides who they are. Plain text has to be asked for by name."
        )
        {
            Condition = "not-private",
        };

    private static ChatSecureException Unknown() =>
        new(ErrorKind.CannotEncrypt, "The room does not tell who its members are, so nothing can be encrypted to them.")
        {
            Condition = "members-unknown",
        };

    private async Task<IReadOnlyList<RoomAffiliate>> FetchAsync(Jid room, RoomAffiliation affiliation, CancellationToken cancellationToken)
    {
        try
        {
            return await admin.FetchAffiliatesAsync(room, affiliation, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.Condition is "forbidden" or "not-allowed" or "feature-not-implemented")
        {
            throw Unknown();
        }
    }

    private async Task RenewAsync(IReadOnlyList<Jid> members, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await Requests
            .ForEachAsync(
                members.Where(member => IsDue(member, now)),
                async (member, token) =>
                {
                    await directory.RenewDeviceListsAsync(member, token).ConfigureAwait(false);
                    _renewed[member] = now;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private bool IsDue(Jid member, DateTimeOffset now) => now - _renewed.GetValueOrDefault(member, DateTimeOffset.MinValue) >= _devices;
}
