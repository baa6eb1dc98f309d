// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Secrets;

namespace ChatSecure.Cli.Commands;

/// <summary><c>profile change-key|rekey</c></summary>
internal sealed class ProfileCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var profile = new Command("profile", "Changes what the profile is encrypted with.");
        profile.Subcommands.Add(ChangeKey(runner));
        profile.Subcommands.Add(Rekey(runner));
        yield return profile;
    }

    private static Command ChangeKey(CommandRunner runner)
    {
        var key = new KeyOptions("new-key", "the new passphrase or raw key");
        var command = new Command("change-key", "Gives the profile another passphrase or key; takes a moment.");
        key.AddTo(command);
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        using var secret = key.Reader(parsed, session.Io, session.Words)
                            .Read(session.Words("onboarding.passphrase"), session.Words("onboarding.passphraseAgain"));
                        await session.Client.Profile.ChangeKeyAsync(secret.Secret, cancellationToken);
                        session.Printer.Print(() => session.Words("cli.profile.keyChanged"), json => json.WriteBoolean("changed", true));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Rekey(CommandRunner runner)
    {
        var command = new Command(
            "rekey",
            "Encrypts the database anew, for when a copy and its key may have leaked; the passphrase stays."
        );
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        await session.Client.Profile.RekeyAsync(cancellationToken);
                        session.Printer.Print(() => session.Words("cli.profile.rekeyed"), json => json.WriteBoolean("rekeyed", true));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }
}
