// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Hosting;

namespace ChatSecure.Cli.Commands;

/// <summary>The commands of the contract that come with later work: each says so in one line.</summary>
internal sealed class LaterCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner) => [Make(runner, "group", "Group chats (come later).")];

    private static Command Make(CommandRunner runner, string name, string description)
    {
        var rest = new Argument<string[]>("ARGS") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var command = new Command(name, description) { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => runner.RefuseAsync(parsed, name));
        return command;
    }
}
