// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Security.Authentication;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Sasl;

/// <summary>Reads what stream features offer for login.</summary>
internal static class SaslOfferReader
{
    public const string BindingNamespace = "urn:xmpp:sasl-cb:0";

    /// <summary>Reads the offer of one profile.</summary>
    /// <param name="mechanisms">The element that lists its mechanisms; null if there is none.</param>
    /// <param name="features">All stream features.</param>
    /// <param name="tls">The connection.</param>
    /// <param name="history">What the server has shown before.</param>
    public static SaslOffer Read(XmppElement? mechanisms, XmppElement features, SslStream tls, LoginHistory history)
    {
        var types = features
            .Child("sasl-channel-binding", BindingNamespace)
            ?.Elements("channel-binding", BindingNamespace)
            .Select(binding => binding["type"] ?? string.Empty);
        return new()
        {
            Mechanisms = mechanisms is null
                ? []
                : [.. mechanisms.Elements("mechanism", mechanisms.Namespace).Select(mechanism => mechanism.Text)],
            ChannelBindingTypes = types is null ? null : [.. types],
            Bindings = ChannelBinding.Of(tls),
            IsSecure = true,
            TlsVersion = tls.SslProtocol == SslProtocols.Tls13 ? "0304" : "0303",
            History = history,
        };
    }
}
