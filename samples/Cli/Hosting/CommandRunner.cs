// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Branding;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Secrets;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Hosting;

/// <summary>Runs the body of a command: loads the brand, opens the profile, and turns every failure into one line and an exit code.</summary>
internal sealed class CommandRunner(ProcessIo io, GlobalOptions options, Func<ClientSetup, IChatClient> createClient, TimeProvider time)
{
    public TimeProvider Time => time;

    /// <summary>Runs a command that needs nothing: no brand, no profile, no network.</summary>
    public int Run(ParseResult parsed, Action<Printer> command)
    {
        command(new(io.Output, options.Read(parsed).Json));
        return (int)ExitCode.Done;
    }

    /// <summary>Runs a command on the open profile.</summary>
    public Task<int> RunAsync(
        ParseResult parsed,
        Func<Session, CancellationToken, Task<ExitCode>> command,
        CancellationToken cancellationToken
    ) => RunAsync(parsed, command, route => route, cancellationToken);

    /// <summary>Runs a command on the open profile.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="command">The command.</param>
    /// <param name="forEveryAccount">Which part of the route that the options name holds for every connection.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public Task<int> RunAsync(
        ParseResult parsed,
        Func<Session, CancellationToken, Task<ExitCode>> command,
        Func<Route, Route> forEveryAccount,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            parsed,
            async (settings, brand, printer) =>
            {
                var route = await Route.ReadAsync(settings, cancellationToken);
                var key = new OfferedKey();
                var client = createClient(Setup(settings, brand, forEveryAccount(route), key));
                await using var session = new Session(client, settings, route, brand, printer, io, time, key);
                await client.StartAsync(cancellationToken);
                return await command(session, cancellationToken);
            }
        );

    /// <summary>Runs a command before the profile is opened, such as one that makes it.</summary>
    public Task<int> RunUnopenedAsync(
        ParseResult parsed,
        Func<Session, CancellationToken, Task<ExitCode>> command,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            parsed,
            async (settings, brand, printer) =>
            {
                var key = new OfferedKey();
                var client = createClient(Setup(settings, brand, new(), key));
                await using var session = new Session(client, settings, new(), brand, printer, io, time, key);
                return await command(session, cancellationToken);
            }
        );

    private async Task<int> RunAsync(ParseResult parsed, Func<Settings, Brand, Printer, Task<ExitCode>> command)
    {
        var settings = options.Read(parsed);
        Words words = Brand.Neutral.Text;
        try
        {
            var brand = Composition.LoadBrand(settings);
            words = brand.Text;
            return (int)await command(settings, brand, new(io.Output, settings.Json));
        }
        catch (Exception exception)
        {
            var failure = Failure.Of(exception, words);
            await io.Error.WriteLineAsync(words("error.line", ("message", failure.Message)));
            return (int)failure.ExitCode;
        }
    }

    private ClientSetup Setup(Settings settings, Brand brand, Route route, OfferedKey key)
    {
        var profile = Path.GetFullPath(settings.Profile ?? Composition.DefaultProfile(brand));
        var isNew = !Composition.ProfileExists(profile);
        Words words = brand.Text;
        var hasKeyOption = settings.KeyVariable is not null || settings.KeyFile is not null;
        return new(
            brand,
            profile,
            route,
            hasKeyOption ? null : io.Secrets?.Invoke(brand),
            () =>
                key.Take()
                ?? new KeyReader(io, settings.KeyVariable, settings.KeyFile, words).Read(
                    words(isNew ? "onboarding.passphrase" : "cli.prompt.passphrase"),
                    isNew ? words("onboarding.passphraseAgain") : null
                ),
            settings.Log,
            io.Error
        );
    }
}
