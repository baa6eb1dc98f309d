// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;

namespace ChatSecure.Core.Groups;

/// <summary>Who is in a group: the occupants of the room, joined with its lists.</summary>
internal sealed class GroupMembers(Jid account, GroupChatModule rooms, RoomAdminModule admin)
{
    private static readonly RoomAffiliation[] _lists =
    [
        RoomAffiliation.Owner,
        RoomAffiliation.Admin,
        RoomAffiliation.Member,
        RoomAffiliation.Outcast,
    ];

    public static GroupMember Of(Occupant occupant, Jid account, string? ownNickname) =>
        new()
        {
            Nick = occupant.Nickname,
            Address = occupant.Nickname == ownNickname ? account : occupant.RealAddress?.Bare,
            OccupantId = occupant.OccupantId,
            Role = GroupWords.Of(occupant.Role),
            Affiliation = GroupWords.Of(occupant.Affiliation),
            Availability = occupant.Availability,
            IsSelf = occupant.Nickname == ownNickname,
        };

    /// <summary>Ourselves, those in the room by name, then the others by address.</summary>
    public async Task<IReadOnlyList<GroupMember>> ListAsync(Jid room, CancellationToken cancellationToken)
    {
        var present = rooms.Find(room);
        var members = (present?.Occupants ?? [])
            .Select(occupant => Of(occupant, account, present!.Nickname))
            .OrderBy(member => !member.IsSelf)
            .ThenBy(member => member.Nick, StringComparer.Ordinal)
            .ToList();
        var seen = members.Select(member => member.Address).OfType<Jid>().ToHashSet();
        var absent = new List<GroupMember>();
        foreach (var list in _lists)
        {
            foreach (var affiliate in await TryFetchAsync(room, list, cancellationToken).ConfigureAwait(false))
            {
                if (seen.Add(affiliate.Address))
                {
                    absent.Add(
                        new()
                        {
                            Nick = affiliate.Nickname,
                            Address = affiliate.Address,
                            Affiliation = GroupWords.Of(affiliate.Affiliation),
                            Availability = Availability.Offline,
                            IsSelf = affiliate.Address == account,
                        }
                    );
                }
            }
        }

        return [.. members, .. absent.OrderBy(member => member.Address.ToString(), StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<RoomAffiliate>> TryFetchAsync(
        Jid room,
        RoomAffiliation affiliation,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await admin.FetchAffiliatesAsync(room, affiliation, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException)
        {
            // Not for us to read.
            return [];
        }
    }
}
