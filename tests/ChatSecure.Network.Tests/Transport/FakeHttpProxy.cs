// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Text;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>An HTTP proxy on loopback that knows the way to a few places, by their names.</summary>
internal sealed class FakeHttpProxy : IAsyncDisposable
{
    private readonly Loopback _listener;

    public FakeHttpProxy() => _listener = new(ServeAsync);

    /// <summary>The ports of the places that it knows.</summary>
    public Dictionary<string, int> Routes { get; } = [];

    /// <summary>What it answers instead of connecting; null to connect.</summary>
    public string? Answer { get; init; }

    /// <summary>What it answers when it connects.</summary>
    public string Welcome { get; init; } = "HTTP/1.1 200 Connection established\r\nVia: nobody\r\n\r\n";

    /// <summary>What it was asked to connect to.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The last head that it was sent.</summary>
    public string? Head { get; private set; }

    public string Url(string login = "") => $"http://{login}127.0.0.1:{_listener.Port}";

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        Head = await HttpText.ReadHeadAsync(stream, cancellationToken);
        var place = Head.Split(' ')[1];
        Asked.Enqueue(place);
        if (Answer is null && Routes.TryGetValue(place, out var port))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Welcome), cancellationToken);
            await Loopback.RelayAsync(stream, port, cancellationToken);
        }
        else
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer ?? "HTTP/1.1 502 Bad Gateway\r\n\r\n"), cancellationToken);
        }
    }
}
