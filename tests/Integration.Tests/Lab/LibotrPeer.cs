// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>libotr behind build/lab/otr_peer.c: a foreign OTR client, which shares no code with us and has no network. Each command is answered at once.</summary>
public sealed class LibotrPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private LibotrPeer(Process process) => _process = process;

    /// <summary>Everything that the peer has told so far.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Starts a peer. It keeps what Pidgin keeps in <paramref name="folder"/>: <c>otr.private_key</c>, <c>otr.instance_tags</c> and
    /// <c>otr.fingerprints</c>.</summary>
    public static async Task<LibotrPeer> StartAsync(
        string folder,
        string me = "libotr@lab",
        string peer = "alice@lab",
        string policy = "v3",
        int maxMessage = 0
    )
    {
        using var build = Process.Start(
            new ProcessStartInfo(Repository.PathTo("build", "lab", "otr_peer.sh")) { RedirectStandardOutput = true }
        )!;
        var program = (await build.StandardOutput.ReadToEndAsync()).Trim();
        await build.WaitForExitAsync();
        var start = new ProcessStartInfo(
            program,
            ["--me", me, "--peer", peer, "--folder", folder, "--policy", policy, "--mms", $"{maxMessage}"]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var libotr = new LibotrPeer(Process.Start(start)!);
        await libotr.ReadUntilAsync("state ");
        return libotr;
    }

    /// <summary>Gives a command and returns what it brought about.</summary>
    public async Task<IReadOnlyList<string>> DoAsync(string command, string? value = null)
    {
        await _turn.WaitAsync();
        try
        {
            var escaped = value?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            await _process.StandardInput.WriteLineAsync(escaped is null ? command : $"{command} {escaped}");
            await _process.StandardInput.FlushAsync();
            return await ReadUntilAsync("ok ");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A field of the peer's state: version, fingerprint (ours), mine (the peer's), ssid, instag; or <c>state</c> itself.</summary>
    public async Task<string> StateAsync(string field)
    {
        var words = (await DoAsync("state")).Single(line => line.StartsWith("state ", StringComparison.Ordinal)).Split(' ');
        return field == "state"
            ? words[1]
            : words.Single(word => word.StartsWith(field + "=", StringComparison.Ordinal))[(field.Length + 1)..];
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _turn.Dispose();
    }

    private async Task<List<string>> ReadUntilAsync(string prefix)
    {
        using var patience = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        while (true)
        {
            var line =
                await _process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("libotr is gone.");
            lines.Add(line);
            Told.Add(line);
            if (line.StartsWith(prefix, StringComparison.Ordinal))
            {
                return lines;
            }
        }
    }
}
