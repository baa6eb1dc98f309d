// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>Chooses the strongest mechanism that both sides have: SCRAM with channel binding, then SCRAM, each by its hash; PLAIN last, and only where
/// nothing better was ever offered. Anything else that a server offers is ignored.</summary>
internal static class MechanismSelector
{
    /// <summary>Chooses, and prepares the exchange.</summary>
    /// <param name="offer">What the server offers and what the connection has.</param>
    /// <param name="username">The local part of the account's address.</param>
    /// <param name="password">The password in UTF-8; not kept.</param>
    /// <returns>The exchange, which the caller disposes.</returns>
    /// <exception cref="ChatSecureException">Nothing usable is offered (<see cref="ErrorKind.NotSupported"/>), what is offered is weaker than what the
    /// server had before (<see cref="ErrorKind.AuthenticationFailed"/>), PLAIN would go over a connection that is not secure
    /// (<see cref="ErrorKind.InsecureConnection"/>), or the password can't be one (<see cref="ErrorKind.InvalidInput"/>).</exception>
    public static SaslMechanism Select(SaslOffer offer, string username, ReadOnlySpan<byte> password)
    {
        if (username.Length == 0)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "An address without a local part can't log in.");
        }

        DowngradeGuard.Check(offer);
        if (offer.BoundKind is { } bound)
        {
            return new ScramMechanism(bound, username, SaslPassword.Prepare(password), 'y', offer.SharedBinding, offer);
        }

        if (ScramKind.All.FirstOrDefault(kind => offer.Mechanisms.Contains(kind.Name)) is { } unbound)
        {
            return new ScramMechanism(unbound, username, SaslPassword.Prepare(password), Gs2Flag(offer), null, offer);
        }

        DowngradeGuard.CheckPlain(offer);
        return new PlainMechanism(username, SaslPassword.Prepare(password));
    }

    /// <summary>Whether a mechanism is one of the SCRAM family.</summary>
    /// <param name="mechanism">Its name.</param>
    public static bool IsScram(string mechanism) => mechanism.StartsWith("SCRAM-", StringComparison.Ordinal);

    /// <summary>Without channel binding, <c>y</c> says "I could have, but you did not offer it": a server that did offer it then knows that the offer was
    /// stripped on the way, and refuses. So <c>y</c> must not be said to a server that did offer, only in types that we lack: Prosody 13 announces
    /// <c>tls-exporter</c> alone, and refuses <c>y</c>. That leaves room for someone in the middle who changes the list of types, which only XEP-0474
    /// closes.</summary>
    private static char Gs2Flag(SaslOffer offer)
    {
        var offersOtherTypes = offer.ChannelBindingTypes is { Count: > 0 } && offer.SharedBinding is null;
        return offer.Bindings.Count > 0 && !offer.OffersPlus && !offersOtherTypes ? 'y' : 'n';
    }
}
