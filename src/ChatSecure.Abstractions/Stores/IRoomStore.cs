// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>The rooms that an account knows, and who is in them. Implementations are safe for concurrent use.</summary>
public interface IRoomStore
{
    /// <summary>All rooms of an account, ordered by address (ordinal).</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The rooms.</returns>
    ValueTask<IReadOnlyList<RoomInfo>> ListAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Stores a room, new or changed.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask SaveAsync(Jid account, RoomInfo room, CancellationToken cancellationToken = default);

    /// <summary>Forgets a room and who is in it. Its conversation stays: see <see cref="ChangeSet.DeletedContacts"/>.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask RemoveAsync(Jid account, Jid room, CancellationToken cancellationToken = default);

    /// <summary>Who is in a room, as far as is stored, ordered by name (ordinal).</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The occupants.</returns>
    ValueTask<IReadOnlyList<RoomOccupant>> ListOccupantsAsync(Jid account, Jid room, CancellationToken cancellationToken = default);

    /// <summary>Stores who is in a room in place of what was stored of it. Nothing happens for a room that is not stored.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="occupants">The occupants, each name once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask SaveOccupantsAsync(
        Jid account,
        Jid room,
        IReadOnlyList<RoomOccupant> occupants,
        CancellationToken cancellationToken = default
    );
}
