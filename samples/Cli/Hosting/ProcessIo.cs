// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Branding;
using ChatSecure.Cli.Secrets;
using ChatSecure.Storage;

namespace ChatSecure.Cli.Hosting;

/// <summary>What the program touches of the process around it, so that tests can stand in for it.</summary>
internal sealed record ProcessIo
{
    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable; null if it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Asks a person for a line, which is shown; its answer is null at the end of input. Null where there is no terminal.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>Asks a person for a secret without showing it; null where there is no terminal.</summary>
    public Func<string, string>? AskSecret { get; init; }

    /// <summary>Finds the operating system's secret store; null to leave it alone.</summary>
    public Func<Brand, ISecretStore?>? Secrets { get; init; }

    /// <summary>The real process.</summary>
    public static ProcessIo OfThisProcess()
    {
        var hasTerminal = !Console.IsInputRedirected && !Console.IsErrorRedirected;
        return new()
        {
            Input = Console.OpenStandardInput(),
            Output = Console.OpenStandardOutput(),
            Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
            Variable = Environment.GetEnvironmentVariable,
            Secrets = SystemSecrets.Find,
            Ask = hasTerminal ? AskLineOnTerminal : null,
            AskSecret = hasTerminal ? AskOnTerminal : null,
        };
    }

    private static string? AskLineOnTerminal(string prompt)
    {
        Console.Error.Write(prompt);
        return Console.ReadLine();
    }

    private static string AskOnTerminal(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
