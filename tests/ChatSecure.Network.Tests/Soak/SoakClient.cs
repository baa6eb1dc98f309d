// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Text;
using System.Threading.Channels;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Tests.Xeps;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.ClientState;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Network.Xeps.FileTransfer;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xeps.Ping;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.Roster;
using ChatSecure.Network.Xeps.VCards;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Soak;

/// <summary>A client with all that it can have, whose server moves and whose clock is ours.</summary>
internal sealed class SoakClient : IDnsLookup, IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly Channel<ConnectionStatus> _statuses = Channel.CreateUnbounded<ConnectionStatus>();
    private readonly DateTimeOffset _began;
    private int _port;
    private int _messages;

    public SoakClient(IEnumerable<string> authorities)
    {
        _began = _time.GetUtcNow();
        var discovery = new DiscoveryModule();
        var pubSub = new PubSubModule();
        var cards = new VCardModule();
        var roster = new MemoryRosterStore();
        Capabilities = new(discovery);
        var presence = new PresenceModule(Capabilities);
        Client = new(
            new()
            {
                Account = Jid.Parse("alice@example.test"),
                Password = _ => ValueTask.FromResult(Encoding.UTF8.GetBytes("secret")),
                ExtraAuthoritiesPem = string.Join('\n', authorities),
                KeepAliveInterval = Timeout.InfiniteTimeSpan,
                ReconnectPolicy = new ReconnectPolicy { InitialCeiling = TimeSpan.Zero },
                Modules =
                [
                    discovery,
                    Capabilities,
                    pubSub,
                    cards,
                    new RosterModule(roster),
                    presence,
                    new ArchiveModule(),
                    new AvatarModule(pubSub, cards, presence),
                    new BlockingModule(),
                    new CarbonsModule(),
                    new ClientStateModule(),
                    new DisplayedSyncModule(pubSub),
                    new FileTransferModule { MayOffer = _ => true },
                    new OmemoModule(pubSub),
                    new OnboardingModule(discovery),
                    new PingModule(),
                ],
            },
            null,
            _time,
            this
        )
        {
            StatusChanged = status => _statuses.Writer.TryWrite(status),
            MessageReceived = (_, _) =>
            {
                Interlocked.Increment(ref _messages);
                return ValueTask.CompletedTask;
            },
        };
    }

    public XmppClient Client { get; }

    public CapabilitiesModule Capabilities { get; }

    public TimeSpan Elapsed => _time.GetUtcNow() - _began;

    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Waits until so many messages have reached the app.</summary>
    public async Task HaveAsync(int messages)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (Messages < messages)
        {
            await Task.Delay(1, patience.Token);
        }
    }

    public int Streams { get; private set; }

    public int Resumptions { get; private set; }

    public void GoTo(ServerAddress server) => _port = server.Port;

    public void Pass(TimeSpan span) => _time.Advance(span);

    public async Task ConnectAsync()
    {
        await Client.ConnectAsync();
        await ReachOnlineAsync();
    }

    /// <summary>Waits until a connection that was cut has been replaced.</summary>
    public async Task<ScriptedSession> ReconnectAsync(ScriptedXmppServer server)
    {
        await ReachOnlineAsync();
        return await server.AcceptAsync();
    }

    public async Task DisconnectAsync()
    {
        await Client.DisconnectAsync();
        while (_statuses.Reader.TryRead(out _)) { }
    }

    public Task<IReadOnlyList<SrvRecord>> QuerySrvAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SrvRecord>>(
            name.StartsWith("_xmpp-", StringComparison.Ordinal) ? [new("host.test", _port, 0, 0)] : []
        );

    public Task<IReadOnlyList<IPAddress>> QueryAddressesAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]);

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private async Task ReachOnlineAsync()
    {
        while (true)
        {
            var status = await _statuses.Reader.ReadAsync().AsTask().WaitAsync(_patience);
            if (status.State == ConnectionState.Online)
            {
                Streams++;
                Resumptions += status.Resumed ? 1 : 0;
                return;
            }
        }
    }
}
