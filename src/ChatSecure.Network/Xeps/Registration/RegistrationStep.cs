// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Registration;

/// <summary>Registers the account on a secure stream before login (XEP-0077), with an invitation's token if there is one (XEP-0445). What the server wants beyond a
/// name and a password, a person must say.</summary>
internal sealed class RegistrationStep : INegotiationStep
{
    private const string Namespace = "jabber:iq:register";
    private const string TokenNamespace = "urn:xmpp:ibr-token:0";

    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (!negotiation.Registers || negotiation.Mechanism is not null)
        {
            return StepOutcome.Continue;
        }

        negotiation.Enter(ConnectionPhase.Registering);
        var server = Jid.Parse(negotiation.Options.Account.Domain);
        try
        {
            await RedeemAsync(negotiation, features, server, cancellationToken).ConfigureAwait(false);
            var asked = await negotiation
                .RequestAsync(new IqStanza("get", new XmppElement("query", Namespace), server), null, cancellationToken)
                .ConfigureAwait(false);
            var form = RegistrationForm.Read(asked);
            await SubmitAsync(negotiation, form, server, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException e)
        {
            throw Explain(e);
        }

        negotiation.Registers = false;
        return StepOutcome.Continue;
    }

    // Only where the server says that it takes tokens: another one would have no business to know it.
    private static async Task RedeemAsync(Negotiation negotiation, XmppElement features, Jid server, CancellationToken cancellationToken)
    {
        if (negotiation.Options.RegistrationToken is not { } token || features.Child("register", TokenNamespace) is null)
        {
            return;
        }

        var preauth = new XmppElement("preauth", OnboardingModule.Namespace) { ["token"] = token };
        try
        {
            await negotiation.RequestAsync(new IqStanza("set", preauth, server), null, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException e)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The invitation is not known to the server, or has ended.", e)
            {
                Condition = e.Condition,
            };
        }
    }

    private static async ValueTask<IReadOnlyDictionary<string, string>> AskAsync(
        Negotiation negotiation,
        RegistrationForm form,
        CancellationToken cancellationToken
    )
    {
        if (form.Further is not { } further)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        return negotiation.Options.RegistrationForm is { } ask && await ask(further, cancellationToken).ConfigureAwait(false) is { } answers
            ? answers
            : throw RegistrationForm.NotSupported(form.Why);
    }

    private static async Task SubmitAsync(Negotiation negotiation, RegistrationForm form, Jid server, CancellationToken cancellationToken)
    {
        var options = negotiation.Options;
        var answers = await AskAsync(negotiation, form, cancellationToken).ConfigureAwait(false);
        var password = await options.Password(cancellationToken).ConfigureAwait(false);
        XmppElement query;
        try
        {
            // The protocol sends the password itself, as text of an element: here, and only here, it becomes a string.
            query = form.Fill(options.Account.Local!, Encoding.UTF8.GetString(password), answers);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }

        await negotiation.RequestAsync(new IqStanza("set", query, server), null, cancellationToken).ConfigureAwait(false);
    }

    private static ChatSecureException Explain(StanzaErrorException error) =>
        error.Condition switch
        {
            "conflict" => new(ErrorKind.InvalidInput, "That name is taken.", error) { Condition = error.Condition },
            "not-acceptable" => RegistrationForm.NotSupported("the server wants more than a name and a password, or another password"),
            "feature-not-implemented" or "forbidden" or "not-allowed" or "registration-required" or "service-unavailable" =>
                RegistrationForm.NotSupported("the server does not let clients register"),
            _ => error,
        };
}
