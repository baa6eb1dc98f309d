// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>The terminal app with a profile of its own, as a person sits in front of it.</summary>
public abstract class TerminalScene(ProsodyServer server) : IDisposable
{
    protected const string Passphrase = "correct horse battery";

    // Of the 40 lines of the terminal.
    private const int PageHeight = 34;

    protected string Profile { get; } = Directory.CreateTempSubdirectory("chatsecure-terminal-").FullName;

    protected ProsodyServer Server => server;

    protected static string Program =>
        Environment.GetEnvironmentVariable("CHATSECURE_TERMINAL")
        ?? Repository.PathTo("artifacts", "bin", "Terminal", Repository.Configuration.ToLowerInvariant(), "chatsecure-terminal");

    public void Dispose()
    {
        Directory.Delete(Profile, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Starts it as it is started by hand.</summary>
    internal TmuxSession Start(Dictionary<string, string>? environment = null, params string[] options) =>
        Start(server, environment, options);

    /// <summary>The same with another server.</summary>
    internal TmuxSession Start(LabServer at, Dictionary<string, string>? environment = null, params string[] options) =>
        new(
            [Program, "--profile", Profile, "--server", $"127.0.0.1:{at.Port}", "--ca", at.CaFile, .. options],
            new Dictionary<string, string>(environment ?? [])
            {
                ["LANG"] = "C.UTF-8",
                ["TERM"] = "tmux-256color",
                ["COLORTERM"] = "truecolor",
            }
        );

    /// <summary>Starts it with a profile that is there, or that is made with the test's passphrase.</summary>
    internal TmuxSession StartOpen(params string[] options) =>
        Start(new() { ["TERMINAL_KEY"] = Passphrase }, ["--key-env", "TERMINAL_KEY", .. options]);

    /// <summary>Presses Enter at each step of the way in that asks for nothing, until the conversations are there.</summary>
    internal static async Task ThroughTheRestAsync(TmuxSession terminal)
    {
        for (var step = 0; step < 10; step++)
        {
            await terminal.UntilAsync(
                screen => Has(screen, "Next") || Has(screen, "Start chatting") || Has(screen, "Conversations"),
                "A step that asks for nothing"
            );
            var screen = terminal.Screen;
            if (Has(screen, "Conversations"))
            {
                return;
            }

            terminal.Type("", "Enter");
            await terminal.UntilAsync(now => now != screen, "Another step");
        }

        static bool Has(string screen, string text) => screen.Contains(text, StringComparison.Ordinal);
    }

    /// <summary>Moves to the first line that begins with a text, or that holds it anywhere.</summary>
    internal static async Task MoveToAsync(TmuxSession terminal, string text, bool isAnywhere = false)
    {
        await terminal.UntilAsync(screen => LineOf(screen, text, isAnywhere) > 0, text);
        for (var step = 0; step < 100; step++)
        {
            var (wanted, chosen) = (LineOf(terminal.Screen, text, isAnywhere), terminal.ChosenLine);
            if (wanted == chosen)
            {
                return;
            }

            terminal.Type("", wanted < chosen ? "Up" : "Down");
            await terminal.UntilAsync(_ => terminal.ChosenLine != chosen, $"Another line than {chosen} for {wanted}, {text}");
        }

        Assert.Fail($"{text} can't be chosen:\n{terminal.Screen}");
    }

    /// <summary>Shows what can be done with the chosen line, and does it.</summary>
    internal static async Task ChooseAsync(TmuxSession terminal, string what)
    {
        terminal.Type("", "Tab");
        await MoveToAsync(terminal, what);
        terminal.Type("", "Enter");
    }

    /// <summary>The same of the first line that begins with a text.</summary>
    internal static async Task ChooseAsync(TmuxSession terminal, string line, string what)
    {
        await MoveToAsync(terminal, line);
        await ChooseAsync(terminal, what);
    }

    /// <summary>Goes back to where something is on the screen: one step at a time, for Esc begins what other keys send.</summary>
    internal static Task BackAsync(TmuxSession terminal, string text)
    {
        terminal.Type("", "Escape");
        return terminal.UntilAsync(text);
    }

    /// <summary>Types something in place of what stands in the field, and presses Enter.</summary>
    internal static async Task TypeInsteadAsync(TmuxSession terminal, string there, string text)
    {
        await terminal.UntilAsync(screen => screen.Split('\n').Skip(PageHeight + 1).Any(line => line.Trim() == there), there);
        terminal.Type("", Enumerable.Repeat("BSpace", there.Length));
        terminal.Type(text, "Enter");
    }

    // The title and what stands below the page are no lines to choose.
    private static int LineOf(string screen, string text, bool isAnywhere) =>
        Array.FindIndex(
            [.. screen.Split('\n').Take(PageHeight + 1)],
            1,
            line =>
                isAnywhere
                    ? line.Contains(text, StringComparison.Ordinal)
                    : line.TrimStart(' ', '^', '*', '+').StartsWith(text, StringComparison.Ordinal)
        );
}
