// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Network;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Ping;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;

namespace ChatSecure.Benchmarks.Network;

/// <summary>Clients on build/bench's server, with the modules that an app has.</summary>
internal static class LabClients
{
    private static readonly string _authority = File.ReadAllText(Lab.AuthorityFile);

    /// <summary>A client of an account that is registered with the first login.</summary>
    public static XmppClient Create(string user) =>
        Create(Jid.Parse($"{user}-{Guid.NewGuid():N}@{Lab.Domain}"), new ArchiveModule(), register: true);

    /// <summary>A client of an account that is there.</summary>
    public static XmppClient Create(Jid account, ArchiveModule archive, bool register = false)
    {
        var discovery = new DiscoveryModule("pc", "Benchmark");
        var capabilities = new CapabilitiesModule(discovery);
        var pubSub = new PubSubModule();
        return new(
            new()
            {
                Account = account,
                Password = _ => ValueTask.FromResult("a password for benchmarks"u8.ToArray()),
                Register = register,
                Server = new ServerAddress("127.0.0.1", int.Parse(Lab.StartTlsPort, CultureInfo.InvariantCulture)),
                ExtraAuthoritiesPem = _authority,
                Modules =
                [
                    discovery,
                    capabilities,
                    pubSub,
                    new OmemoModule(pubSub),
                    archive,
                    new BlockingModule(),
                    new PingModule(),
                    new CarbonsModule(),
                    new PresenceModule(capabilities),
                ],
            }
        );
    }
}
