// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Commands;

/// <summary><c>group create|join|leave|invite|members|list|browse|leave-out|destroy</c>; what is said there and about it is in
/// <see cref="GroupTalkCommands"/>, who may be there and how it looks in <see cref="GroupPeopleCommands"/>.</summary>
internal sealed class GroupCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var command = new Command("group", "Group chats: private ones are encrypted, open ones are not.")
        {
            New(runner),
            Join(runner),
            Leave(runner),
            Invite(runner),
            Members(runner),
            List(runner),
            Browse(runner),
            LeaveOut(runner),
            Destroy(runner),
        };
        foreach (var other in GroupTalkCommands.Create(runner).Concat(GroupPeopleCommands.Create(runner)))
        {
            command.Subcommands.Add(other);
        }

        yield return command;
    }

    public static Argument<Jid> Room() => Arguments.JidArgument("The room's address.", "ROOM");

    /// <summary>Does something to a group and says that it is done.</summary>
    public static Command Doing(
        Command command,
        CommandRunner runner,
        Argument<Jid> room,
        Func<IGroups, Jid, Jid, ParseResult, CancellationToken, Task> act,
        string text = "group.changed"
    )
    {
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.ConnectedAccountAsync(null, cancellationToken);
                        var which = parsed.GetRequiredValue(room);
                        await act(session.Client.Groups, account, which, parsed, cancellationToken);
                        session.Printer.Print(
                            () => session.Words(text, ("group", which.ToString())),
                            json => json.WriteString("room", which.ToString())
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command New(CommandRunner runner)
    {
        var room = new Argument<Jid?>("ROOM")
        {
            Description = "The room's address; without one, one that nobody can guess.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => Arguments.BareJid(result),
        };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "What the group is called." };
        var nick = NickOption();
        var isPublic = new Option<bool>("--public") { Description = "Everybody may find and enter it; nothing in it is encrypted." };
        var password = PasswordOption();
        var members = new Option<string[]>("--member") { HelpName = "JID", Description = "Whom to invite (repeatable)." };
        var command = new Command("create", "Creates a group: private and encrypted, unless --public.")
        {
            room,
            name,
            nick,
            isPublic,
            password,
            members,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                        PrintAsync(
                            session,
                            async account =>
                                await session.Client.Groups.CreateAsync(
                                    account,
                                    new NewGroup
                                    {
                                        Room = parsed.GetValue(room),
                                        Name = parsed.GetValue(name),
                                        Nick = parsed.GetValue(nick),
                                        IsPublic = parsed.GetValue(isPublic),
                                        Password = ReadPassword(session, parsed.GetValue(password)),
                                        Members = ReadMembers(parsed.GetValue(members)),
                                    },
                                    cancellationToken
                                ),
                            cancellationToken
                        ),
                    token
                )
        );
        return command;
    }

    private static Command Join(CommandRunner runner)
    {
        var room = ChatLinks.RoomArgument();
        var nick = NickOption();
        var password = PasswordOption();
        var command = new Command("join", "Enters a group, or accepts an invitation to it, and stays in it on all devices.")
        {
            room,
            nick,
            password,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                        PrintAsync(
                            session,
                            async account =>
                                await session.Client.Groups.JoinAsync(
                                    account,
                                    ChatLinks.Room(session, parsed.GetRequiredValue(room)),
                                    parsed.GetValue(nick),
                                    ReadPassword(session, parsed.GetValue(password)),
                                    cancellationToken
                                ),
                            cancellationToken
                        ),
                    token
                )
        );
        return command;
    }

    private static Command Leave(CommandRunner runner)
    {
        var room = Room();
        return Doing(
            new Command("leave", "Leaves a group, on all devices; what was said in it stays.") { room },
            runner,
            room,
            (groups, account, which, _, token) => groups.LeaveAsync(account, which, token),
            "group.youLeft"
        );
    }

    private static Command Invite(CommandRunner runner)
    {
        var room = Room();
        var invitee = Arguments.JidArgument("Whom.", "JID");
        var reason = ReasonOption();
        var command = new Command("invite", "Invites somebody; to a private group as a member.") { room, invitee, reason };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.ConnectedAccountAsync(null, cancellationToken);
                        var (which, whom) = (parsed.GetRequiredValue(room), parsed.GetRequiredValue(invitee));
                        await session.Client.Groups.InviteAsync(account, which, whom, parsed.GetValue(reason), cancellationToken);
                        session.Printer.Print(
                            () => session.Words("group.sentInvitation", ("contact", whom.ToString()), ("group", which.ToString())),
                            json =>
                            {
                                json.WriteString("room", which.ToString());
                                json.WriteString("jid", whom.ToString());
                            }
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Members(CommandRunner runner)
    {
        var room = Room();
        var command = new Command("members", "Lists who is in a group, and who can't read what is encrypted.") { room };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.ConnectedAccountAsync(null, cancellationToken);
                        var which = parsed.GetRequiredValue(room);
                        foreach (var member in await session.Client.Groups.MembersAsync(account, which, cancellationToken))
                        {
                            session.Printer.Print(() => GroupText.Member(member, session.Words), json => GroupShapes.Member(json, member));
                        }

                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command List(CommandRunner runner)
    {
        var command = new Command("list", "Lists the groups of this account, as far as known here.");
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(null, cancellationToken);
                        var groups = await session.Client.Groups.ListAsync(account, cancellationToken);
                        foreach (var group in groups)
                        {
                            session.Printer.Print(() => GroupText.Group(group, session.Words), json => GroupShapes.Group(json, group));
                        }

                        if (groups.Count == 0)
                        {
                            session.Printer.PrintForPeople(session.Words("group.empty"));
                        }

                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Browse(CommandRunner runner)
    {
        var service = new Option<string?>("--service")
        {
            HelpName = "DOMAIN",
            Description = "The domain of the groups to look at (default: that of the account's own server).",
        };
        var command = new Command("browse", "Lists the groups that a server shows to everybody.") { service };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.ConnectedAccountAsync(null, cancellationToken);
                        var groups = await session.Client.Groups.BrowseAsync(account, parsed.GetValue(service), cancellationToken);
                        foreach (var group in groups)
                        {
                            session.Printer.Print(() => GroupText.Name(group.Room, group.Name), json => GroupShapes.Open(json, group));
                        }

                        if (groups.Count == 0)
                        {
                            session.Printer.PrintForPeople(session.Words("group.browse.empty"));
                        }

                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command LeaveOut(CommandRunner runner)
    {
        var room = Room();
        var member = Arguments.JidArgument("Whom.", "JID");
        var undo = new Option<bool>("--undo") { Description = "They are to be able to read again." };
        return Doing(
            new Command("leave-out", "Lets encrypted messages go out though a member can't read them.") { room, member, undo },
            runner,
            room,
            (groups, account, which, parsed, token) =>
                groups.LeaveOutAsync(account, which, parsed.GetRequiredValue(member), !parsed.GetValue(undo), token)
        );
    }

    private static Command Destroy(CommandRunner runner)
    {
        var room = Room();
        var reason = ReasonOption();
        var alternate = new Option<Jid?>("--alternate")
        {
            HelpName = "ROOM",
            Description = "Another room that all are told to go to.",
            CustomParser = result => Arguments.BareJid(result),
        };
        return Doing(
            new Command("destroy", "Destroys a group for everybody.") { room, reason, alternate },
            runner,
            room,
            (groups, account, which, parsed, token) =>
                groups.DestroyAsync(account, which, parsed.GetValue(reason), parsed.GetValue(alternate), token)
        );
    }

    public static Option<string?> ReasonOption() => new("--reason") { HelpName = "TEXT", Description = "Why, for all to read." };

    private static Option<string?> NickOption() => new("--nick") { HelpName = "NAME", Description = "Your name in the group." };

    private static Option<string?> PasswordOption() =>
        new("--password-env") { HelpName = "NAME", Description = "Environment variable with the group's password." };

    private static string? ReadPassword(Session session, string? variable) =>
        variable is null ? null
        : session.Io.Variable(variable) is { Length: > 0 } value ? value
        : throw CliException.Usage(session.Words("cli.input.variableNotSet", ("name", variable)));

    private static Jid[] ReadMembers(string[]? members) =>
        [
            .. (members ?? []).Select(text =>
                Arguments.TryParseBareJid(text, out var member)
                    ? member
                    : throw CliException.Usage("--member: expected an address like name@domain.")
            ),
        ];

    private static async Task<ExitCode> PrintAsync(Session session, Func<Jid, Task<Group>> enter, CancellationToken cancellationToken)
    {
        var account = await session.ConnectedAccountAsync(null, cancellationToken);
        var group = await enter(account);
        session.Printer.Print(() => GroupText.Group(group, session.Words), json => GroupShapes.Group(json, group));
        return ExitCode.Done;
    }
}
