// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Registration;

/// <summary>Registers the account on a secure stream before login (XEP-0077), where the server wants nothing but a name and a password.</summary>
internal sealed class RegistrationStep : INegotiationStep
{
    private const string Namespace = "jabber:iq:register";

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
            var asked = await negotiation
                .RequestAsync(new IqStanza("get", new XmppElement("query", Namespace), server), null, cancellationToken)
                .ConfigureAwait(false);
            var form = RegistrationForm.Read(asked.Element.Child("query", Namespace));
            await SubmitAsync(negotiation, form, server, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException e)
        {
            throw Explain(e);
        }

        negotiation.Registers = false;
        return StepOutcome.Continue;
    }

    private static async Task SubmitAsync(Negotiation negotiation, RegistrationForm form, Jid server, CancellationToken cancellationToken)
    {
        var options = negotiation.Options;
        var password = await options.Password(cancellationToken).ConfigureAwait(false);
        XmppElement query;
        try
        {
            // The protocol sends the password itself, as text of an element: here, and only here, it becomes a string.
            query = form.Fill(options.Account.Local!, Encoding.UTF8.GetString(password));
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
