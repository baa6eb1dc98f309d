// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>The stream features of a server, by its options.</summary>
internal sealed class ServerOffer(ScriptedServerOptions options)
{
    public const string Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    public const string Sasl2 = "urn:xmpp:sasl:2";
    public const string Bind = "urn:ietf:params:xml:ns:xmpp-bind";
    public const string Bind2 = "urn:xmpp:bind:0";
    public const string Fast = "urn:xmpp:fast:0";
    public const string Config = "urn:xmpp:iap:0";
    public const string Upgrade = "urn:xmpp:sasl:upgrade:0";
    public const string Tls = "urn:ietf:params:xml:ns:xmpp-tls";
    private const string ChannelBinding = "urn:xmpp:sasl-cb:0";

    private IReadOnlyList<string> Types =>
        options.ChannelBindingTypes
        ?? (options.Mechanisms.Any(name => name.EndsWith("-PLUS", StringComparison.Ordinal)) ? ["tls-server-end-point"] : []);

    /// <summary>Before TLS.</summary>
    public XmppElement BeforeTls() =>
        options.Faults.HasFlag(ServerFaults.NoStartTls)
            ? New().Add(Names("mechanisms", Sasl, "mechanism", options.Mechanisms))
            : New().Add(new XmppElement("starttls", Tls).Add(new XmppElement("required", Tls)));

    /// <summary>Before login.</summary>
    public XmppElement BeforeLogin()
    {
        var features = New();
        if (options.OffersSasl1)
        {
            features.Add(Names("mechanisms", Sasl, "mechanism", options.Mechanisms));
        }

        if (options.Sasl2 is { } sasl2)
        {
            features.Add(Authentication(sasl2));
            if (sasl2.ConfigVersion is { } version)
            {
                features.Add(new XmppElement("config-version", Config) { ["scheme"] = "opaque", ["value"] = version });
            }
        }

        if (Types.Count > 0)
        {
            var bindings = new XmppElement("sasl-channel-binding", ChannelBinding);
            foreach (var type in Types)
            {
                bindings.Add(new XmppElement("channel-binding", ChannelBinding) { ["type"] = type });
            }

            features.Add(bindings);
        }

        return features;
    }

    /// <summary>After login.</summary>
    public XmppElement AfterLogin()
    {
        var features = New().Add(new XmppElement("bind", Bind));
        if (options.StreamManagement)
        {
            features.Add(new XmppElement("sm", ScriptedSession.ManagementNamespace));
        }

        foreach (var feature in options.Features)
        {
            features.Add(feature);
        }

        return features;
    }

    /// <summary>What SCRAM adds to its first message, to prove the offer.</summary>
    public string Proof(string mechanism, SslStream tls)
    {
        if (!options.ProvesOffer)
        {
            return string.Empty;
        }

        var text = string.Join('\x1e', options.Mechanisms.Order(StringComparer.Ordinal));
        text += Types.Count == 0 ? string.Empty : '\x1f' + string.Join('\x1e', Types.Order(StringComparer.Ordinal));
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash =
            mechanism.Contains("SHA-512", StringComparison.Ordinal) ? SHA512.HashData(bytes)
            : mechanism.Contains("SHA-256", StringComparison.Ordinal) ? SHA256.HashData(bytes)
            : CryptographicOperations.HashData(HashAlgorithmName.SHA1, bytes);
        return $",h={Convert.ToBase64String(hash)},t={(tls.SslProtocol == SslProtocols.Tls13 ? "0304" : "0303")}";
    }

    private XmppElement Authentication(Sasl2ServerOptions sasl2)
    {
        var authentication = Names("authentication", Sasl2, "mechanism", options.Mechanisms);
        var inline = new XmppElement("inline", Sasl2);
        if (sasl2.BindFeatures is { } features)
        {
            var list = new XmppElement("inline", Bind2);
            foreach (var feature in features)
            {
                list.Add(new XmppElement("feature", Bind2) { ["var"] = feature });
            }

            inline.Add(new XmppElement("bind", Bind2).Add(list));
        }

        if (sasl2.Resumes)
        {
            inline.Add(new XmppElement("sm", ScriptedSession.ManagementNamespace));
        }

        if (sasl2.TokenMechanisms.Count > 0)
        {
            inline.Add(Names("fast", Fast, "mechanism", sasl2.TokenMechanisms));
        }

        authentication.Add(inline);
        foreach (var upgrade in sasl2.Upgrades)
        {
            authentication.Add(new XmppElement("upgrade", Upgrade) { Text = upgrade });
        }

        return authentication;
    }

    private static XmppElement Names(string parent, string ns, string child, IEnumerable<string> names) =>
        names.Aggregate(new XmppElement(parent, ns), (element, name) => element.Add(new XmppElement(child, ns) { Text = name }));

    private static XmppElement New() => new("features", XmppStreamReader.StreamNamespace);
}
