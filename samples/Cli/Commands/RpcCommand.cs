// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Rpc;

namespace ChatSecure.Cli.Commands;

/// <summary><c>rpc</c></summary>
internal sealed class RpcCommand : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var command = new Command("rpc", "Speaks JSON-RPC 2.0 over standard input and output, one message a line.");
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        using var network = new NetworkWatch(session.Client.Accounts);
                        using var server = new RpcServer(session, cancellationToken);
                        await server.RunAsync();
                        return ExitCode.Done;
                    },
                    route => route.ForEveryAccount,
                    token
                )
        );
        yield return command;
    }
}
