// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams.Sasl2;

/// <summary>Login by SASL2 (XEP-0388), where the server offers it. A token (XEP-0484) that is refused costs one attempt, and the password is used in its
/// place; a refused password ends it.</summary>
internal sealed class Sasl2Step : INegotiationStep
{
    // What is longer is not worth remembering.
    private const int MaxRemembered = 16 * 1024;

    /// <summary>Prepares an attempt that goes out with the stream header, if the server's offer is known from before.</summary>
    /// <returns>What to send; null if the features must be seen first.</returns>
    public static async ValueTask<XmppElement?> GoAheadAsync(Negotiation negotiation, CancellationToken cancellationToken)
    {
        var history = negotiation.History;
        if (
            negotiation is not { Mechanism: null, Registers: false, RevokesToken: false, Stream.Tls: { } tls }
            || history.Features is not { } text
            || Sasl2Offer.Recall(text, tls, history, negotiation.Options.RequireProvenOffer) is not { } offer
        )
        {
            return null;
        }

        // If this goes wrong in any way, the next attempt waits for the features.
        negotiation.History = history with
        {
            Features = null,
        };
        var attempt = await Sasl2Attempt.CreateAsync(negotiation, offer, mayUseToken: true, cancellationToken).ConfigureAwait(false);
        if (attempt.Mechanism is PlainMechanism)
        {
            // The password itself goes only to a server that has nothing better now.
            attempt.Dispose();
            return null;
        }

        negotiation.Ahead = attempt;
        return attempt.Request;
    }

    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (
            negotiation is not { Mechanism: null, Stream.Tls: { } tls }
            || Sasl2Offer.Read(features, tls, negotiation.History, negotiation.Options.RequireProvenOffer) is not { } offer
        )
        {
            return StepOutcome.Continue;
        }

        negotiation.Enter(ConnectionPhase.Authenticating);
        if (negotiation.RevokesToken)
        {
            await RevokeTokenAsync(negotiation, offer, cancellationToken).ConfigureAwait(false);
            return StepOutcome.Ready;
        }

        var mayUseToken = true;
        while (true)
        {
            var ahead = await TakeAheadAsync(negotiation, offer, cancellationToken).ConfigureAwait(false);
            using var attempt =
                ahead ?? await Sasl2Attempt.CreateAsync(negotiation, offer, mayUseToken, cancellationToken).ConfigureAwait(false);
            if (ahead is null)
            {
                await negotiation.Stream.SendAsync(attempt.Request, cancellationToken).ConfigureAwait(false);
            }

            var answer = await new Sasl2Exchange(negotiation, attempt).RunAsync(cancellationToken).ConfigureAwait(false);
            if (answer.Name == "success")
            {
                return await SucceedAsync(negotiation, attempt, offer, answer, cancellationToken).ConfigureAwait(false);
            }

            if (ahead is null || answer.Child("config-version-mismatch", Sasl2Offer.ConfigNamespace) is null)
            {
                await RefusedAsync(negotiation, attempt, answer, cancellationToken).ConfigureAwait(false);
                mayUseToken = false;
            }
        }
    }

    // An attempt with a password that was made on the ground of another offer is taken back: the present one may have something better. One with a token can't
    // get any better, and is over with the next answer.
    private static async ValueTask<Sasl2Attempt?> TakeAheadAsync(
        Negotiation negotiation,
        Sasl2Offer offer,
        CancellationToken cancellationToken
    )
    {
        if (negotiation.Ahead is not { } ahead)
        {
            return null;
        }

        negotiation.Ahead = null;
        if (ahead.UsesToken || ahead.Offer.Text == offer.Text)
        {
            return ahead;
        }

        using (ahead)
        {
            await new Sasl2Exchange(negotiation, ahead).WithdrawAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    // By logging in with it (XEP-0484, section 3.6). A token that the server refuses is as good as revoked.
    private static async ValueTask RevokeTokenAsync(Negotiation negotiation, Sasl2Offer offer, CancellationToken cancellationToken)
    {
        using var attempt = await Sasl2Attempt.CreateRevocationAsync(negotiation, offer, cancellationToken).ConfigureAwait(false);
        if (attempt is not null)
        {
            await negotiation.Stream.SendAsync(attempt.Request, cancellationToken).ConfigureAwait(false);
            var answer = await new Sasl2Exchange(negotiation, attempt).RunAsync(cancellationToken).ConfigureAwait(false);
            if (answer.Name == "failure" && SaslFailure.Condition(answer) == SaslFailure.Temporary)
            {
                throw SaslFailure.Read(answer, isBound: false);
            }
        }

        await negotiation.Tokens.ForgetAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask RefusedAsync(
        Negotiation negotiation,
        Sasl2Attempt attempt,
        XmppElement failure,
        CancellationToken cancellationToken
    )
    {
        if (!attempt.UsesToken)
        {
            throw SaslFailure.Read(failure, attempt.Mechanism.BindingType is not null);
        }

        if (SaslFailure.Condition(failure) != SaslFailure.Temporary)
        {
            await negotiation.Tokens.ForgetAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<StepOutcome> SucceedAsync(
        Negotiation negotiation,
        Sasl2Attempt attempt,
        Sasl2Offer offer,
        XmppElement success,
        CancellationToken cancellationToken
    )
    {
        negotiation.LoggedIn(attempt.Mechanism, attempt.UsesToken ? null : offer.Sasl);
        negotiation.History = negotiation.History with { Features = offer.Text.Length <= MaxRemembered ? offer.Text : null };
        if (await Sasl2Outcome.AcceptAsync(negotiation, attempt, success, cancellationToken).ConfigureAwait(false))
        {
            // XEP-0198: no features follow then, for the stream is the former one.
            negotiation.Features = negotiation.FormerFeatures ?? new XmppElement("features", XmppStreamReader.StreamNamespace);
            return StepOutcome.Ready;
        }

        var features = await negotiation.Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
        negotiation.Features = features.Is("features", XmppStreamReader.StreamNamespace)
            ? features
            : throw XmppStream.Unexpected("stream features");
        return StepOutcome.Continue;
    }
}
