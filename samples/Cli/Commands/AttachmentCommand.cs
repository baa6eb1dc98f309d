// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Commands;

/// <summary><c>attachment</c></summary>
internal sealed class AttachmentCommand : ICommandGroup
{
    private const int MaxIndex = 32;

    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var with = Arguments.JidArgument("With whom.");
        var id = new Argument<string>("ID") { Description = "The message's id, as history shows it." };
        var number = Arguments.CountOption("--number", "Which of the message's files, from 1 on (default: 1).", 1, MaxIndex);
        var save = new Option<string>("--save")
        {
            HelpName = "FILE",
            Required = true,
            Description = "Where to write it. Nothing may be there yet.",
        };
        var command = new Command("attachment", "Fetches a file of a message, decrypts and verifies it, and saves it.")
        {
            with,
            id,
            number,
            save,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var path = Path.GetFullPath(parsed.GetRequiredValue(save));
                        var account = await session.AccountAsync(null, cancellationToken);
                        var file = await Attachments.SaveAsync(
                            session,
                            new(account, parsed.GetRequiredValue(with)),
                            new(parsed.GetRequiredValue(id)),
                            parsed.GetValue(number) - 1,
                            path,
                            cancellationToken
                        );
                        session.Printer.Print(
                            () => session.Words("cli.file.saved", ("file", path)),
                            json =>
                            {
                                json.WriteString("file", path);
                                JsonShapes.Attachment(json, file);
                            }
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        yield return command;
    }
}
