// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams.Sasl2;

/// <summary>What a <c>success</c> brings beside the login: a resumed stream or a bound resource, and a token.</summary>
internal static class Sasl2Outcome
{
    /// <summary>Takes it in.</summary>
    /// <returns>Whether the former stream goes on: then the login was the last step.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>.</exception>
    public static async ValueTask<bool> AcceptAsync(
        Negotiation negotiation,
        Sasl2Attempt attempt,
        XmppElement success,
        CancellationToken cancellationToken
    )
    {
        var identity = ReadIdentity(success, negotiation.Options.Account);
        await KeepTokenAsync(negotiation, attempt, success, cancellationToken).ConfigureAwait(false);
        if (attempt.ResumptionId is { } id && TryResume(negotiation, id, success))
        {
            return true;
        }

        if (attempt.Bind is { } bind)
        {
            negotiation.Management.Abandon();
            var bound = success.Child("bound", InlineBind.Namespace) ?? throw XmppStream.Unexpected("a bound resource");
            bind.Accept(negotiation, bound, identity);
        }

        return false;
    }

    private static Jid ReadIdentity(XmppElement success, Jid account) =>
        Jid.TryParse(success.Child("authorization-identifier", Sasl2Offer.Namespace)?.Text.Trim(), out var identity)
        && identity.Bare == account
            ? identity
            : throw new ChatSecureException(ErrorKind.Protocol, "The server logged us in as somebody else.");

    private static bool TryResume(Negotiation negotiation, string id, XmppElement success)
    {
        if (success.Child("resumed", StreamManagement.Namespace) is { } resumed)
        {
            Resumption.Accept(negotiation, id, resumed);
            return true;
        }

        Resumption.GiveUp(
            negotiation,
            success.Child("failed", StreamManagement.Namespace) ?? throw XmppStream.Unexpected("the resumed stream")
        );
        return false;
    }

    private static async ValueTask KeepTokenAsync(
        Negotiation negotiation,
        Sasl2Attempt attempt,
        XmppElement success,
        CancellationToken cancellationToken
    )
    {
        if (attempt.TokenMechanism is { } mechanism && success.Child("token", FastTokens.Namespace) is { } token)
        {
            // A malformed one costs the next login its speed, not this one its success.
            await negotiation.Tokens.TryKeepAsync(token, mechanism, cancellationToken).ConfigureAwait(false);
        }
    }
}
