// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Errors;

namespace ChatSecure.Desktop;

/// <summary>Runs a desktop app from its first to its last line.</summary>
public static class ChatSecureDesktop
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Usage = 2;
    private const int StorageKey = 5;

    /// <summary>Starts the app, prints the link that opens it, and returns when it was told to end (Ctrl-C, SIGTERM) or nobody looked for long enough.</summary>
    /// <param name="args">The command line: <c>--profile</c>, <c>--key-env</c>, <c>--key-file</c>, <c>--server</c>, <c>--tls</c>, <c>--ca</c>,
    /// <c>--stop-after</c>, <c>--log</c>, <c>--help</c>.</param>
    /// <param name="output">Where lines for the person go, usually <c>Console.Out</c>.</param>
    /// <param name="options">What makes the app this one.</param>
    /// <param name="cancellationToken">Ends the app.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 the command line makes no sense, 5 the key does not open the profile.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        TextWriter output,
        DesktopOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        var brand = options.Brand(CultureInfo.CurrentUICulture is { Name.Length: > 0 } culture ? culture : null);
        try
        {
            var arguments = DesktopArguments.Parse(args, brand);
            if (arguments.WantsHelp)
            {
                await output.WriteLineAsync(brand.Text("desktop.help")).ConfigureAwait(false);
                return Done;
            }

            var app = await DesktopApp.StartAsync(arguments, brand, options, cancellationToken).ConfigureAwait(false);
            await using (app.ConfigureAwait(false))
            {
                if (options.Version is { } version)
                {
                    await output.WriteLineAsync(brand.Text("about.version", ("version", version))).ConfigureAwait(false);
                }

                await output.WriteLineAsync(brand.Text("desktop.open")).ConfigureAwait(false);

                // By itself: in a text, a link may be wrapped in marks of direction, which nobody sees and which are copied with it.
                await output.WriteLineAsync(app.NewStartLink().AbsoluteUri).ConfigureAwait(false);
                await output.WriteLineAsync(brand.Text("desktop.howToStop")).ConfigureAwait(false);
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                await app.WaitForStopAsync(cancellationToken).ConfigureAwait(false);
            }

            return Done;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Done;
        }
        catch (UsageException exception)
        {
            await WriteErrorAsync(exception.Message).ConfigureAwait(false);
            return Usage;
        }
        catch (ChatSecureException exception)
        {
            await WriteErrorAsync(brand.Text(TextId.Of(exception.Kind))).ConfigureAwait(false);
            return exception.Kind == ErrorKind.StorageKey ? StorageKey : Failed;
        }

        Task WriteErrorAsync(string message) => output.WriteLineAsync(brand.Text("error.line", ("message", message)));
    }
}
