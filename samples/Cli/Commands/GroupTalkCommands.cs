// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Commands;

/// <summary><c>group send|role|affiliation|subject|rename|moderate</c></summary>
internal static class GroupTalkCommands
{
    public static IEnumerable<Command> Create(CommandRunner runner) =>
        [Send(runner), Role(runner), Affiliation(runner), Subject(runner), Rename(runner), Moderate(runner)];

    private static Command Send(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var encryption = Arguments.EncryptionOption(
            "How to protect it (default: auto, which is never plain text: an open group needs none)."
        );
        var timeout = Arguments.AckTimeoutOption();
        var command = new Command("send", "Sends a message to a group; done when the room has passed it on.") { room, encryption, timeout };
        var attach = new AttachOptions();
        attach.AddTo(command);
        var text = attach.AddText(command);
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                        MessageCommands.SendAsync(
                            session,
                            parsed.GetRequiredValue(room),
                            parsed.GetValue(text) ?? string.Empty,
                            new OutgoingMessage(string.Empty, parsed.GetValue(encryption))
                            {
                                Attachments = [.. attach.Read(parsed, session)],
                            },
                            parsed.GetValue(timeout),
                            cancellationToken
                        ),
                    token
                )
        );
        return command;
    }

    private static Command Role(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var nick = new Argument<string>("NICK") { Description = "Whom, by the name in the group." };
        var role = new Argument<GroupRole>("ROLE")
        {
            Description = Word.List<GroupRole>() + "; none kicks.",
            CustomParser = Arguments.Enum<GroupRole>,
        };
        var reason = GroupCommands.ReasonOption();
        return GroupCommands.Doing(
            new Command("role", "Sets what somebody in the group may do now.") { room, nick, role, reason },
            runner,
            room,
            (groups, account, which, parsed, token) =>
                groups.SetRoleAsync(
                    account,
                    which,
                    parsed.GetRequiredValue(nick),
                    parsed.GetRequiredValue(role),
                    parsed.GetValue(reason),
                    token
                )
        );
    }

    private static Command Affiliation(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var member = Arguments.JidArgument("Whom.", "JID");
        var affiliation = new Argument<GroupAffiliation>("AFFILIATION")
        {
            Description = Word.List<GroupAffiliation>() + "; outcast bans, none takes out.",
            CustomParser = Arguments.Enum<GroupAffiliation>,
        };
        var reason = GroupCommands.ReasonOption();
        return GroupCommands.Doing(
            new Command("affiliation", "Sets how somebody stands to the group for good.") { room, member, affiliation, reason },
            runner,
            room,
            (groups, account, which, parsed, token) =>
                groups.SetAffiliationAsync(
                    account,
                    which,
                    parsed.GetRequiredValue(member),
                    parsed.GetRequiredValue(affiliation),
                    parsed.GetValue(reason),
                    token
                )
        );
    }

    private static Command Subject(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var text = new Argument<string>("TEXT") { Description = "The subject; empty for none." };
        return GroupCommands.Doing(
            new Command("subject", "Sets the subject of a group.") { room, text },
            runner,
            room,
            (groups, account, which, parsed, token) => groups.SetSubjectAsync(account, which, parsed.GetRequiredValue(text), token)
        );
    }

    private static Command Rename(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var name = new Argument<string>("NAME") { Description = "What the group is called from now on." };
        return GroupCommands.Doing(
            new Command("rename", "Changes what a group is called, for everybody.") { room, name },
            runner,
            room,
            (groups, account, which, parsed, token) => groups.RenameAsync(account, which, parsed.GetRequiredValue(name), token)
        );
    }

    private static Command Moderate(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var id = new Argument<string>("ID") { Description = "The message, by its id in history." };
        var reason = GroupCommands.ReasonOption();
        return GroupCommands.Doing(
            new Command("moderate", "Takes a message back, whoever wrote it, which moderators may.") { room, id, reason },
            runner,
            room,
            (groups, account, which, parsed, token) =>
                groups.ModerateAsync(account, which, new MessageId(parsed.GetRequiredValue(id)), parsed.GetValue(reason), token)
        );
    }
}
