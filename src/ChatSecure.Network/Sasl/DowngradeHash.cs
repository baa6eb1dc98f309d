// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Network.Sasl;

/// <summary>What SCRAM Downgrade Protection (XEP-0474, version 0.5) compares: a hash of everything the server offered, which someone in the middle may have
/// shortened. SCRAM then signs it.</summary>
internal static class DowngradeHash
{
    /// <summary>Hashes what we have seen of the offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="hash">The hash of the SCRAM mechanism in use.</param>
    public static byte[] Compute(SaslOffer offer, HashAlgorithmName hash)
    {
        var text = Join(offer.Mechanisms);
        if (offer.ChannelBindingTypes is not null)
        {
            text += '\x1F' + Join(offer.ChannelBindingTypes);
        }

        return CryptographicOperations.HashData(hash, Encoding.UTF8.GetBytes(text));
    }

    private static string Join(IReadOnlyCollection<string> names) => string.Join('\x1E', names.Order(StringComparer.Ordinal));
}
