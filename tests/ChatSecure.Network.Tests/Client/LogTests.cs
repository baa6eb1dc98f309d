// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Tests.Client;

public sealed class LogTests
{
    [Fact]
    public async Task Logs_tell_the_states_and_nothing_personal()
    {
        using var logs = new Recorder();
        await using var server = ScriptedXmppServer.Start(new() { Mechanisms = ["PLAIN"] });
        var (client, session) = await TestClient.ConnectAsync(server, logs: logs);
        await using (client)
        {
            await (await client.Client.SendAckedAsync(new MessageStanza(Jid.Parse("bob@example.test")) { Body = "marker-out" }));
            await session.SendXmlAsync("<message from='bob@example.test/x'><body>marker-in</body></message>");
            await client.MessageAsync();
            await session.SendXmlAsync("<iq type='result' id='marker-id' from='mallory@example.test'/>");
            session.Drop();
            await client.ReachAsync(ConnectionState.Online);
        }

        Assert.Contains(logs.Lines, line => line.Contains("Online", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("Opening -> Authenticating", StringComparison.Ordinal));
        foreach (var secret in new[] { "marker", "secret", "alice", "bob", "mallory", "example.test", "AGFsaWNl", "<" })
        {
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Logs_hold_no_token()
    {
        using var logs = new Recorder();
        string? token = null;
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { ConfigVersion = "marker" },
                Tamper = element =>
                {
                    token ??= element.Child("token", "urn:xmpp:fast:0")?["token"];
                    return element;
                },
            }
        );
        var (client, session) = await TestClient.ConnectAsync(server, logs: logs);
        await using (client)
        {
            session.Drop();
            await client.ReachAsync(ConnectionState.Online);
            Assert.Equal("HT-SHA-256-ENDP", client.Client.Details!.SaslMechanism);
        }

        Assert.Contains(logs.Lines, line => line.Contains("Online -> Waiting", StringComparison.Ordinal));
        foreach (var secret in new[] { token!, token![6..14], session.Address.Resource!, "marker", "secret", "alice", "example.test", "<" })
        {
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void AddProvider(ILoggerProvider provider) { }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose() { }
    }
}
