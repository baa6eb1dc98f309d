// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Accounts;

/// <summary>What is stored of an account, apart from its password (which lies in the <see cref="Stores.ISecretVault"/>).</summary>
public sealed record AccountSettings
{
    /// <summary>The account's bare address.</summary>
    public required Jid Jid { get; init; }

    /// <summary>Where to connect to; null asks DNS.</summary>
    public ServerAddress? Server { get; init; }

    /// <summary>The WebSocket (RFC 7395) by which the account connects instead of TCP: a <c>wss</c> address, whose host the certificate must name. Null, the default,
    /// for what the app connects by.</summary>
    public Uri? WebSocketAddress { get; init; }

    /// <summary>Certificates, in PEM, that are trusted beside the system's authorities.</summary>
    public string? ExtraAuthoritiesPem { get; init; }

    /// <summary>Pins of the server's public key, each <c>sha256/</c> and the base64 of the SHA-256 of its SubjectPublicKeyInfo (as in RFC 7469). If
    /// there are any, one must match, beside everything else.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>The proxy through which every connection of this account goes, DNS included: <c>socks5://</c> or <c>http://</c>, then
    /// <c>[user:password@]host:port</c>; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>When the account was added here.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Shows the address alone: a proxy may carry a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(AccountSettings);
}
