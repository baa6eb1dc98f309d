// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Threading.Channels;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Tests.Transport;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Tests.Client;

/// <summary>A client of a scripted server, whose states and messages a test can wait for.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly Channel<ConnectionStatus> _statuses = Channel.CreateUnbounded<ConnectionStatus>();
    private readonly Channel<IncomingMessage> _messages = Channel.CreateUnbounded<IncomingMessage>();

    public TestClient(XmppClientOptions options, TimeProvider? time = null, ILoggerFactory? logs = null, FakeDns? dns = null)
    {
        Client = new(options, logs, time, dns ?? new FakeDns())
        {
            StatusChanged = status => _statuses.Writer.TryWrite(status),
            MessageReceived = (message, _) => _messages.Writer.WriteAsync(message),
        };
    }

    public XmppClient Client { get; }

    public static XmppClientOptions Options(ScriptedXmppServer server, string user = "alice", string password = "secret") =>
        new()
        {
            Account = Jid.Parse($"{user}@{server.Options.Domain}"),
            Password = _ => ValueTask.FromResult(Encoding.UTF8.GetBytes(password)),
            Server = server.Address,
            ExtraAuthoritiesPem = server.AuthorityPem,
            ReconnectPolicy = new ReconnectPolicy { InitialCeiling = TimeSpan.Zero },
        };

    /// <summary>A client that is online, and the server's side of its stream.</summary>
    public static async Task<(TestClient Client, ScriptedSession Session)> ConnectAsync(
        ScriptedXmppServer server,
        Func<XmppClientOptions, XmppClientOptions>? change = null,
        TimeProvider? time = null,
        ILoggerFactory? logs = null
    )
    {
        var options = Options(server);
        var client = new TestClient(change?.Invoke(options) ?? options, time, logs);
        await client.Client.ConnectAsync();
        await client.ReachAsync(ConnectionState.Online);
        return (client, await server.AcceptAsync());
    }

    /// <summary>Tries to connect, which must fail; gives the failure.</summary>
    public static async Task<ChatSecureException> FailAsync(XmppClientOptions options, FakeDns? dns = null)
    {
        await using var client = new TestClient(options, dns: dns);
        var failure = await Assert.ThrowsAnyAsync<ChatSecureException>(() => client.Client.ConnectAsync());
        Assert.Null(client.Client.BoundAddress);
        Assert.Null(client.Client.Details);
        return failure;
    }

    /// <summary>Waits until the client has reported that state.</summary>
    public async Task<ConnectionStatus> ReachAsync(ConnectionState state)
    {
        while (true)
        {
            var status = await _statuses.Reader.ReadAsync().AsTask().WaitAsync(_patience);
            if (status.State == state)
            {
                return status;
            }
        }
    }

    public Task<IncomingMessage> MessageAsync() => _messages.Reader.ReadAsync().AsTask().WaitAsync(_patience);

    public bool HasMessage => _messages.Reader.Count > 0;

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
