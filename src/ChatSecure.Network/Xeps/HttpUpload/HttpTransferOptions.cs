// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>How files are moved by HTTP: the account's proxy and authorities, and no more of its network than that.</summary>
public sealed record HttpTransferOptions
{
    /// <summary>The proxy through which everything goes, as <see cref="XmppClientOptions.Proxy"/>; null for none. With a proxy no name is asked of
    /// DNS here.</summary>
    public string? Proxy { get; init; }

    /// <summary>The account for which a SOCKS5 proxy without a user is given a made-up one, the same that <see cref="XmppClientOptions.IsolateProxy"/> gives its
    /// connection, so that Tor ties the account to no other. Null, the default, for none.</summary>
    public Jid? IsolateFor { get; init; }

    /// <summary>Certificates, in PEM, that are trusted as roots beside the system's; null for none. The pins of the account's server do not count here:
    /// files lie at other hosts, each with a key of its own.</summary>
    public string? ExtraAuthoritiesPem { get; init; }

    /// <summary>Names of hosts whose addresses may be private or loopback ones, such as that of a server at home. All others must be public: a file's
    /// address is written by a stranger, and must not make us ask the router at home.</summary>
    public IReadOnlySet<string> PrivateHosts { get; init; } = new HashSet<string>();

    /// <summary>How long nothing may move before a transfer is given up. Default 30 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shows nothing: options may hold a proxy's password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(HttpTransferOptions);
}
