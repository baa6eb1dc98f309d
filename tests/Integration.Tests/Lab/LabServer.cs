// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A real server on loopback with a folder, ports and certificates of its own, driven by a script of build/lab.</summary>
/// <remarks>Accounts alice, bob and carol exist, with the password <c>secret</c>. A machine without the server fails the tests, never skips them.</remarks>
/// <param name="script">The script's name.</param>
public abstract class LabServer(string script) : IAsyncLifetime
{
    private const int Attempts = 3;

    /// <summary>The domain of all accounts. It does not resolve: connect to 127.0.0.1 and verify the certificate against this name.</summary>
    public string Domain => "chat.lab.test";

    /// <summary>The port for STARTTLS.</summary>
    public int Port { get; private set; }

    /// <summary>The port for direct TLS.</summary>
    public int DirectTlsPort { get; private set; }

    /// <summary>The port for HTTPS.</summary>
    public int HttpsPort { get; private set; }

    /// <summary>The PEM file with the only authority that signs for <see cref="Domain"/>.</summary>
    public string CaFile => Path.Combine(State, "ca", "ca.crt");

    /// <summary>The PEM file with the server's certificate; its key lies beside it.</summary>
    public string CertificateFile => Path.Combine(State, "ca", "prosody.crt");

    /// <summary>The folder of this server.</summary>
    protected string State { get; } = Directory.CreateTempSubdirectory("chatsecure-lab-").FullName;

    /// <summary>The switches of the script.</summary>
    protected abstract Dictionary<string, string> Switches { get; }

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
            File.Delete(Path.Combine(State, "ports"));
            start = await ScriptAsync("start");
        }
        Demand(start);
        var ports = File.ReadLines(Path.Combine(State, "ports"))
            .Select(line => line.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        Port = int.Parse(ports["LAB_PORT_C2S"], CultureInfo.InvariantCulture);
        DirectTlsPort = int.Parse(ports["LAB_PORT_TLS"], CultureInfo.InvariantCulture);
        HttpsPort = int.Parse(ports["LAB_PORT_HTTPS"], CultureInfo.InvariantCulture);
    }

    /// <summary>Stops; a restart starts again.</summary>
    public async Task StopAsync() => Demand(await ScriptAsync("stop"));

    public async ValueTask DisposeAsync()
    {
        await ScriptAsync("stop");
        Directory.Delete(State, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected Task<ProgramResult> ScriptAsync(params string[] arguments)
    {
        var environment = Switches;
        environment["LAB_RUN"] = State;
        return Task.Run(() => Programs.Run(Repository.PathTo("build", "lab", script), arguments, environment));
    }

    private protected static void Demand(ProgramResult result)
    {
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"The lab's server: {result.Errors.Trim().Split('\n')[^1]}");
    }
}
