// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>An invitation to a group. Nothing of it is followed unasked: <see cref="IGroups.JoinAsync"/> accepts it.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Inviter">Who invites, a bare address. Where <paramref name="IsMediated"/>, the room alone says so, and it may be an occupant's address.</param>
/// <param name="IsMediated">Whether the room sent it (XEP-0045, section 7.8.2); otherwise the inviter did (XEP-0249), as surely as any message is its
/// sender's.</param>
public sealed record GroupInvitation(Jid Room, Jid Inviter, bool IsMediated)
{
    /// <summary>Why, in the inviter's words, at most 1024 characters; null if not said.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the inviter is in our contacts, as the inviter says, or as a room says on the inviter's own server or on ours: other rooms could name
    /// anybody. Who is not may be anybody.</summary>
    public bool IsFromContact { get; init; }

    /// <summary>When it came. After 30 days it is forgotten.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Shows nothing: it holds addresses.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(GroupInvitation);
}
