// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Commands;

/// <summary><c>version</c></summary>
internal sealed class VersionCommand : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var command = new Command("version", "Shows the program's version.");
        command.SetAction(parsed =>
            runner.Run(parsed, printer => printer.Print(() => $"{ProgramInfo.Name} {ProgramInfo.Version}", JsonShapes.Version))
        );
        yield return command;
    }
}
