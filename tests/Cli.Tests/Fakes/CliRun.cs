// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;
using ChatSecure.Storage;

namespace ChatSecure.Cli.Tests.Fakes;

/// <summary>Runs the program in this process, on an engine and an environment of the test's choice.</summary>
internal sealed class CliRun(IChatClient? client = null)
{
    public const string Passphrase = "correct horse battery staple";

    public Dictionary<string, string> Variables { get; } = new() { ["KEY"] = Passphrase };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string Input { get; init; } = string.Empty;

    public Func<string, string>? AskSecret { get; init; }

    /// <summary>Who sits at the terminal; null where there is none.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>The system's secret store, if it has one.</summary>
    public ISecretStore? Secrets { get; init; }

    /// <summary>What the engine was made from; null if none was.</summary>
    public ClientSetup? Setup { get; private set; }

    public string Output { get; private set; } = string.Empty;

    public string Error { get; private set; } = string.Empty;

    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async Task<ExitCode> RunAsync(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var io = new ProcessIo
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            Output = output,
            Error = error,
            Variable = name => Variables.GetValueOrDefault(name),
            Ask = Ask,
            AskSecret = AskSecret,
            Secrets = _ => Secrets,
        };
        var app = new App(io, Create, Time);
        var code = await app.RunAsync(arguments);
        Output = Encoding.UTF8.GetString(output.ToArray());
        Error = error.ToString();
        return (ExitCode)code;
    }

    private IChatClient Create(ClientSetup setup)
    {
        Setup = setup;
        return client ?? throw new InvalidOperationException("This run must not open a profile.");
    }
}
