// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A real Prosody. Shared by the whole assembly when it is taken as a constructor's argument; a test that restarts, stops or sets it up otherwise
/// starts its own with <see cref="StartAsync"/>.</summary>
public sealed class ProsodyServer() : LabServer("prosody.sh")
{
    public const string Password = "secret";

    private ProsodyOptions _options = new();

    /// <summary>The server's storage, in plain files.</summary>
    public string DataPath => Path.Combine(State, "prosody", "data");

    /// <summary>The server's debug log, with every stanza's outline.</summary>
    public string LogPath => Path.Combine(State, "prosody", "prosody.log");

    protected override Dictionary<string, string> Switches => _options.Environment;

    public static async Task<ProsodyServer> StartAsync(ProsodyOptions? options = null)
    {
        var server = new ProsodyServer { _options = options ?? new ProsodyOptions() };
        await server.InitializeAsync();
        return server;
    }

    public async Task RegisterUserAsync(string user, string password) => Demand(await ScriptAsync("register", user, password));

    /// <summary>Stops and starts on the same ports with the same accounts; with other options if given.</summary>
    public async Task RestartAsync(ProsodyOptions? options = null)
    {
        _options = options ?? _options;
        Demand(await ScriptAsync("restart"));
    }

    /// <summary>Ends all streams from the server's side, as an operator would with the server's own command.</summary>
    public async Task KickAsync(string user) => Demand(await ScriptAsync("ctl", "shell", "c2s", "close", Jid(user)));

    /// <summary>Whether the text stands anywhere in the server's storage or log.</summary>
    public bool Holds(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Stored().Append(File.ReadAllBytes(LogPath)).Any(content => content.AsSpan().IndexOf(bytes) >= 0);
    }

    /// <summary>What the server has stored, file by file: those whose path is wanted. It puts new files in the place of old ones at any time; then it is looked at
    /// again, so that nothing is missed.</summary>
    public IReadOnlyList<byte[]> Stored(Func<string, bool>? isWanted = null)
    {
        for (var again = 100; ; again--)
        {
            try
            {
                var files = Directory.EnumerateFiles(DataPath, "*", SearchOption.AllDirectories);
                return [.. files.Where(isWanted ?? (_ => true)).Select(File.ReadAllBytes)];
            }
            catch (Exception error) when (again > 0 && error is (FileNotFoundException or DirectoryNotFoundException))
            {
                Thread.Sleep(10);
            }
        }
    }

    /// <summary>The same as one text.</summary>
    public string StoredText(Func<string, bool> isWanted) => string.Concat(Stored(isWanted).Select(Encoding.UTF8.GetString));
}
