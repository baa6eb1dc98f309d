// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Text;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams.Sasl2;

/// <summary>What a server offers by SASL2 (XEP-0388), and what can be done in the same breath.</summary>
internal sealed record Sasl2Offer
{
    public const string Namespace = "urn:xmpp:sasl:2";
    public const string UpgradeNamespace = "urn:xmpp:sasl:upgrade:0";
    public const string ConfigNamespace = "urn:xmpp:iap:0";

    /// <summary>What is offered for the login itself.</summary>
    public required SaslOffer Sasl { get; init; }

    /// <summary>The features that can be switched on while binding (XEP-0386); null if binding can't be done inline.</summary>
    public required IReadOnlyCollection<string>? BindFeatures { get; init; }

    /// <summary>Whether a former stream can be resumed inline (XEP-0198).</summary>
    public required bool Resumes { get; init; }

    /// <summary>The mechanisms for tokens (XEP-0484).</summary>
    public required IReadOnlyCollection<string> FastMechanisms { get; init; }

    /// <summary>The tasks by which the server would learn another hash of the password (XEP-0480).</summary>
    public required IReadOnlyCollection<string> Upgrades { get; init; }

    /// <summary>The server's name for this offer (XEP-0509); null if it has none.</summary>
    public required XmppElement? ConfigVersion { get; init; }

    /// <summary>All of this in XML, for the next connection. Two offers with the same text are the same.</summary>
    public required string Text { get; init; }

    /// <summary>Reads an offer from stream features.</summary>
    /// <param name="features">The features.</param>
    /// <param name="tls">The connection.</param>
    /// <param name="history">What the server has shown before.</param>
    /// <param name="requireProof">Whether the owner of the account wants the offer proven.</param>
    /// <returns>The offer; null if there is none.</returns>
    public static Sasl2Offer? Read(XmppElement features, SslStream tls, LoginHistory history, bool requireProof)
    {
        if (features.Child("authentication", Namespace) is not { } authentication)
        {
            return null;
        }

        var inline = authentication.Child("inline", Namespace);
        var configVersion = features.Child("config-version", ConfigNamespace);
        return new()
        {
            Sasl = SaslOfferReader.Read(authentication, features, tls, history) with { IsSasl2 = true, RequireProof = requireProof },
            BindFeatures = ReadBindFeatures(inline?.Child("bind", InlineBind.Namespace)),
            Resumes = inline?.Child("sm", StreamManagement.Namespace) is not null,
            FastMechanisms =
            [
                .. inline
                    ?.Child("fast", FastTokens.Namespace)
                    ?.Elements("mechanism", FastTokens.Namespace)
                    .Select(mechanism => mechanism.Text)
                    ?? [],
            ],
            Upgrades = [.. authentication.Elements("upgrade", UpgradeNamespace).Select(upgrade => upgrade.Text)],
            ConfigVersion = configVersion,
            Text = Encoding.UTF8.GetString(
                Keep(authentication, features.Child("sasl-channel-binding", SaslOfferReader.BindingNamespace), configVersion).ToUtf8()
            ),
        };
    }

    /// <summary>Reads the text of a former offer.</summary>
    /// <returns>The offer; null if it is not one.</returns>
    public static Sasl2Offer? Recall(string text, SslStream tls, LoginHistory history, bool requireProof)
    {
        try
        {
            return Read(XmppElement.Parse(Encoding.UTF8.GetBytes(text)), tls, history, requireProof);
        }
        catch (XmppXmlException)
        {
            return null;
        }
    }

    private static XmppElement Keep(params IEnumerable<XmppElement?> children) =>
        children.OfType<XmppElement>().Aggregate(new XmppElement("features", XmppStreamReader.StreamNamespace), (all, one) => all.Add(one));

    // XEP-0386 wraps the features in an inline element of their own; the examples of XEP-0198 don't.
    private static List<string>? ReadBindFeatures(XmppElement? bind) =>
        bind is null
            ? null
            :
            [
                .. (bind.Child("inline", InlineBind.Namespace) ?? bind)
                    .Elements("feature", InlineBind.Namespace)
                    .Select(feature => feature["var"] ?? string.Empty),
            ];
}
