// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Groups;

/// <summary>Who is in a group.</summary>
internal static class GroupMembers
{
    /// <summary>Reads them; none where nobody can be seen. Between two looks the connection, or our place in the group, may go: that is no failure, and it is
    /// found out when a message goes.</summary>
    public static async Task<IReadOnlyList<GroupMember>> ReadAsync(
        IChatClient client,
        Jid account,
        Group group,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return group.State == GroupState.Joined
                ? await client.Groups.MembersAsync(account, group.Room.Jid, cancellationToken).ConfigureAwait(false)
                : [];
        }
        catch (ChatSecureException error) when (error.Kind is ErrorKind.Disconnected or ErrorKind.InvalidInput or ErrorKind.TimedOut)
        {
            return [];
        }
    }

    /// <summary>Whether somebody is one of those who make up the group.</summary>
    public static bool Belongs(GroupMember member) => member.Affiliation != GroupAffiliation.Outcast;
}
