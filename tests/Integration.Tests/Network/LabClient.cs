// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>A client of the network layer alone, with an account of its own on the lab's server.</summary>
internal sealed class LabClient : IAsyncDisposable
{
    private LabClient(XmppClient client, LabServer server)
    {
        Client = client;
        Server = server;
    }

    public XmppClient Client { get; }

    public LabServer Server { get; }

    public Jid Account => Client.Account;

    public T Get<T>()
        where T : class, IXmppModule => Client.GetModule<T>()!;

    /// <summary>Registers an account and connects. Discovery, capabilities and eventing are always there; presence is announced last.</summary>
    /// <param name="server">The server.</param>
    /// <param name="modules">Makes further modules of those.</param>
    /// <param name="account">An account that exists; null for a new one.</param>
    /// <param name="token">The token of an invitation to register; null for none.</param>
    public static async Task<LabClient> ConnectAsync(
        LabServer server,
        Func<DiscoveryModule, PubSubModule, PresenceModule, IXmppModule[]> modules,
        Jid? account = null,
        string? token = null
    )
    {
        var discovery = new DiscoveryModule();
        var capabilities = new CapabilitiesModule(discovery);
        var pubSub = new PubSubModule();
        var presence = new PresenceModule(capabilities);
        var client = new XmppClient(
            new()
            {
                Account = account ?? Jid.Parse(server.Jid($"u{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}")),
                Password = _ => ValueTask.FromResult(Encoding.UTF8.GetBytes("a good password")),
                Server = new ServerAddress("127.0.0.1", server.Port),
                ExtraAuthoritiesPem = File.ReadAllText(server.CaFile),
                Register = account is null,
                RegistrationToken = token,
                Modules = [discovery, capabilities, pubSub, .. modules(discovery, pubSub, presence), presence],
            }
        );
        await client.ConnectAsync();
        return new(client, server);
    }

    /// <summary>Lets each see the other's presence.</summary>
    public static async Task BefriendAsync(LabClient one, LabClient other)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        one.Get<PresenceModule>().AvailabilityChanged = (contact, _, _) =>
        {
            if (contact == other.Account)
            {
                seen.TrySetResult();
            }

            return ValueTask.CompletedTask;
        };
        await one.Get<PresenceModule>().ApproveAsync(other.Account);
        await other.Get<PresenceModule>().ApproveAsync(one.Account);
        await other.Get<PresenceModule>().SubscribeAsync(one.Account);
        await one.Get<PresenceModule>().SubscribeAsync(other.Account);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync() => await Client.DisposeAsync();
}
