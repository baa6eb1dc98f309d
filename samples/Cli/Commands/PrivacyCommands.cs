// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Privacy;

namespace ChatSecure.Cli.Commands;

/// <summary><c>privacy</c> and <c>privacy set|reset</c></summary>
internal sealed class PrivacyCommands : ICommandGroup
{
    private delegate Task<PrivacySettings?> Change(Session session, Jid account, CancellationToken cancellationToken);

    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var command = new Command("privacy", "Shows what the account tells others.") { Set(runner), Reset(runner) };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(parsed, async (session, ct) => await ShowAsync(session, await session.AccountAsync(null, ct), ct), token)
        );
        yield return command;
    }

    private static Command Set(CommandRunner runner)
    {
        var name = new Argument<string>("NAME") { Description = string.Join(", ", PrivacySwitches.Names) };
        var value = new Argument<string>("VALUE") { Description = "on, off; never, contacts, everybody; nothing, sender, everything" };
        return Changing(
            runner,
            new("set", "Changes one of the settings.") { name, value },
            parsed =>
                async (session, account, token) =>
                    PrivacySwitches.Change(
                        await session.Client.Privacy.GetAsync(account, token),
                        parsed.GetRequiredValue(name),
                        parsed.GetRequiredValue(value)
                    ) ?? throw CliException.Usage(session.Words("cli.privacy.unknown"))
        );
    }

    private static Command Reset(CommandRunner runner) =>
        Changing(
            runner,
            new("reset", "Takes back what was set: the app's settings hold."),
            _ => (_, _, _) => Task.FromResult<PrivacySettings?>(null)
        );

    // Connected: what is taken back is to be taken back from those who see it now.
    private static Command Changing(CommandRunner runner, Command command, Func<ParseResult, Change> change)
    {
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, ct) =>
                    {
                        var settings = await change(parsed)(session, await session.AccountAsync(null, ct), ct);
                        var account = await session.ConnectedAccountAsync(null, ct);
                        await session.Client.Privacy.SetAsync(account, settings, ct);
                        return await ShowAsync(session, account, ct);
                    },
                    token
                )
        );
        return command;
    }

    private static async Task<ExitCode> ShowAsync(Session session, Jid account, CancellationToken cancellationToken)
    {
        var settings = await session.Client.Privacy.GetAsync(account, cancellationToken);
        session.Printer.Print(
            () => string.Join(Environment.NewLine, PrivacySwitches.List(settings).Select(one => $"{one.Name}: {one.Value}")),
            json => PrivacySwitches.Write(json, settings)
        );
        return ExitCode.Done;
    }
}
