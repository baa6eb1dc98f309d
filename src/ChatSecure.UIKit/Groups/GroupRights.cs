// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Groups;

/// <summary>What we may do in a group (XEP-0045, section 5). The room has the last word: this is what to offer.</summary>
/// <param name="Affiliation">How we stand to it.</param>
/// <param name="Role">What we may do now; none while we are not in it.</param>
/// <param name="IsPrivate">Whether only members may enter.</param>
internal readonly record struct GroupRights(GroupAffiliation Affiliation, GroupRole Role, bool IsPrivate)
{
    public bool MayRename => IsIn && Affiliation == GroupAffiliation.Owner;

    public bool MayDestroy => IsIn && Affiliation == GroupAffiliation.Owner;

    public bool MaySetSubject => Role == GroupRole.Moderator;

    public bool MayInvite => IsIn && (!IsPrivate || Affiliation >= GroupAffiliation.Admin);

    private bool IsIn => Role != GroupRole.None;

    public IEnumerable<GroupDeed> With(GroupMember member)
    {
        if (member.IsSelf || !IsIn)
        {
            yield break;
        }

        if (member.IsLeftOut)
        {
            yield return GroupDeed.TakeIn;
        }
        else if (member.LacksKeys())
        {
            yield return GroupDeed.LeaveOut;
        }

        var isBelow =
            member.Affiliation < Affiliation || (member.Affiliation == GroupAffiliation.None && Affiliation == GroupAffiliation.None);
        if (Role == GroupRole.Moderator && isBelow)
        {
            if (member.Role == GroupRole.Visitor)
            {
                yield return GroupDeed.LetWrite;
            }

            if (member.Role == GroupRole.Participant)
            {
                yield return GroupDeed.Silence;
                if (Affiliation >= GroupAffiliation.Admin)
                {
                    yield return GroupDeed.MakeModerator;
                }
            }

            if (member.Role != GroupRole.None)
            {
                yield return GroupDeed.Kick;
            }
        }

        if (member.Address is null || Affiliation < GroupAffiliation.Admin)
        {
            yield break;
        }

        foreach (var deed in Standing(member.Affiliation, isBelow || Affiliation == GroupAffiliation.Owner))
        {
            yield return deed;
        }
    }

    private IEnumerable<GroupDeed> Standing(GroupAffiliation standing, bool isBelow)
    {
        var isOwner = Affiliation == GroupAffiliation.Owner;
        if (standing == GroupAffiliation.Outcast)
        {
            yield return GroupDeed.LiftBan;
            yield break;
        }

        if (standing == GroupAffiliation.None || (standing > GroupAffiliation.Member && isOwner))
        {
            yield return GroupDeed.MakeMember;
        }

        if (isOwner && standing != GroupAffiliation.Admin)
        {
            yield return GroupDeed.MakeAdmin;
        }

        if (isOwner && standing != GroupAffiliation.Owner)
        {
            yield return GroupDeed.MakeOwner;
        }

        if (isBelow && standing != GroupAffiliation.None)
        {
            yield return GroupDeed.Remove;
        }

        if (isBelow)
        {
            yield return GroupDeed.Ban;
        }
    }
}
