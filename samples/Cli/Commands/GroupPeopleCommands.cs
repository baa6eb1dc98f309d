// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Commands;

/// <summary><c>group invitations|decline|kick|ban|nick|avatar</c></summary>
internal static class GroupPeopleCommands
{
    private const int MaxPicture = 512 * 1024;

    public static IEnumerable<Command> Create(CommandRunner runner) =>
        [Invitations(runner), Decline(runner), Kick(runner), Ban(runner), Nick(runner), Avatar(runner)];

    private static Command Invitations(CommandRunner runner)
    {
        var command = new Command("invitations", "Lists the invitations that wait: join accepts one, decline does not.");
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(null, cancellationToken);
                        var invitations = await session.Client.Groups.InvitationsAsync(account, cancellationToken);
                        foreach (var invitation in invitations)
                        {
                            session.Printer.Print(
                                () => GroupText.Waiting(invitation, session.Words),
                                json => GroupShapes.Invitation(json, invitation)
                            );
                        }

                        if (invitations.Count == 0)
                        {
                            session.Printer.PrintForPeople(session.Words("cli.group.noInvitations"));
                        }

                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Decline(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var reason = GroupCommands.ReasonOption();
        return GroupCommands.Doing(
            new Command("decline", "Declines an invitation. Who invited through the room is told.") { room, reason },
            runner,
            room,
            (groups, account, which, parsed, token) => groups.DeclineAsync(account, which, parsed.GetValue(reason), token),
            "cli.group.declined"
        );
    }

    private static Command Kick(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var nick = new Argument<string>("NICK") { Description = "Whom, by the name in the group." };
        var reason = GroupCommands.ReasonOption();
        return GroupCommands.Doing(
            new Command("kick", "Makes somebody leave; they may come back.") { room, nick, reason },
            runner,
            room,
            (groups, account, which, parsed, token) =>
                groups.SetRoleAsync(account, which, parsed.GetRequiredValue(nick), GroupRole.None, parsed.GetValue(reason), token)
        );
    }

    private static Command Ban(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var member = Arguments.JidArgument("Whom.", "JID");
        var reason = GroupCommands.ReasonOption();
        var undo = new Option<bool>("--undo") { Description = "They may come back." };
        return GroupCommands.Doing(
            new Command("ban", "Keeps somebody out for good.") { room, member, reason, undo },
            runner,
            room,
            (groups, account, which, parsed, token) =>
                groups.SetAffiliationAsync(
                    account,
                    which,
                    parsed.GetRequiredValue(member),
                    parsed.GetValue(undo) ? GroupAffiliation.None : GroupAffiliation.Outcast,
                    parsed.GetValue(reason),
                    token
                )
        );
    }

    private static Command Nick(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var nick = new Argument<string>("NAME") { Description = "Your name in the group from now on." };
        return GroupCommands.Doing(
            new Command("nick", "Takes another name in a group.") { room, nick },
            runner,
            room,
            (groups, account, which, parsed, token) => groups.SetNickAsync(account, which, parsed.GetRequiredValue(nick), token)
        );
    }

    private static Command Avatar(CommandRunner runner)
    {
        var room = GroupCommands.Room();
        var set = new Option<string?>("--set") { HelpName = "FILE", Description = "A PNG, JPEG, GIF or WebP of at most 512 KiB." };
        var clear = new Option<bool>("--clear") { Description = "The group has none from now on." };
        var save = new Option<string?>("--save")
        {
            HelpName = "FILE",
            Description = "Where to write the picture that is known here. Nothing may be there yet.",
        };
        var command = new Command("avatar", "Sets, clears or saves the picture of a group.") { room, set, clear, save };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                    {
                        var which = parsed.GetRequiredValue(room);
                        return (parsed.GetValue(set), parsed.GetValue(clear), parsed.GetValue(save)) switch
                        {
                            ({ } file, false, null) => SetAsync(session, which, Read(file), cancellationToken),
                            (null, true, null) => SetAsync(session, which, null, cancellationToken),
                            (null, false, { } file) => SaveAsync(session, which, Path.GetFullPath(file), cancellationToken),
                            _ => throw CliException.Usage("One of --set, --clear and --save is needed."),
                        };
                    },
                    token
                )
        );
        return command;
    }

    /// <summary>The content of a picture.</summary>
    public static byte[] Read(string path) =>
        new FileInfo(path) is not { Exists: true } file ? throw CliException.Usage("There is no such file.")
        : file.Length > MaxPicture ? throw CliException.Usage("A picture has at most 512 KiB.")
        : File.ReadAllBytes(path);

    private static async Task<ExitCode> SetAsync(Session session, Jid room, byte[]? image, CancellationToken cancellationToken)
    {
        var account = await session.ConnectedAccountAsync(null, cancellationToken);
        await session.Client.Groups.SetAvatarAsync(account, room, image, cancellationToken);
        session.Printer.Print(
            () => session.Words("group.changed", ("group", room.ToString())),
            json => json.WriteString("room", room.ToString())
        );
        return ExitCode.Done;
    }

    private static async Task<ExitCode> SaveAsync(Session session, Jid room, string path, CancellationToken cancellationToken)
    {
        var account = await session.AccountAsync(null, cancellationToken);
        var avatar = await session.Client.Groups.AvatarAsync(account, room, cancellationToken);
        return await Pictures.SaveAsync(session, room, avatar, path, cancellationToken);
    }
}
