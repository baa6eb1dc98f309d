// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryRoomStore(InMemoryChatStore store) : IRoomStore
{
    public ValueTask<IReadOnlyList<RoomInfo>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn<IReadOnlyList<RoomInfo>>(
            profile =>
                profile.Accounts.TryGetValue(account, out var found)
                    ? [.. found.Rooms.Values.Select(room => room.Info).OrderBy(room => room.Jid.ToString(), StringComparer.Ordinal)]
                    : [],
            cancellationToken
        );

    public ValueTask SaveAsync(Jid account, RoomInfo room, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(room);
        StoreRules.Bare(account);
        StoreRules.Bare(room.Jid);
        return ChangeAsync(
            account,
            profile =>
            {
                var rooms = profile.GetOrAdd(account).Rooms;
                rooms[room.Jid] = new(room, rooms.GetValueOrDefault(room.Jid)?.Occupants ?? []);
            },
            cancellationToken
        );
    }

    public ValueTask RemoveAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        ChangeAsync(account, profile => profile.Accounts.GetValueOrDefault(account)?.Rooms.Remove(room), cancellationToken);

    public ValueTask<IReadOnlyList<RoomOccupant>> ListOccupantsAsync(
        Jid account,
        Jid room,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn<IReadOnlyList<RoomOccupant>>(
            profile =>
                profile.Accounts.TryGetValue(account, out var found) && found.Rooms.TryGetValue(room, out var stored)
                    ? [.. stored.Occupants.OrderBy(occupant => occupant.Nick, StringComparer.Ordinal)]
                    : [],
            cancellationToken
        );

    public ValueTask SaveOccupantsAsync(
        Jid account,
        Jid room,
        IReadOnlyList<RoomOccupant> occupants,
        CancellationToken cancellationToken = default
    ) =>
        ChangeAsync(
            account,
            profile =>
            {
                if (profile.Accounts.TryGetValue(account, out var found) && found.Rooms.TryGetValue(room, out var stored))
                {
                    found.Rooms[room] = new(stored.Info, [.. occupants]);
                }
            },
            cancellationToken
        );

    private async ValueTask ChangeAsync(Jid account, Action<InMemoryProfile> change, CancellationToken cancellationToken) =>
        await store
            .InTurn(
                profile =>
                {
                    change(profile);
                    store.Feeds.Publish([FeedTopic.ListOf(account)], profile);
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
}
