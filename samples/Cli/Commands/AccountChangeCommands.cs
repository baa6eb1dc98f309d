// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Secrets;

namespace ChatSecure.Cli.Commands;

/// <summary><c>account password|move|invite</c></summary>
internal static class AccountChangeCommands
{
    private const int MaxDays = 30;

    public static IEnumerable<Command> Create(CommandRunner runner) => [ChangePassword(runner), Move(runner), Invite(runner)];

    private static Command ChangePassword(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("The account's address.");
        var variable = new Option<string>("--new-password-env")
        {
            HelpName = "NAME",
            Required = true,
            Description = "Environment variable with the new password.",
        };
        var command = new Command("password", "Changes the account's password on its server and here.") { jid, variable };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var name = parsed.GetRequiredValue(variable);
                        using var password = session.Io.Variable(name) is { Length: > 0 } value
                            ? new Password(Encoding.UTF8.GetBytes(value))
                            : throw CliException.Usage(session.Words("cli.input.variableNotSet", ("name", name)));
                        var account = await session.ConnectedAccountAsync(parsed.GetRequiredValue(jid), cancellationToken);
                        await session.Client.Accounts.ChangePasswordAsync(account, password.Utf8, cancellationToken);
                        session.Printer.Print(
                            () => session.Words("account.passwordChanged"),
                            json => json.WriteString("account", account.ToString())
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Move(CommandRunner runner)
    {
        var from = Arguments.JidArgument("The account to leave.", "OLD");
        var to = Arguments.JidArgument("The account to move to; it is in this profile, too.", "NEW");
        var command = new Command("move", "Tells the contacts of an account, verifiably, that its owner has another one now.") { from, to };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.ConnectedAccountAsync(parsed.GetRequiredValue(from), cancellationToken);
                        var newAccount = await session.ConnectedAccountAsync(parsed.GetRequiredValue(to), cancellationToken);
                        var told = await session.Client.Accounts.MoveAsync(account, newAccount, cancellationToken);
                        session.Printer.Print(
                            () => session.Words("account.moved", ("address", newAccount.ToString()), ("count", told)),
                            json =>
                            {
                                json.WriteString("account", newAccount.ToString());
                                json.WriteNumber("told", told);
                            }
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Invite(CommandRunner runner)
    {
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "What the link calls you." };
        var only = new Option<Jid?>("--for")
        {
            HelpName = "JID",
            Description = "The only address that may use it (default: whoever comes first).",
            CustomParser = result => Arguments.BareJid(result),
        };
        var days = Arguments.OptionalCountOption("--days", "For how many days it counts (default: 7, or as the server decides).", MaxDays);
        var register = new Option<bool>("--register")
        {
            Description = "Who has no account may register one with it, if the server makes such links.",
        };
        var code = Arguments.CodeOption("The link also as a QR code.");
        var command = new Command("invite", "Makes a link for one person to become your contact.") { name, only, days, register, code };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.ConnectedAccountAsync(null, cancellationToken);
                        var link = await session.Client.Accounts.InviteAsync(
                            account,
                            new()
                            {
                                Name = parsed.GetValue(name),
                                For = parsed.GetValue(only),
                                Validity = parsed.GetValue(days) is { } count ? TimeSpan.FromDays(count) : null,
                                AllowsRegistration = parsed.GetValue(register),
                            },
                            cancellationToken
                        );
                        session.Printer.Print(() => TerminalText.OneLine(link.Uri), json => JsonShapes.Invitation(json, link));
                        if (parsed.GetValue(code))
                        {
                            session.Printer.PrintCode(link.Uri);
                        }

                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }
}
