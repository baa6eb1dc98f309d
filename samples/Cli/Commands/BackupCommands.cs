// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Secrets;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Commands;

/// <summary><c>export</c> and <c>import</c></summary>
internal sealed class BackupCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner) => [Export(runner), Import(runner)];

    private static Command Export(CommandRunner runner)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The backup to write; must not be there yet." };
        var moves = new Option<bool>("--move")
        {
            Description = "Move the profile with its encryption sessions, which end here: import the backup once, then destroy it.",
        };
        var noMedia = new Option<bool>("--no-media") { Description = "Leave out the files of messages." };
        var key = new KeyOptions("backup-key", "the passphrase of the backup (default: the profile's, if an option names that)");
        var command = new Command("export", "Writes an encrypted backup of the whole profile.") { file, moves, noMedia };
        key.AddTo(command);
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        using var secret = key.ReaderOrProfiles(parsed, session.Io, session.Settings, session.Words)
                            .Read(session.Words("cli.prompt.backup"), session.Words("onboarding.passphraseAgain"));
                        var options = new ExportOptions
                        {
                            MovesSessions = parsed.GetValue(moves),
                            HasMedia = !parsed.GetValue(noMedia),
                            Progress = Progress(session),
                        };
                        var path = parsed.GetRequiredValue(file).FullName;
                        var size = await Backups.ExportAsync(session, path, secret, options, cancellationToken);
                        Print(session, "cli.export.done", path, size);
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Import(CommandRunner runner)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The backup to read." };
        var key = new KeyOptions("backup-key", "the passphrase of the backup (default: the profile's, if an option names that)");
        var command = new Command("import", "Makes this profile, which must not be there yet, out of an encrypted backup.") { file };
        key.AddTo(command);
        command.SetAction(
            (parsed, token) =>
                runner.RunUnopenedAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var path = parsed.GetRequiredValue(file).FullName;
                        using var secret = key.ReaderOrProfiles(parsed, session.Io, session.Settings, session.Words)
                            .Read(session.Words("cli.prompt.backup"));
                        var size = await Backups.ImportAsync(session, path, secret, Progress(session), cancellationToken);
                        Print(session, "cli.import.done", path, size);
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    // For a person who waits; a program sees the end.
    private static MegabyteProgress? Progress(Session session) =>
        session.Settings.Json || session.Io.AskSecret is null ? null : new(session);

    private static void Print(Session session, string text, string path, long size) =>
        session.Printer.Print(
            () => session.Words(text, ("file", path)),
            json =>
            {
                json.WriteString("file", path);
                json.WriteNumber("bytes", size);
            }
        );

    private sealed class MegabyteProgress(Session session) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value >= 1 << 20)
            {
                session.Io.Error.Write($"\r{value >> 20} MB ");
            }
        }
    }
}
