// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Contacts;

namespace ChatSecure.Cli.Commands;

/// <summary><c>contacts</c> and <c>contacts add|remove|accept|block|unblock|invited</c></summary>
internal sealed class ContactCommands : ICommandGroup
{
    private delegate Task Change(IContacts contacts, Jid account, Jid contact, CancellationToken cancellationToken);

    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var command = new Command("contacts", "Lists the contacts as last seen.");
        var refresh = new Option<bool>("--refresh") { Description = "Connect first, for news and presence." };
        command.Options.Add(refresh);
        command.SetAction(
            (parsed, token) => runner.RunAsync(parsed, (session, ct) => ListAsync(session, parsed.GetValue(refresh), ct), token)
        );
        command.Subcommands.Add(Add(runner));
        command.Subcommands.Add(
            Make(runner, "remove", "Removes a contact.", "contacts.removed", (c, me, who, ct) => c.RemoveAsync(me, who, ct))
        );
        command.Subcommands.Add(
            Make(
                runner,
                "accept",
                "Lets a contact see when you are online.",
                "contacts.accepted",
                (c, me, who, ct) => c.AcceptAsync(me, who, ct)
            )
        );
        command.Subcommands.Add(
            Make(runner, "block", "Blocks a contact.", "contacts.blocked", (c, me, who, ct) => c.BlockAsync(me, who, ct))
        );
        command.Subcommands.Add(
            Make(runner, "unblock", "Unblocks a contact.", "contacts.unblocked", (c, me, who, ct) => c.UnblockAsync(me, who, ct))
        );
        command.Subcommands.Add(Invited(runner));
        foreach (var change in ContactChangeCommands.Create(runner))
        {
            command.Subcommands.Add(change);
        }
        yield return command;
    }

    private static Command Invited(CommandRunner runner)
    {
        var link = new Argument<string>("URI") { Description = "The invitation, as an xmpp: link." };
        var command = new Command("invited", "Becomes a contact of who sent an invitation.") { link };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, ct) =>
                    {
                        var invitation = ChatLinks.Read(session, parsed.GetRequiredValue(link), ChatLinkKind.Contact);
                        return await ChangeAsync(
                            session,
                            invitation.Address,
                            "contacts.added",
                            (contacts, me, _, cancel) => contacts.AcceptInvitationAsync(me, invitation, cancel),
                            ct
                        );
                    },
                    token
                )
        );
        return command;
    }

    private static Command Add(CommandRunner runner)
    {
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "The name to show for the contact." };
        var jid = Arguments.JidArgument("The contact's address.");
        var command = new Command("add", "Adds a contact and asks to see when it is online.") { jid, name };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, ct) =>
                        ChangeAsync(
                            session,
                            parsed.GetRequiredValue(jid),
                            "contacts.added",
                            (contacts, me, who, cancel) => contacts.AddAsync(me, who, parsed.GetValue(name), cancel),
                            ct
                        ),
                    token
                )
        );
        return command;
    }

    private static Command Make(CommandRunner runner, string verb, string description, string text, Change change)
    {
        var jid = Arguments.JidArgument("The contact's address.");
        var command = new Command(verb, description) { jid };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(parsed, (session, ct) => ChangeAsync(session, parsed.GetRequiredValue(jid), text, change, ct), token)
        );
        return command;
    }

    private static async Task<ExitCode> ChangeAsync(
        Session session,
        Jid contact,
        string text,
        Change change,
        CancellationToken cancellationToken
    )
    {
        var account = await session.ConnectedAccountAsync(null, cancellationToken);
        await change(session.Client.Contacts, account, contact, cancellationToken);
        session.Printer.Print(
            () => session.Words(text, ("contact", contact.ToString())),
            json => json.WriteString("jid", contact.ToString())
        );
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ListAsync(Session session, bool refresh, CancellationToken cancellationToken)
    {
        var account = refresh
            ? await session.ConnectedAccountAsync(null, cancellationToken)
            : await session.AccountAsync(null, cancellationToken);
        var contacts = await session.Client.Contacts.ListAsync(account, cancellationToken);
        foreach (var contact in contacts)
        {
            session.Printer.Print(() => Describe(contact, session.Words), json => JsonShapes.Contact(json, contact));
        }

        if (contacts.Count == 0)
        {
            session.Printer.PrintForPeople(session.Words("contacts.empty"));
        }

        return ExitCode.Done;
    }

    private static string Describe(Contact contact, Words words)
    {
        var remarks = new List<string> { words(TextId.Of(contact.Availability)) };
        if (contact.IsPendingIn)
        {
            remarks.Add(words("contacts.pendingIn"));
        }

        if (contact.IsPendingOut)
        {
            remarks.Add(words("contacts.pendingOut"));
        }

        if (contact.IsBlocked)
        {
            remarks.Add(words("contacts.isBlocked"));
        }

        return $"{GroupText.Name(contact.Jid, contact.Name)}  [{string.Join(", ", remarks)}]";
    }
}
