// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Core.Encryption;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;

namespace ChatSecure.Core.Groups;

/// <summary>Who is in a group: the occupants of the room, joined with its lists.</summary>
internal sealed class GroupMembers(
    Jid account,
    GroupChatModule rooms,
    RoomAdminModule admin,
    GroupAudience audience,
    OmemoDirectory directory
)
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

        members.AddRange(absent.OrderBy(member => member.Address.ToString(), StringComparer.Ordinal));
        return present?.Details is { IsMembersOnly: true, IsNonAnonymous: true }
            ? await WithKeysAsync(room, members, cancellationToken).ConfigureAwait(false)
            : members;
    }

    private async Task<IReadOnlyList<GroupMember>> WithKeysAsync(Jid room, List<GroupMember> members, CancellationToken cancellationToken)
    {
        var leftOut = await audience.LeftOutAsync(room, cancellationToken).ConfigureAwait(false);
        var described = new List<GroupMember>(members.Count);
        foreach (var member in members)
        {
            described.Add(
                member is { IsSelf: false, Address: { Local: not null } address, Affiliation: not GroupAffiliation.Outcast }
                    ? member with
                    {
                        Keys = Of(
                            await directory.ReachAsync(address, OmemoMachine.Kinds, isOnline: true, cancellationToken).ConfigureAwait(false)
                        ),
                        IsLeftOut = leftOut.Contains(address),
                    }
                    : member
            );
        }

        return described;
    }

    private static GroupMemberKeys Of(OmemoReach reach) =>
        reach.WhyNot switch
        {
            null => GroupMemberKeys.Usable,
            OmemoExclusion.Undecided => GroupMemberKeys.Undecided,
            OmemoExclusion.Distrusted => GroupMemberKeys.Distrusted,
            _ => GroupMemberKeys.None,
        };

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
