// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Threading.Channels;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.ClientState;

namespace ChatSecure.Integration.Tests.Login;

/// <summary>A client of a lab server, whose states a test can wait for.</summary>
internal sealed class LoginClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<ConnectionStatus> _statuses = Channel.CreateUnbounded<ConnectionStatus>();

    private LoginClient(XmppClientOptions options) =>
        Client = new XmppClient(options) { StatusChanged = status => _statuses.Writer.TryWrite(status) };

    public XmppClient Client { get; }

    public ConnectionDetails Details => Client.Details!;

    /// <summary>Options for a user, with memories of their own; a copy shares them, as the next process of the same installation would.</summary>
    public static XmppClientOptions Options(LabServer server, string user, ServerAddress? address = null) =>
        new()
        {
            Account = Jid.Parse(server.Jid(user)),
            Password = _ => ValueTask.FromResult(Encoding.UTF8.GetBytes(ProsodyServer.Password)),
            Server = address ?? new ServerAddress("127.0.0.1", server.DirectTlsPort, TlsMode.Direct),
            ExtraAuthoritiesPem = File.ReadAllText(server.CaFile),
            ReconnectPolicy = new ReconnectPolicy { InitialCeiling = TimeSpan.Zero },
            ResumptionRecord = new InMemoryClientRecord(),
        };

    public static async Task<LoginClient> ConnectAsync(XmppClientOptions options)
    {
        var client = new LoginClient(options with { Modules = [new CarbonsModule(), new ClientStateModule()] });
        try
        {
            await client.Client.ConnectAsync(TestContext.Current.CancellationToken);
            await client.OnlineAsync();
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Suspends a stream, and has the next client of the same installation take it up.</summary>
    /// <returns>The next client, on the former address.</returns>
    public static async Task<LoginClient> SuspendAndResumeAsync(XmppClientOptions options)
    {
        var first = await ConnectAsync(options);
        var address = first.Client.BoundAddress;
        await first.Client.SuspendAsync(TestContext.Current.CancellationToken);
        await first.DisposeAsync();

        var second = await ConnectAsync(options);
        Assert.Equal(address, second.Client.BoundAddress);
        return second;
    }

    /// <summary>Waits until the client has come online, once more.</summary>
    public async Task<ConnectionStatus> OnlineAsync()
    {
        while (true)
        {
            var status = await _statuses.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            if (status.State == ConnectionState.Online)
            {
                return status;
            }
        }
    }

    /// <summary>Sends a message and waits until the server has it.</summary>
    public async Task AcknowledgedAsync()
    {
        var message = new MessageStanza(Jid.Parse($"carol@{Client.Account.Domain}")) { Body = "hello" };
        await (await Client.SendAckedAsync(message, TestContext.Current.CancellationToken)).WaitAsync(Patience);
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
