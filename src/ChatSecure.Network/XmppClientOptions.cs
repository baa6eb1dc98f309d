// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Network.Dane;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network;

/// <summary>What an <see cref="XmppClient"/> needs to know. There is no option that makes a connection less secure.</summary>
public sealed record XmppClientOptions
{
    /// <summary>The account's bare address.</summary>
    public required Jid Account { get; init; }

    /// <summary>Asked for the password, in UTF-8, each time the client logs in. The client owns the array and zeroes it after use.</summary>
    public required Func<CancellationToken, ValueTask<byte[]>> Password { get; init; }

    /// <summary>Where to connect to by TCP; null asks DNS (RFC 6120, section 3.2; XEP-0368). The certificate is checked against the account's domain either
    /// way.</summary>
    public ServerAddress? Server { get; init; }

    /// <summary>Certificates, in PEM, that are trusted as roots beside the system's; null for none.</summary>
    public string? ExtraAuthoritiesPem { get; init; }

    /// <summary>Pins of the server's key, each <c>sha256/</c> and the base64 of the SHA-256 of its SubjectPublicKeyInfo. If there are any, one must match,
    /// beside everything else, on every TLS connection: that of a WebSocket, and that on which it is looked up, too.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>Asks DNS, with proof by DNSSEC, which certificates the server may have (DANE, RFC 7673); null, the default, for not at all. Where it has an
    /// answer, that alone decides which certificate is right, beside <see cref="Pins"/>; for connections by TCP, not for WebSockets. It must go through
    /// <see cref="Proxy"/> itself, or know nothing of the network.</summary>
    public ITlsaResolver? TlsaResolver { get; init; }

    /// <summary>What the stream runs over. Default <see cref="TransportChoice.Tcp"/>.</summary>
    public TransportChoice Transport { get; init; }

    /// <summary>Where the WebSocket is, if <see cref="Transport"/> has one: a <c>wss</c> address, whose host the certificate must name. Null asks the
    /// account's domain, by HTTPS and with its certificate verified (XEP-0156); DNS is never asked for that.</summary>
    public Uri? WebSocketAddress { get; init; }

    /// <summary>The proxy through which everything goes, SOCKS5 or HTTP with CONNECT: <c>socks5://</c> or <c>http://</c>, then
    /// <c>[user:password@]host:port</c>; null for none. With a proxy nothing is asked of DNS here but the address of the proxy itself: without
    /// <see cref="Server"/>, the proxy is asked for the account's domain, port 5222.</summary>
    public string? Proxy { get; init; }

    /// <summary>Whether a SOCKS5 proxy without a user gets a made-up one, different for each account and process, so that Tor gives each account its own
    /// circuits (IsolateSOCKSAuth). Default false: there are proxies that take no unknown users.</summary>
    public bool IsolateProxy { get; init; }

    /// <summary>Whether to register the account (XEP-0077) before the first login, on the same secure stream.</summary>
    public bool Register { get; init; }

    /// <summary>The token of an invitation to register (XEP-0445), which is sent only to a server that says it takes such tokens; null for none.</summary>
    public string? RegistrationToken { get; init; }

    /// <summary>Asked when the server wants to know more of who registers than a name and a password, such as what a picture shows (XEP-0158): to be shown to a
    /// person within <see cref="ConnectTimeout"/>. Answers by the names of fields, or null to give up. Null: such an account can't be registered.</summary>
    public Func<DataForm, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? RegistrationForm { get; init; }

    /// <summary>The word with which our resource begins; something random follows. Others see it. Default <c>xmpp</c>.</summary>
    public string ResourcePrefix { get; init; } = "xmpp";

    /// <summary>Whether a login without channel binding counts only if the server proves what it offers (XEP-0474). Default false: many servers can do
    /// neither with what .NET has. Where the server had channel binding before, the proof is demanded in any case.</summary>
    public bool RequireProvenOffer { get; init; }

    /// <summary>What the server learns of this installation at login. Default: a random id that lasts as long as these options, and no names.</summary>
    public UserAgent UserAgent { get; init; } = new();

    /// <summary>Where the client remembers what the server offered at former logins, so that it notices if somebody in between cuts the offer down. To be
    /// erased if an administrator has really taken away what the server had. Default: in memory.</summary>
    public IClientRecord LoginRecord { get; init; } = new InMemoryClientRecord();

    /// <summary>Where the client keeps its token for quick logins (XEP-0484); null for no tokens. Default: in memory.</summary>
    public IClientRecord? TokenRecord { get; init; } = new InMemoryClientRecord();

    /// <summary>Where <see cref="XmppClient.SuspendAsync"/> leaves a stream for the next process to resume (XEP-0198); null, the default, for not at all.
    /// The record holds the stanzas that were sent and not acknowledged: the next process sends them again, and its owner must not.</summary>
    public IClientRecord? ResumptionRecord { get; init; }

    /// <summary>How long one attempt to connect may take, from DNS to the bound stream; each place that is not the last may use up
    /// a third of it. Default 30 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for the answer to a request. Default 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may be silent before it is asked for a sign of life. Default 60 s; <see cref="Timeout.InfiniteTimeSpan"/> for never, where
    /// something else notices a lost connection.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the server may take to answer that it lives before the connection counts as lost. Default 30 s.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same after <see cref="XmppClient.NetworkChanged"/>, when a loss is likely. Default 5 s.</summary>
    public TimeSpan NetworkChangeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the server may send at most.</summary>
    public XmlLimits XmlLimits { get; init; } = XmlLimits.Default;

    /// <summary>How much others can make the client do.</summary>
    public ReactionLimits ReactionLimits { get; init; } = new();

    /// <summary>How long to wait before connecting again.</summary>
    public ReconnectPolicy ReconnectPolicy { get; init; } = new();

    /// <summary>The protocol extensions, one instance each for this client, in the order in which they see stanzas and streams.</summary>
    public IReadOnlyList<IXmppModule> Modules { get; init; } = [];

    /// <summary>Shows nothing: options hold addresses and may hold a proxy's password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(XmppClientOptions);
}
