// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using ChatSecure.Accounts;

namespace ChatSecure.Core.Media;

/// <summary>Hosts of files that may lie in a private network: those of the options, and those of an account whose server a person has put there by its
/// address.</summary>
internal static class FileHosts
{
    private static readonly IPNetwork[] _private =
    [
        .. new[]
        {
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "::1/128",
            "fc00::/7",
            "fe80::/10",
        }.Select(IPNetwork.Parse),
    ];

    public static IReadOnlySet<string> Of(AccountSettings settings, IReadOnlySet<string> allowed)
    {
        if (
            settings.Server is not { } server
            || !IPAddress.TryParse(server.Host, out var address)
            || !_private.Any(network => network.Contains(address))
        )
        {
            return allowed;
        }

        HashSet<string> hosts = new(allowed, StringComparer.OrdinalIgnoreCase)
        {
            server.Host,
            settings.Jid.Domain,
            $"upload.{settings.Jid.Domain}",
        };
        if (IPAddress.IsLoopback(address))
        {
            hosts.Add("localhost");
        }

        return hosts;
    }
}
