// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Encryption;

namespace ChatSecure.Cli.Commands;

/// <summary><c>otr status|end|compare JID</c>: what a private conversation that is still open blocks, and how to lift it. To have one, <c>send --encryption otr</c> and
/// <c>listen</c>, or <c>rpc</c>.</summary>
internal sealed class OtrCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner) =>
        [
            new Command("otr", "Private conversations by off-the-record messaging.")
            {
                Make(runner, "status", "Shows whether there is one.", end: false),
                Make(runner, "end", "Ends it on this side: plain text can be asked for again.", end: true),
                OtrCompareCommand.Create(runner),
            },
        ];

    private static Command Make(CommandRunner runner, string name, string description, bool end)
    {
        var with = Arguments.JidArgument("With whom.");
        var command = new Command(name, description) { with };
        command.SetAction(
            (parsed, token) => runner.RunAsync(parsed, (session, ct) => RunAsync(session, parsed.GetRequiredValue(with), end, ct), token)
        );
        return command;
    }

    private static async Task<ExitCode> RunAsync(Session session, Jid peer, bool end, CancellationToken cancellationToken)
    {
        var account = await session.AccountAsync(null, cancellationToken);
        if (end)
        {
            await session.Client.Otr.EndAsync(account, peer, cancellationToken);
        }

        var status = await session.Client.Otr.StatusAsync(account, peer, cancellationToken);
        session.Printer.Print(() => session.Words(TextId.Of(status.State)), json => JsonShapes.Otr(json, peer, status));
        return ExitCode.Done;
    }
}
