// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>Notices an offer that someone in the middle may have cut down: by the rules of XEP-0440, section 3, and by what the server has shown before. What
/// an administrator may rightly change is not refused, but must be proven by SCRAM (XEP-0474).</summary>
internal static class DowngradeGuard
{
    /// <summary>Looks at the offer before anything is sent.</summary>
    /// <param name="offer">The offer.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.AuthenticationFailed"/>: no honest server offers this.</exception>
    public static void Check(SaslOffer offer)
    {
        if (offer.History.HadSasl2 && !offer.IsSasl2)
        {
            // Neither profile protects the presence of the other.
            throw Downgraded("The server had a newer way to log in (SASL2) before and does not offer it any more");
        }

        if (!offer.IsSasl2)
        {
            return;
        }

        if (offer.OffersPlus && offer.ChannelBindingTypes is null)
        {
            throw Downgraded("The server offers channel binding but names no type of it");
        }

        if (!offer.OffersPlus && offer.ChannelBindingTypes is not null)
        {
            throw Downgraded("The server names types of channel binding but offers no mechanism for it");
        }
    }

    /// <summary>Whether SCRAM without channel binding counts only if the server proves its whole offer: because it had channel binding before, or because the
    /// owner of the account wants it so.</summary>
    /// <param name="offer">The offer.</param>
    public static bool DemandsProof(SaslOffer offer) => offer.History.HadBinding || offer.RequireProof;

    /// <summary>The last resort, PLAIN, which no signature protects.</summary>
    /// <param name="offer">The offer.</param>
    /// <exception cref="ChatSecureException">It may not be used.</exception>
    public static void CheckPlain(SaslOffer offer)
    {
        if (
            !offer.Mechanisms.Contains("PLAIN")
            || !offer.AllowPlain
            || offer.RequireProof
            || offer.Mechanisms.Any(MechanismSelector.IsScram)
        )
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The server offers no way to log in that is supported and allowed.");
        }

        if (offer.History.Mechanisms.Any(MechanismSelector.IsScram))
        {
            throw Downgraded("The server asks for the password in the clear but had better mechanisms before");
        }

        if (offer.ChannelBindingTypes is not null)
        {
            throw Downgraded("The server names types of channel binding but asks for the password in the clear");
        }

        if (!offer.IsSecure)
        {
            throw new ChatSecureException(
                ErrorKind.InsecureConnection,
                "The password may not be sent over a connection that is not secure."
            );
        }
    }

    private static ChatSecureException Downgraded(string what) =>
        new(ErrorKind.AuthenticationFailed, $"{what}: someone may be in the middle of the connection.");
}
