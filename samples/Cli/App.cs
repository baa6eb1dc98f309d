// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Commands;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;

namespace ChatSecure.Cli;

/// <summary>The program: reads the command line and runs the command it names.</summary>
internal sealed class App(ProcessIo io, Func<ClientSetup, IChatClient> createClient, TimeProvider time)
{
    // A message may begin with '@' or a dash and a bundle of letters: nothing of it is to be expanded.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken = default)
    {
        var options = new GlobalOptions();
        var root = BuildRoot(options);
        var parsed = root.Parse(arguments, Parsing);
        var complaints = parsed.Errors.Select(error => error.Message).Concat(options.FindConflicts(parsed)).ToList();
        if (complaints.Count > 0)
        {
            await io.Error.WriteLineAsync(string.Join(' ', complaints.Distinct(StringComparer.Ordinal)));
            return (int)ExitCode.Usage;
        }

        await using var output = new StreamWriter(io.Output, leaveOpen: true);
        return await parsed.InvokeAsync(
            new()
            {
                Output = output,
                Error = io.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(8),
            },
            cancellationToken
        );
    }

    private RootCommand BuildRoot(GlobalOptions options)
    {
        var root = new RootCommand("Sends and receives encrypted XMPP messages.");
        root.Directives.Clear();
        options.AddTo(root);
        var runner = new CommandRunner(io, options, createClient, time);
        ICommandGroup[] groups =
        [
            new AccountCommands(),
            new MessageCommands(),
            new MessageActCommands(),
            new UnsentCommands(),
            new ConversationCommands(),
            new AttachmentCommand(),
            new LinkCommand(),
            new ListenCommand(),
            new ContactCommands(),
            new PersonaCommands(),
            new PrivacyCommands(),
            new DeviceCommands(),
            new OtrCommands(),
            new GroupCommands(),
            new DoctorCommand(),
            new BackupCommands(),
            new ProfileCommands(),
            new RpcCommand(),
            new VersionCommand(),
        ];
        foreach (var command in groups.SelectMany(group => group.Create(runner)))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
