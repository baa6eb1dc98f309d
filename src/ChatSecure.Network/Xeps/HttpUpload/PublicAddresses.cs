// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Errors;
using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>Lets only public addresses through, unless the host is allowed to have others: whoever writes a link must not reach this machine or its
/// network through us. Addresses are checked after they were looked up and before they are used, so that no second look-up can change them.</summary>
internal sealed class PublicAddresses(IDnsLookup dns, IReadOnlySet<string> privateHosts) : IDnsLookup
{
    // RFC 6890 and its successors: private, shared, loopback, link-local, documentation, benchmarking, multicast, reserved.
    private static readonly IPNetwork[] _reserved =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork _global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork _nat64 = IPNetwork.Parse("64:ff9b::/96");

    // Names that mean this machine or this network, and those that only Tor may ask for (RFC 7686).
    private static readonly string[] _local = ["localhost", "local", "internal", "intranet", "lan", "home.arpa"];

    public Task<IReadOnlyList<SrvRecord>> QuerySrvAsync(string name, CancellationToken cancellationToken) =>
        dns.QuerySrvAsync(name, cancellationToken);

    public async Task<IReadOnlyList<IPAddress>> QueryAddressesAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await dns.QueryAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        if (privateHosts.Contains(host))
        {
            return addresses;
        }

        // One private address among public ones is no accident either.
        return addresses.All(IsPublic) ? addresses : throw Refuse();
    }

    /// <summary>Checks a host before it is looked up, by us or by a proxy.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InsecureConnection"/>.</exception>
    public void Check(string host, bool hasProxy)
    {
        if (privateHosts.Contains(host))
        {
            return;
        }

        var name = host.TrimEnd('.').ToLowerInvariant();
        var isAllowed = IPAddress.TryParse(host, out var address)
            ? IsPublic(address)
            : name.Contains('.', StringComparison.Ordinal)
                && !_local.Any(local => name.EndsWith($".{local}", StringComparison.Ordinal))
                && (hasProxy || !name.EndsWith(".onion", StringComparison.Ordinal));
        if (!isAllowed)
        {
            throw Refuse();
        }
    }

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        else if (_nat64.Contains(address))
        {
            address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        }

        return (address.AddressFamily == AddressFamily.InterNetwork || _global.Contains(address))
            && !_reserved.Any(network => network.Contains(address));
    }

    private static ChatSecureException Refuse() =>
        new(ErrorKind.InsecureConnection, "The file is at an address of this machine or a private network, which is not allowed.");
}
