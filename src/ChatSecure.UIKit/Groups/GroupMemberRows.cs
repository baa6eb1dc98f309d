// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Groups;

/// <summary>Members in the brand's words.</summary>
internal static class GroupMemberRows
{
    public static GroupMemberRow Of(GroupMember member, Jid account, GroupRights rights, NameBook names, Brand brand)
    {
        var name = Name(member, names, brand);
        var row = new GroupMemberRow
        {
            Id = member.Address?.ToString() ?? $"/{member.OccupantId ?? member.Nick}",
            Name = name,
            Nick = member.Nick,
            Address = member.Address,
            Picture = member is { IsSelf: false, Address: { } address } ? PictureRef.Of(account, names.Find(address)) : null,
            IsSelf = member.IsSelf,
            IsPresent = member.Role != GroupRole.None,
            Affiliation = member.Affiliation,
            Role = member.Role,
            RoleText = Role(member, brand),
            PresenceText = brand.Text(TextId.Of(member.Availability)),
            KeysText = Keys(member, brand),
            Actions = [.. rights.With(member).Select(deed => Action(deed, brand))],
            AccessibleText = string.Empty,
        };
        return row with
        {
            AccessibleText = Sentences.Join(
                brand,
                brand.Text("group.member.row", ("name", row.Name), ("role", row.RoleText), ("presence", row.PresenceText)),
                row.KeysText
            ),
        };
    }

    public static string Name(GroupMember member, NameBook names, Brand brand) =>
        member switch
        {
            { IsSelf: true } => brand.Text("message.fromYou"),
            { Address: { } address } => names.Of(address, member.Nick),
            _ => DisplayText.Name(member.Nick) ?? brand.Text("group.affiliation.none"),
        };

    private static string Role(GroupMember member, Brand brand)
    {
        var standing = GroupWords.Standing(member.Affiliation, brand);
        return member switch
        {
            { Role: GroupRole.Moderator, Affiliation: < GroupAffiliation.Admin } => brand.Text(
                "group.role.line",
                ("affiliation", standing),
                ("role", brand.Text("group.role.moderator"))
            ),
            { Role: GroupRole.Visitor } => brand.Text(
                "group.role.line",
                ("affiliation", standing),
                ("role", brand.Text("group.role.visitor"))
            ),
            _ => standing,
        };
    }

    private static string? Keys(GroupMember member, Brand brand) =>
        member switch
        {
            { IsLeftOut: true } => brand.Text("group.keys.leftOut"),
            { Keys: GroupMemberKeys.None } => brand.Text("group.keys.missing"),
            { Keys: GroupMemberKeys.Undecided } => brand.Text("group.keys.undecided"),
            { Keys: GroupMemberKeys.Distrusted } => brand.Text("group.keys.distrusted"),
            _ => null,
        };

    private static GroupAction Action(GroupDeed deed, Brand brand) =>
        new(
            deed,
            brand.Text(
                deed switch
                {
                    GroupDeed.Kick => "group.kick",
                    GroupDeed.Ban => "group.ban",
                    _ => "group.deed." + Camel(deed.ToString()),
                }
            ),
            deed is GroupDeed.Kick or GroupDeed.Remove or GroupDeed.Ban or GroupDeed.MakeOwner or GroupDeed.LeaveOut
        );

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
