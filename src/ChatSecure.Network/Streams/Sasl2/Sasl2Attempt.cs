// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams.Sasl2;

/// <summary>One attempt to log in by SASL2: what we ask for, and what we must remember of it to understand the answer. Disposing it erases what is secret.
/// </summary>
internal sealed class Sasl2Attempt : IDisposable
{
    private readonly FastToken? _token;

    private Sasl2Attempt(Sasl2Offer offer, SaslMechanism mechanism, FastToken? token)
    {
        (Offer, Mechanism, _token) = (offer, mechanism, token);
        Request = new XmppElement("authenticate", Sasl2Offer.Namespace) { ["mechanism"] = mechanism.Name };
        Request.Add(new XmppElement("initial-response", Sasl2Offer.Namespace) { Text = SaslData.Encode(mechanism.InitialResponse()) });
    }

    /// <summary>What the attempt is based on.</summary>
    public Sasl2Offer Offer { get; }

    public SaslMechanism Mechanism { get; }

    /// <summary>Whether a token stands in for the password.</summary>
    public bool UsesToken => _token is not null;

    /// <summary>What is sent.</summary>
    public XmppElement Request { get; }

    /// <summary>The binding that is asked for; null for none.</summary>
    public InlineBind? Bind { get; private init; }

    /// <summary>The stream that is to be resumed; null for none.</summary>
    public string? ResumptionId { get; private init; }

    /// <summary>What a token is for that may come with success; null if none is expected.</summary>
    public string? TokenMechanism { get; private init; }

    /// <summary>The task that we asked for; null for none.</summary>
    public string? Upgrade { get; private init; }

    /// <summary>Prepares an attempt.</summary>
    /// <param name="negotiation">What has been reached so far.</param>
    /// <param name="offer">What the server offers.</param>
    /// <param name="mayUseToken">Whether a token may stand in for the password.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Errors.ChatSecureException">As <see cref="MechanismSelector.Select"/>.</exception>
    public static async ValueTask<Sasl2Attempt> CreateAsync(
        Negotiation negotiation,
        Sasl2Offer offer,
        bool mayUseToken,
        CancellationToken cancellationToken
    )
    {
        DowngradeGuard.Check(offer.Sasl);
        var wanted = !negotiation.Tokens.AreWanted
            ? null
            : HashedToken.Best(
                offer.FastMechanisms,
                offer.Sasl.Bindings,
                mustBind: offer.Sasl.History.HadBinding || offer.Sasl.BoundKind is not null
            );
        var usable = wanted is null || !mayUseToken ? [] : HashedToken.AtLeast(wanted, offer.FastMechanisms);
        var token = await negotiation.Tokens.TakeAsync(usable, offer.Sasl.Bindings, cancellationToken).ConfigureAwait(false);
        var mechanism = token is null
            ? await negotiation.ChooseAsync(offer.Sasl, cancellationToken).ConfigureAwait(false)
            : NewMechanism(negotiation, offer, token);
        var attempt = new Sasl2Attempt(offer, mechanism, token)
        {
            TokenMechanism = token?.Mechanism ?? wanted,
            ResumptionId = offer.Resumes && negotiation.FormerAddress is not null ? negotiation.Management.ResumptionId : null,
            Bind = offer.BindFeatures is { } features && CanBind(negotiation) ? new(negotiation.Options, features) : null,
            // The hash is as good as the password: nobody gets it who may stand in the middle.
            Upgrade = mechanism is ScramMechanism { BindingType: not null } ? ScramUpgrade.Choose(offer) : null,
        };
        attempt.Complete(negotiation);
        return attempt;
    }

    /// <summary>Prepares an attempt that asks the server to forget the token that it is made with, and for nothing else.</summary>
    /// <param name="negotiation">What has been reached so far.</param>
    /// <param name="offer">What the server offers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The attempt; null if there is no token that can be used here.</returns>
    public static async ValueTask<Sasl2Attempt?> CreateRevocationAsync(
        Negotiation negotiation,
        Sasl2Offer offer,
        CancellationToken cancellationToken
    )
    {
        DowngradeGuard.Check(offer.Sasl);
        var token = await negotiation.Tokens.TakeAsync(offer.FastMechanisms, offer.Sasl.Bindings, cancellationToken).ConfigureAwait(false);
        if (token is null)
        {
            return null;
        }

        var attempt = new Sasl2Attempt(offer, NewMechanism(negotiation, offer, token), token);
        attempt.Complete(negotiation);
        attempt.Request.Child("fast", FastTokens.Namespace)!["invalidate"] = "true";
        return attempt;
    }

    public void Dispose()
    {
        Mechanism.Dispose();
        _token?.Dispose();
    }

    private static HashedTokenMechanism NewMechanism(Negotiation negotiation, Sasl2Offer offer, FastToken token) =>
        new(
            token.Mechanism,
            negotiation.Options.Account.Local!,
            token.Secret,
            HashedToken.BindingData(token.Mechanism, offer.Sasl.Bindings)!
        );

    // Not beside a resumption. XEP-0386 has the server skip the binding then, but Prosody 13 binds all the same, which ends the resumed stream and loses
    // what waited on it. And a stream that can be resumed, but not here, must find no resource bound.
    private static bool CanBind(Negotiation negotiation) =>
        negotiation.FormerAddress is null || negotiation.Management.ResumptionId is null;

    private void Complete(Negotiation negotiation)
    {
        Request.Add(CreateUserAgent(negotiation.Options.UserAgent));
        if (ResumptionId is not null)
        {
            Request.Add(negotiation.Management.CreateResume(ResumptionId));
        }

        if (Bind is not null)
        {
            Request.Add(Bind.Request);
        }

        if (_token is not null)
        {
            Request.Add(
                new XmppElement("fast", FastTokens.Namespace)
                {
                    ["count"] = _token.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }
            );
        }
        else if (TokenMechanism is not null)
        {
            Request.Add(new XmppElement("request-token", FastTokens.Namespace) { ["mechanism"] = TokenMechanism });
        }

        if (Upgrade is not null)
        {
            Request.Add(new XmppElement("upgrade", Sasl2Offer.UpgradeNamespace) { Text = Upgrade });
        }

        if (Offer.ConfigVersion is { } version)
        {
            Request.Add(
                new XmppElement("config-version", Sasl2Offer.ConfigNamespace)
                {
                    ["scheme"] = version["scheme"],
                    ["value"] = version["value"],
                }
            );
        }
    }

    private static XmppElement CreateUserAgent(UserAgent agent)
    {
        var element = new XmppElement("user-agent", Sasl2Offer.Namespace) { ["id"] = agent.Id.ToString("D") };
        foreach (var (name, text) in new[] { ("software", agent.Software), ("device", agent.Device) })
        {
            if (text is not null)
            {
                element.Add(new XmppElement(name, Sasl2Offer.Namespace) { Text = text });
            }
        }

        return element;
    }
}
