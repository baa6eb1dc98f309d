// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>What a <see cref="ScriptedXmppServer"/> serves, and how badly.</summary>
public sealed record ScriptedServerOptions
{
    /// <summary>The domain. Default <c>example.test</c>.</summary>
    public string Domain { get; init; } = "example.test";

    /// <summary>The accounts: local parts and passwords. Default <c>alice</c> and <c>bob</c>, both with <c>secret</c>.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["alice"] = "secret", ["bob"] = "secret" };

    /// <summary>How connections become encrypted. Default <see cref="TlsMode.StartTls"/>.</summary>
    public TlsMode Tls { get; init; } = TlsMode.StartTls;

    /// <summary>What is wrong with the certificate.</summary>
    public CertificateFault Certificate { get; init; }

    /// <summary>How the server breaks the protocol.</summary>
    public ServerFaults Faults { get; init; }

    /// <summary>The SASL mechanisms on offer. Known are SCRAM-SHA-1, -256 and -512, each also with -PLUS (<c>tls-server-end-point</c>), and PLAIN. Default
    /// <c>SCRAM-SHA-256</c>.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = ["SCRAM-SHA-256"];

    /// <summary>What is offered by SASL2, with the same mechanisms; null, the default, for no SASL2.</summary>
    public Sasl2ServerOptions? Sasl2 { get; init; }

    /// <summary>Whether the profile of RFC 6120 is offered. Default true.</summary>
    public bool OffersSasl1 { get; init; } = true;

    /// <summary>The types of channel binding that are announced (XEP-0440), empty for no announcement; null, the default, announces
    /// <c>tls-server-end-point</c> if a mechanism with -PLUS is on offer.</summary>
    public IReadOnlyList<string>? ChannelBindingTypes { get; init; }

    /// <summary>Whether SCRAM proves what is offered, and over which TLS (XEP-0474, XEP-0515).</summary>
    public bool ProvesOffer { get; init; }

    /// <summary>Changes, or with null swallows, what the server says before stanzas flow, as somebody in the middle would.</summary>
    public Func<XmppElement, XmppElement?>? Tamper { get; init; }

    /// <summary>Where the server would like streams to be resumed (XEP-0198); null for nowhere in particular.</summary>
    public string? Location { get; init; }

    /// <summary>Where clients are sent once TLS stands (RFC 6120, section 4.9.3.19); null for nowhere.</summary>
    public string? SeeOtherHost { get; init; }

    /// <summary>Whether stanzas are acknowledged and streams can be resumed (XEP-0198). Default true.</summary>
    public bool StreamManagement { get; init; } = true;

    /// <summary>Whether the server answers <c>r</c> by itself; if not, the script does. Default true.</summary>
    public bool AnswersQuestions { get; init; } = true;

    /// <summary>After how many stanzas a connection is cut; null for never. Applies to each connection.</summary>
    public int? DropAfterStanzas { get; init; }

    /// <summary>Further features to show after login.</summary>
    public IReadOnlyList<XmppElement> Features { get; init; } = [];

    /// <summary>The error condition of a stream error to answer the first stream header with; null for none.</summary>
    public string? StreamError { get; init; }
}
