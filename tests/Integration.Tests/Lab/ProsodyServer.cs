// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A real Prosody on loopback with a folder, ports and certificates of its own. Shared by the whole assembly when it is taken as a
/// constructor's argument; a test that restarts, stops or sets it up otherwise starts its own with <see cref="StartAsync"/>.</summary>
/// <remarks>Accounts alice, bob and carol exist, with <see cref="Password"/>. A machine without Prosody fails the tests, never skips them.</remarks>
public sealed class ProsodyServer : IAsyncLifetime
{
    public const string Password = "secret";

    private const int Attempts = 3;
    private readonly string _state = Directory.CreateTempSubdirectory("chatsecure-lab-").FullName;
    private ProsodyOptions _options = new();

    /// <summary>The domain of all accounts. It does not resolve: connect to 127.0.0.1 and verify the certificate against this name.</summary>
    public string Domain => "chat.lab.test";

    /// <summary>The port for STARTTLS.</summary>
    public int Port { get; private set; }

    /// <summary>The port for direct TLS.</summary>
    public int DirectTlsPort { get; private set; }

    /// <summary>The PEM file with the only authority that signs for <see cref="Domain"/>.</summary>
    public string CaFile => Path.Combine(_state, "ca", "ca.crt");

    /// <summary>The server's storage, in plain files.</summary>
    public string DataPath => Path.Combine(_state, "prosody", "data");

    /// <summary>The server's debug log, with every stanza's outline.</summary>
    public string LogPath => Path.Combine(_state, "prosody", "prosody.log");

    public static async Task<ProsodyServer> StartAsync(ProsodyOptions? options = null)
    {
        var server = new ProsodyServer { _options = options ?? new ProsodyOptions() };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>The bare JID of a user of this server.</summary>
    public string Jid(string user) => $"{user}@{Domain}";

    public async ValueTask InitializeAsync()
    {
        var start = await ScriptAsync("start");
        // Another program may have taken a port between our look and our use: then with others.
        for (
            var attempt = 1;
            start.ExitCode != 0 && start.Errors.Contains("is taken by", StringComparison.Ordinal) && attempt < Attempts;
            attempt++
        )
        {
            File.Delete(Path.Combine(_state, "ports"));
            start = await ScriptAsync("start");
        }
        Demand(start);
        var ports = File.ReadLines(Path.Combine(_state, "ports"))
            .Select(line => line.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        Port = int.Parse(ports["LAB_PORT_C2S"], CultureInfo.InvariantCulture);
        DirectTlsPort = int.Parse(ports["LAB_PORT_TLS"], CultureInfo.InvariantCulture);
    }

    public async Task RegisterUserAsync(string user, string password) => Demand(await ScriptAsync("register", user, password));

    /// <summary>Stops and starts on the same ports with the same accounts; with other options if given.</summary>
    public async Task RestartAsync(ProsodyOptions? options = null)
    {
        _options = options ?? _options;
        Demand(await ScriptAsync("restart"));
    }

    /// <summary>Stops; <see cref="RestartAsync"/> starts again.</summary>
    public async Task StopAsync() => Demand(await ScriptAsync("stop"));

    /// <summary>Ends all streams from the server's side, as an operator would with the server's own command.</summary>
    public async Task KickAsync(string user) => Demand(await ScriptAsync("ctl", "shell", "c2s", "close", Jid(user)));

    /// <summary>Whether the text stands anywhere in the server's storage or log.</summary>
    public bool Holds(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Directory
            .EnumerateFiles(DataPath, "*", SearchOption.AllDirectories)
            .Append(LogPath)
            .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
    }

    public async ValueTask DisposeAsync()
    {
        await ScriptAsync("stop");
        Directory.Delete(_state, recursive: true);
    }

    private Task<ProgramResult> ScriptAsync(params string[] arguments)
    {
        var environment = _options.Environment;
        environment["LAB_RUN"] = _state;
        return Task.Run(() => Programs.Run(Repository.PathTo("build", "lab", "prosody.sh"), arguments, environment));
    }

    private static void Demand(ProgramResult result)
    {
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"The lab's server: {result.Errors.Trim().Split('\n')[^1]}");
    }
}
