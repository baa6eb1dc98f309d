// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;

namespace ChatSecure.Network;

/// <summary>How a stream is connected and secured: for a person who wants to know, and for diagnosis. Immutable.</summary>
public sealed record ConnectionDetails
{
    /// <summary>The other end of the TCP connection: the server's, or the proxy's if there is one.</summary>
    public required EndPoint? RemoteEndPoint { get; init; }

    /// <summary>Whether the stream runs over a WebSocket (RFC 7395) instead of over TCP itself.</summary>
    public bool IsWebSocket { get; init; }

    /// <summary>The TLS version, such as <c>Tls13</c>.</summary>
    public required string TlsProtocol { get; init; }

    /// <summary>The cipher suite, as IANA names it.</summary>
    public required string CipherSuite { get; init; }

    /// <summary>The subject of the server's certificate.</summary>
    public required string CertificateSubject { get; init; }

    /// <summary>When the server's certificate expires.</summary>
    public required DateTimeOffset CertificateExpiresAt { get; init; }

    /// <summary>The pin of the server's key, as <see cref="XmppClientOptions.Pins"/> takes it.</summary>
    public required string CertificatePin { get; init; }

    /// <summary>The SASL mechanism that was used, such as <c>SCRAM-SHA-256-PLUS</c>.</summary>
    public required string SaslMechanism { get; init; }

    /// <summary>The channel binding that tied the login to this TLS connection, such as <c>tls-server-end-point</c>; null for none.</summary>
    public required string? ChannelBinding { get; init; }

    /// <summary>Whether the server offers channel binding that this login did not use, because .NET lacks the type. Unless <see cref="OfferIsProven"/>, somebody
    /// in the middle may have chosen what is offered.</summary>
    public bool LacksOfferedBinding { get; init; }

    /// <summary>Whether the server has proven at login that nobody in between has cut down what it offers (XEP-0474). False where it does not support
    /// that, and after a login by token.</summary>
    public bool OfferIsProven { get; init; }

    /// <summary>Whether stanzas are acknowledged (XEP-0198).</summary>
    public required bool StreamManagement { get; init; }

    /// <summary>Whether the stream can be resumed after a loss (XEP-0198).</summary>
    public required bool Resumable { get; init; }

    /// <summary>The names of the stream features that the server offered after login, each <c>{namespace}name</c>.</summary>
    public required IReadOnlyList<string> StreamFeatures { get; init; }
}
