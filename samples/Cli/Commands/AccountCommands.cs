// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Registration;
using ChatSecure.Cli.Secrets;
using ChatSecure.Clients;
using ChatSecure.Errors;

namespace ChatSecure.Cli.Commands;

/// <summary><c>account add|register|list|remove</c>, and with <see cref="AccountChangeCommands"/> the rest of <c>account</c></summary>
internal sealed class AccountCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var account = new Command("account", "Add, register, list and remove accounts.");
        account.Subcommands.Add(
            Add(runner, "add", "Stores an account after connecting with it, and creates its OMEMO device.", register: false)
        );
        account.Subcommands.Add(Add(runner, "register", "Registers an account on its server, then adds it.", register: true));
        account.Subcommands.Add(List(runner));
        account.Subcommands.Add(Remove(runner));
        foreach (var change in AccountChangeCommands.Create(runner))
        {
            account.Subcommands.Add(change);
        }

        yield return account;
    }

    private static Command Add(CommandRunner runner, string name, string description, bool register)
    {
        var typed = Arguments.AccountArgument(
            register
                ? "The account's address; a name alone is one at the brand's server. Or an xmpp: link that names one to register."
                : "The account's address; a name alone is one at the brand's server.",
            takesLink: register
        );
        var variable = new Option<string>("--password-env")
        {
            HelpName = "NAME",
            Required = true,
            Description = "Environment variable with the password.",
        };
        var invitation = new Option<string?>("--invitation")
        {
            HelpName = "URI",
            Description = "An invitation to register, as an xmpp: link; for 'register'.",
        };
        var form = new Option<string[]>("--form")
        {
            HelpName = "NAME=VALUE",
            Description =
                "What the server asks of who registers, by the names of its fields (repeatable); for the rest you are asked on a terminal.",
        };
        form.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError("--form: expected NAME=VALUE.");
            }
        });
        var command = new Command(name, description) { typed, variable };
        if (register)
        {
            command.Options.Add(invitation);
            command.Options.Add(form);
        }

        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var (account, invited) = Wanted(
                            session,
                            parsed.GetRequiredValue(typed),
                            register ? parsed.GetValue(invitation) : null
                        );
                        var settings = session.Route.ApplyTo(new() { Jid = account, AddedAt = session.Time.GetUtcNow() });
                        using var password = ReadPassword(session, parsed.GetRequiredValue(variable));
                        var prompt = new FormPrompt(session, account.Domain, Answers(register ? parsed.GetValue(form) : null));
                        var request = new AddAccountRequest(settings, password.Utf8, register)
                        {
                            InvitationToken = invited,
                            FillForm = register ? prompt.FillAsync : null,
                        };
                        try
                        {
                            await session.Client.Accounts.AddAsync(request, cancellationToken);
                        }
                        catch (ChatSecureException error) when (error.Kind == ErrorKind.NotSupported && prompt.Complaint() is { } complaint)
                        {
                            throw complaint;
                        }

                        session.Printer.Print(
                            () => session.Words(register ? "onboarding.registered" : "onboarding.added", ("address", account.ToString())),
                            json => JsonShapes.Account(json, account, session.Client.Accounts.GetStatus(account).State)
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    // The account, and what lets somebody register it; a link can say both.
    private static (Jid Account, string? Token) Wanted(Session session, string typed, string? invitation)
    {
        if (ChatLinks.IsLink(typed))
        {
            return ChatLinks.Read(session, typed, ChatLinkKind.Registration) is { Address: { Local: not null } account } link
                ? (account, link.Token)
                : throw CliException.Usage(session.Words("cli.input.linkMalformed"));
        }

        return (
            session.Brand.Defaults.Complete(typed) ?? throw CliException.Usage(session.Words("cli.input.addressMalformed")),
            Token(session, invitation)
        );
    }

    private static string? Token(Session session, string? link) =>
        link is null ? null
        : ChatLinks.Read(session, link) is { AllowsRegistration: true, Token: { } token } ? token
        : throw CliException.Usage(session.Words("cli.input.linkMalformed"));

    // The last one counts.
    private static Dictionary<string, string> Answers(string[]? options)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in options ?? [])
        {
            var end = option.IndexOf('=', StringComparison.Ordinal);
            answers[option[..end]] = option[(end + 1)..];
        }

        return answers;
    }

    private static Password ReadPassword(Session session, string variable) =>
        session.Io.Variable(variable) is { Length: > 0 } value
            ? new(Encoding.UTF8.GetBytes(value))
            : throw CliException.Usage(session.Words("cli.input.variableNotSet", ("name", variable)));

    private static Command List(CommandRunner runner)
    {
        var command = new Command("list", "Lists the accounts of this profile.");
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var accounts = await session.Client.Accounts.ListAsync(cancellationToken);
                        foreach (var account in accounts)
                        {
                            session.Printer.Print(() => Describe(account), json => Write(json, account, session));
                        }

                        if (accounts.Count == 0)
                        {
                            session.Printer.PrintForPeople(session.Words("account.list.empty"));
                        }

                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static string Describe(AccountSettings account) =>
        account.Server is { } server
            ? $"{account.Jid}  ({server.Host}:{server.Port}, {Word.Of(server.Tls).ToLowerInvariant()})"
            : account.Jid.ToString();

    private static void Write(System.Text.Json.Utf8JsonWriter json, AccountSettings account, Session session) =>
        JsonShapes.Account(json, account.Jid, session.Client.Accounts.GetStatus(account.Jid).State);

    private static Command Remove(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("The account's address.");
        var onServer = new Option<bool>("--server-too") { Description = "Cancel it on the server first." };
        var command = new Command("remove", "Removes an account with its messages and keys from this profile.") { jid, onServer };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(parsed.GetRequiredValue(jid), cancellationToken);
                        var alsoOnServer = parsed.GetValue(onServer);
                        if (alsoOnServer)
                        {
                            await session.Client.Accounts.ConnectAsync(account, cancellationToken);
                        }

                        await session.Client.Accounts.RemoveAsync(account, alsoOnServer, cancellationToken);
                        session.Printer.Print(
                            () =>
                                session.Words(
                                    alsoOnServer ? "account.removedFromServer" : "account.removed",
                                    ("address", account.ToString())
                                ),
                            json => json.WriteString("removed", account.ToString())
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }
}
