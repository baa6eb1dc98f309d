// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Contacts;

namespace ChatSecure.Cli.Commands;

/// <summary><c>persona</c> and <c>persona show|nickname|avatar|device-name</c></summary>
internal sealed class PersonaCommands : ICommandGroup
{
    // What the engine takes, and a little more for its own word on that.
    private const int MaxAvatar = 1024 * 1024;

    private delegate Task Change(Session session, Jid account, CancellationToken cancellationToken);

    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var command = new Command("persona", "How you show yourself to your contacts.")
        {
            Show(runner),
            Nickname(runner),
            Avatar(runner),
            DeviceName(runner),
        };
        command.SetAction((parsed, token) => runner.RunAsync(parsed, GetAsync, token));
        yield return command;
    }

    private static async Task<ExitCode> GetAsync(Session session, CancellationToken cancellationToken)
    {
        var persona = await session.Client.Persona.GetAsync(await session.AccountAsync(null, cancellationToken), cancellationToken);
        session.Printer.Print(
            () =>
                string.Join(
                    '\n',
                    new[] { persona.Nickname, session.Words(TextId.Of(persona.Availability)), persona.StatusText }
                        .Where(line => line is not null)
                        .Select(line => TerminalText.OneLine(line!))
                ),
            json => JsonShapes.Persona(json, persona)
        );
        return ExitCode.Done;
    }

    private static Command Show(CommandRunner runner)
    {
        var availability = Arguments.WordArgument<Availability>("AVAILABILITY", "Whether you want to be spoken to.");
        var text = new Option<string?>("--text") { HelpName = "TEXT", Description = "A text with it." };
        return Changing(
            runner,
            new("show", "Shows whether you want to be spoken to.") { availability, text },
            parsed =>
                (session, account, token) =>
                    session.Client.Persona.ShowAsync(account, parsed.GetRequiredValue(availability), parsed.GetValue(text), token)
        );
    }

    private static Command Nickname(CommandRunner runner)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The nickname; none takes it back." };
        return Changing(
            runner,
            new("nickname", "Says what to be called.") { name },
            parsed => (session, account, token) => session.Client.Persona.SetNicknameAsync(account, parsed.GetValue(name), token)
        );
    }

    private static Command Avatar(CommandRunner runner)
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A PNG; none takes the picture back." };
        return Changing(
            runner,
            new("avatar", "Shows a picture.") { file },
            parsed =>
                async (session, account, token) =>
                {
                    var png = parsed.GetValue(file) is { } path ? await ReadAsync(session, path, token) : default(ReadOnlyMemory<byte>?);
                    await session.Client.Persona.SetAvatarAsync(account, png, token);
                }
        );
    }

    private static Command DeviceName(CommandRunner runner)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The name; none for no name." };
        return Changing(
            runner,
            new("device-name", "Names this device; it is shown if 'privacy set announceDeviceName on'.") { name },
            parsed => (session, account, token) => session.Client.Persona.SetDeviceNameAsync(account, parsed.GetValue(name), token)
        );
    }

    /// <summary>The bytes of a picture.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Session session, string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxAvatar }
                ? await File.ReadAllBytesAsync(path, cancellationToken)
                : throw CliException.Usage(session.Words("cli.file.missing", ("file", path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage(session.Words("cli.file.missing", ("file", path)));
        }
    }

    private static Command Changing(CommandRunner runner, Command command, Func<ParseResult, Change> change)
    {
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, ct) =>
                    {
                        var account = await session.ConnectedAccountAsync(null, ct);
                        await change(parsed)(session, account, ct);
                        session.Printer.Print(() => session.Words("cli.changed"), json => json.WriteString("account", account.ToString()));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }
}
