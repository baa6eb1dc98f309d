// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A man in the middle who takes STARTTLS out of the server's offer and puts PLAIN in its place (build/lab/mitm.py).</summary>
public sealed class StarttlsStripper : IAsyncDisposable
{
    private readonly LabProgram _program;

    private StarttlsStripper(LabProgram program, int port)
    {
        _program = program;
        Port = port;
    }

    /// <summary>Where the victim connects to, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What the victim sent in the clear that it never should have: auth, iq, message or presence.</summary>
    public IReadOnlyList<string> Caught => [.. _program.Events.Where(e => (string?)e["event"] == "caught").Select(e => (string)e["what"]!)];

    public static async Task<StarttlsStripper> StartAsync(ProsodyServer server)
    {
        var program = new LabProgram("mitm.py", "--to", $"127.0.0.1:{server.Port}");
        try
        {
            return new StarttlsStripper(program, (int)(await program.WaitForAsync("listening"))["port"]!);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until an offer has been stripped.</summary>
    public Task WaitUntilStrippedAsync() => _program.WaitForAsync("stripped");

    /// <summary>Waits until a victim's connection is over.</summary>
    public Task WaitUntilClosedAsync() => _program.WaitForAsync("closed");

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
