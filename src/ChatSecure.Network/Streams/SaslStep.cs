// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Login by SASL (RFC 6120, section 6). Success counts only if the server has proven, where the mechanism can, that it knows the password.</summary>
internal sealed class SaslStep : INegotiationStep
{
    private const string Namespace = "urn:ietf:params:xml:ns:xmpp-sasl";
    private const string BindingNamespace = "urn:xmpp:sasl-cb:0";

    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (negotiation.Mechanism is not null)
        {
            return StepOutcome.Continue;
        }

        var tls =
            negotiation.Stream.Tls ?? throw new ChatSecureException(ErrorKind.InsecureConnection, "There is no login without encryption.");
        var offer = ReadOffer(features, tls, negotiation.SeenMechanisms);
        using var mechanism = await ChooseAsync(negotiation, offer, cancellationToken).ConfigureAwait(false);
        await ExchangeAsync(negotiation.Stream, mechanism, cancellationToken).ConfigureAwait(false);

        negotiation.Mechanism = mechanism.Name;
        negotiation.ChannelBinding = mechanism.Name.EndsWith("-PLUS", StringComparison.Ordinal)
            ? offer.Bindings.FirstOrDefault(binding => offer.ChannelBindingTypes?.Contains(binding.Type) ?? true)?.Type
            : null;
        negotiation.SeenMechanisms.UnionWith(offer.Mechanisms);
        return StepOutcome.Restart;
    }

    private static SaslOffer ReadOffer(XmppElement features, SslStream tls, IReadOnlyCollection<string> seen)
    {
        var mechanisms =
            features.Child("mechanisms", Namespace)?.Elements("mechanism", Namespace).Select(mechanism => mechanism.Text) ?? [];
        var types = features
            .Child("sasl-channel-binding", BindingNamespace)
            ?.Elements("channel-binding", BindingNamespace)
            .Select(binding => binding["type"] ?? string.Empty);
        return new()
        {
            Mechanisms = [.. mechanisms],
            ChannelBindingTypes = types is null ? null : [.. types],
            Bindings = ChannelBinding.Of(tls),
            IsSecure = true,
            PreviouslySeen = seen,
        };
    }

    private static async Task<SaslMechanism> ChooseAsync(Negotiation negotiation, SaslOffer offer, CancellationToken cancellationToken)
    {
        var password = await negotiation.Options.Password(cancellationToken).ConfigureAwait(false);
        try
        {
            return MechanismSelector.Select(offer, negotiation.Options.Account.Local!, password);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private static async Task ExchangeAsync(XmppStream stream, SaslMechanism mechanism, CancellationToken cancellationToken)
    {
        var auth = new XmppElement("auth", Namespace) { ["mechanism"] = mechanism.Name, Text = Encode(mechanism.InitialResponse()) };
        await stream.SendAsync(auth, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var answer = await stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            switch (answer.Namespace == Namespace ? answer.Name : null)
            {
                case "challenge":
                    var response = new XmppElement("response", Namespace) { Text = Encode(mechanism.Respond(Decode(answer.Text))) };
                    await stream.SendAsync(response, cancellationToken).ConfigureAwait(false);
                    break;
                case "success":
                    mechanism.Complete(Decode(answer.Text));
                    return;
                case "failure":
                    throw Refused(answer);
                default:
                    throw XmppStream.Unexpected("a step of the login");
            }
        }
    }

    // RFC 6120, section 6.4.2: an empty response that is there is written as an equals sign.
    private static string Encode(byte[] bytes)
    {
        var text = bytes.Length == 0 ? "=" : Convert.ToBase64String(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    private static byte[] Decode(string text)
    {
        try
        {
            return text is "" or "=" ? [] : Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The server sent something at login that is not base64.", e);
        }
    }

    private static ChatSecureException Refused(XmppElement failure) =>
        failure.Children.FirstOrDefault(child => child.Namespace == Namespace && child.Name != "text")?.Name switch
        {
            "temporary-auth-failure" => new(ErrorKind.Protocol, "The server can't check logins at the moment.")
            {
                Condition = "temporary-auth-failure",
            },
            "account-disabled" => Failed("account-disabled", "The server has disabled the account."),
            "credentials-expired" => Failed("credentials-expired", "The password has expired."),
            "not-authorized" => Failed("not-authorized", "The server does not accept the name or the password."),
            _ => Failed(null, "The server refused the login."),
        };

    private static ChatSecureException Failed(string? condition, string message) =>
        new(ErrorKind.AuthenticationFailed, message) { Condition = condition };
}
