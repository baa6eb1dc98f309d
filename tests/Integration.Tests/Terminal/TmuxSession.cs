// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>A program in a terminal of its own, in front of which nobody sits: tmux shows what is on its screen and presses its keys.</summary>
internal sealed partial class TmuxSession : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-tmux-").FullName;

    public TmuxSession(IEnumerable<string> command, IReadOnlyDictionary<string, string> environment)
    {
        // A server of its own, so that nothing of the person's sessions is touched.
        List<string> arguments = ["new-session", "-d", "-x", "120", "-y", "40"];
        foreach (var (name, value) in environment)
        {
            arguments.AddRange(["-e", $"{name}={value}"]);
        }

        // The shell writes down how the program ended: tmux may know that later than the end itself, and a program may end before tmux is told to stay.
        arguments.AddRange(["--", "sh", "-c", "\"$@\"; echo $? >\"$0.new\"; mv \"$0.new\" \"$0\"", Status]);
        Run(["start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";", .. arguments, .. command]);
    }

    private string Socket => Path.Combine(_folder, "s");

    private string Status => Path.Combine(_folder, "status");

    /// <summary>What is on the screen.</summary>
    public string Screen => Run(["capture-pane", "-p"]);

    /// <summary>What is on the screen with the sequences for colours, up to the end of each line.</summary>
    public string ColoredScreen => Run(["capture-pane", "-p", "-e", "-N"]);

    /// <summary>The number of the first line in reversed colours, from 0 on: the one that is chosen; -1 for none.</summary>
    public int ChosenLine => Array.FindIndex(ColoredScreen.Split('\n'), line => Reversed().IsMatch(line));

    /// <summary>The title that the program gave its terminal.</summary>
    public string TerminalTitle => Run(["display-message", "-p", "#{pane_title}"]);

    /// <summary>Types a text, then presses keys by their names.</summary>
    public void Type(string text, params IEnumerable<string> keys)
    {
        if (text.Length > 0)
        {
            Run(["send-keys", "-l", text]);
        }

        foreach (var key in keys)
        {
            Run(["send-keys", key]);
        }
    }

    /// <summary>Presses a key again and again until something is on the screen: the key falls into every moment before.</summary>
    public async Task PressUntilAsync(string key, string text)
    {
        var patience = Stopwatch.StartNew();
        while (!Screen.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(patience.Elapsed < _patience, $"{text} was not shown:\n{Screen}");
            Type("", key);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until something is on the screen.</summary>
    public async Task UntilAsync(Func<string, bool> isShown, string what)
    {
        var patience = Stopwatch.StartNew();
        while (!isShown(Screen))
        {
            Assert.True(patience.Elapsed < _patience, $"{what} was not shown:\n{Screen}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public Task UntilAsync(string text) => UntilAsync(screen => screen.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until it asks for something: a line says what, and nothing else.</summary>
    public Task UntilAskedAsync(string label) => UntilAsync(screen => screen.Split('\n').Any(line => line.Trim() == $"{label}:"), label);

    /// <summary>Waits for the program's end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> UntilEndedAsync()
    {
        var patience = Stopwatch.StartNew();
        while (!File.Exists(Status))
        {
            Assert.True(patience.Elapsed < _patience, $"The program did not end:\n{Screen}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return int.Parse(await File.ReadAllTextAsync(Status, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Programs.Run("tmux", ["-S", Socket, "kill-server"]);
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("\\e\\[(?:\\d+;)*7(?:;\\d+)*m")]
    private static partial Regex Reversed();

    private string Run(IEnumerable<string> arguments)
    {
        var result = Programs.Run("tmux", ["-S", Socket, "-f", "/dev/null", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }
}
