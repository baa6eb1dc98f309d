// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Contacts;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Commands;

/// <summary><c>contacts rename|groups|deny|report|last-activity|opt-out|avatar|follow-move</c></summary>
internal static class ContactChangeCommands
{
    private delegate Task<ExitCode> Work(Session session, Jid account, CancellationToken cancellationToken);

    public static IEnumerable<Command> Create(CommandRunner runner) =>
        [
            Rename(runner),
            Groups(runner),
            Deny(runner),
            Report(runner),
            LastActivity(runner),
            OptOut(runner),
            Avatar(runner),
            FollowMove(runner),
        ];

    private static Command Rename(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("The contact's address.");
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The name; none takes it away." };
        return Acting(
            runner,
            new("rename", "Gives a contact another name.") { jid, name },
            parsed =>
                async (session, account, token) =>
                {
                    var contact = parsed.GetRequiredValue(jid);
                    await session.Client.Contacts.RenameAsync(account, contact, parsed.GetValue(name), token);
                    return Done(session, contact, "cli.changed");
                }
        );
    }

    private static Command Groups(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("The contact's address.");
        var groups = new Argument<string[]>("GROUP")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "All groups that it is to be in; none takes it out of all.",
        };
        return Acting(
            runner,
            new("groups", "Puts a contact into groups of the contact list.") { jid, groups },
            parsed =>
                async (session, account, token) =>
                {
                    var contact = parsed.GetRequiredValue(jid);
                    await session.Client.Contacts.SetGroupsAsync(account, contact, parsed.GetValue(groups) ?? [], token);
                    return Done(session, contact, "cli.changed");
                }
        );
    }

    private static Command Deny(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("Whom.");
        return Acting(
            runner,
            new("deny", "Refuses to let somebody see when you are online, or no longer lets them.") { jid },
            parsed =>
                async (session, account, token) =>
                {
                    var contact = parsed.GetRequiredValue(jid);
                    await session.Client.Contacts.DenyAsync(account, contact, token);
                    return Done(session, contact, "cli.changed");
                }
        );
    }

    private static Command Report(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("Whom.");
        var reason = Arguments.WordOption<AbuseReason>("--reason", "What for.");
        reason.Required = true;
        var text = new Option<string?>("--text") { HelpName = "TEXT", Description = "What else there is to say." };
        var messages = new Option<string[]>("--message")
        {
            HelpName = "ID",
            Description = "A message of theirs that shows it; repeatable.",
        };
        return Acting(
            runner,
            new("report", "Blocks somebody and tells your server why.") { jid, reason, text, messages },
            parsed =>
                async (session, account, token) =>
                {
                    var contact = parsed.GetRequiredValue(jid);
                    var shown = await FindAsync(session, new(account, contact), parsed.GetValue(messages) ?? [], token);
                    await session.Client.Contacts.ReportAsync(
                        account,
                        contact,
                        parsed.GetRequiredValue(reason),
                        parsed.GetValue(text),
                        shown,
                        token
                    );
                    return Done(session, contact, "contacts.blocked");
                }
        );
    }

    private static Command LastActivity(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("Whom.");
        return Acting(
            runner,
            new("last-activity", "Asks when a contact was last there.") { jid },
            parsed =>
                async (session, account, token) =>
                {
                    var contact = parsed.GetRequiredValue(jid);
                    var activity = await session.Client.Contacts.LastActivityAsync(account, contact, token);
                    session.Printer.Print(
                        () => Describe(session, contact, activity),
                        json =>
                        {
                            json.WriteString("jid", contact.ToString());
                            JsonShapes.Activity(json, activity);
                        }
                    );
                    return ExitCode.Done;
                }
        );
    }

    private static Command OptOut(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("Whom.");
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why, for them to read." };
        return Acting(
            runner,
            new("opt-out", "Asks somebody to send you no encrypted messages.") { jid, reason },
            parsed =>
                async (session, account, token) =>
                {
                    var contact = parsed.GetRequiredValue(jid);
                    await session.Client.Trust.OptOutAsync(account, contact, parsed.GetValue(reason), token);
                    return Done(session, contact, "cli.changed");
                }
        );
    }

    private static Command Avatar(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("Whose: a contact's address, or your own.");
        var save = new Option<string>("--save")
        {
            HelpName = "FILE",
            Required = true,
            Description = "Where to write it. Nothing may be there yet.",
        };
        var command = new Command("avatar", "Saves somebody's picture as it was last seen here.") { jid, save };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, ct) =>
                    {
                        var account = await session.AccountAsync(null, ct);
                        var owner = parsed.GetRequiredValue(jid);
                        var avatar = await session.Client.Contacts.AvatarAsync(account, owner, ct);
                        return await Pictures.SaveAsync(session, owner, avatar, Path.GetFullPath(parsed.GetRequiredValue(save)), ct);
                    },
                    token
                )
        );
        return command;
    }

    private static Command FollowMove(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("The contact's old address.", "OLD");
        var newJid = Arguments.JidArgument("The new one, as the contact says at the old one.", "NEW");
        return Acting(
            runner,
            new("follow-move", "Follows a contact to a new account, which has to be named at the old one.") { jid, newJid },
            parsed =>
                async (session, account, token) =>
                {
                    var to = parsed.GetRequiredValue(newJid);
                    await session.Client.Contacts.FollowMoveAsync(account, parsed.GetRequiredValue(jid), to, token);
                    return Done(session, to, "contacts.added");
                }
        );
    }

    private static Command Acting(CommandRunner runner, Command command, Func<ParseResult, Work> work)
    {
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, ct) => await work(parsed)(session, await session.ConnectedAccountAsync(null, ct), ct),
                    token
                )
        );
        return command;
    }

    private static async Task<IReadOnlyList<ChatMessage>> FindAsync(
        Session session,
        ConversationId conversation,
        IEnumerable<string> ids,
        CancellationToken cancellationToken
    )
    {
        var found = new List<ChatMessage>();
        foreach (var id in ids)
        {
            var message = new MessageRef(conversation, MessageDirection.Incoming, new(id));
            found.Add(
                await session.Client.Conversations.FindAsync(message, cancellationToken)
                    ?? throw CliException.Usage(session.Words("cli.message.unknown"))
            );
        }

        return found;
    }

    private static string Describe(Session session, Jid contact, ContactActivity? activity) =>
        activity is null
            ? session.Words("cli.lastActivity.unknown", ("contact", contact.ToString()))
            : session.Words(
                "cli.lastActivity",
                ("contact", contact.ToString()),
                ("time", session.LocalTime(session.Time.GetUtcNow() - activity.Ago))
            );

    private static ExitCode Done(Session session, Jid contact, string text)
    {
        session.Printer.Print(
            () => session.Words(text, ("contact", contact.ToString())),
            json => json.WriteString("jid", contact.ToString())
        );
        return ExitCode.Done;
    }
}
