// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Output;

/// <summary>Groups and their members as lines for people, in the brand's words.</summary>
internal static class GroupText
{
    public static string Group(Group group, Words words)
    {
        var kind = words(group.IsPrivate ? "group.private" : "group.open");
        return $"{Name(group.Room.Jid, group.Room.Name)}  [{kind}]  {State(group, words)}";
    }

    /// <summary>An address with the name that belongs to it, if it has one.</summary>
    public static string Name(Jid address, string? name) =>
        name is { Length: > 0 } ? $"{TerminalText.OneLine(name)} <{address}>" : address.ToString();

    public static string Member(GroupMember member, Words words)
    {
        var who = member is { Nick: { } nick, Address: { } address }
            ? $"{TerminalText.OneLine(nick)} <{address}>"
            : member.Address?.ToString() ?? TerminalText.OneLine(member.Nick ?? string.Empty);
        List<string> remarks = [];
        if (member.Affiliation != GroupAffiliation.None)
        {
            remarks.Add(words($"group.affiliation.{Word.Of(member.Affiliation)}"));
        }

        if (member.Role is GroupRole.Moderator or GroupRole.Visitor)
        {
            remarks.Add(words($"group.role.{Word.Of(member.Role)}"));
        }

        if (member.Keys is GroupMemberKeys.None or GroupMemberKeys.Undecided or GroupMemberKeys.Distrusted)
        {
            remarks.Add(words(member.IsLeftOut ? "group.keys.leftOut" : "cli.group.noKeys"));
        }

        return remarks.Count == 0 ? who : $"{who}  [{string.Join(", ", remarks)}]";
    }

    /// <summary>Where we stand with a group that was entered, or left.</summary>
    public static string State(Group group, Words words) =>
        group.State switch
        {
            GroupState.Joined => words(
                "group.youJoined",
                ("group", group.Room.Jid.ToString()),
                ("nick", TerminalText.OneLine(group.Room.Nick ?? string.Empty))
            ),
            GroupState.Refused => words(
                "group.refused",
                ("group", group.Room.Jid.ToString()),
                ("reason", TerminalText.OneLine(string.Join(": ", new[] { group.Reason, group.Room.RefusalText }.OfType<string>())))
            ) + (group.Room.Alternate is { } other ? " " + words("cli.group.alternate", ("group", other.ToString())) : string.Empty),
            // Not now, but with the next connection.
            _ when group.Room.IsAutoJoined => words("availability.offline"),
            _ => words("group.youLeft", ("group", group.Room.Jid.ToString())),
        };

    /// <summary>An invitation that waits, with what was said of it. Whoever is no contact may be anybody.</summary>
    public static string Waiting(GroupInvitation invitation, Words words)
    {
        var remark = invitation.IsFromContact ? string.Empty : $"  [{words("cli.group.stranger")}]";
        var reason = invitation.Reason is { } text ? $"\n    {TerminalText.Indented(text)}" : string.Empty;
        return Invited(invitation, words) + remark + reason;
    }

    public static string Invited(GroupInvitation invitation, Words words) =>
        words("group.invited", ("inviter", invitation.Inviter.ToString()), ("group", invitation.Room.ToString()));
}
