// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Trust;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Trust;

namespace ChatSecure.Core.Encryption;

/// <summary>Trust messages of automatic trust management (XEP-0434, XEP-0450) between Network's values and Crypto's.</summary>
internal static class TrustNotices
{
    /// <summary>The envelope of a trust message.</summary>
    public static byte[] Write(OmemoTrustNotice notice, Jid account)
    {
        var owners = notice.Decisions.GroupBy(decision => decision.Owner).Select(Keys);
        var message = new TrustMessage(TrustMessages.AutomaticTrust, OmemoPayload.Namespace, [.. owners]);
        return ContentEnvelope.Write([TrustMessages.Write(message)], account, notice.To, notice.DecidedAt);
    }

    /// <summary>The trust message of an envelope; null if there is none that counts.</summary>
    public static TrustWord? Read(ContentEnvelope envelope)
    {
        if (
            TrustMessages.Read(envelope, OmemoPayload.Namespace) is not { Usage: TrustMessages.AutomaticTrust } message
            || envelope.Time is not { } sentAt
        )
        {
            return null;
        }

        var decisions = message.KeyOwners.SelectMany(owner =>
            owner
                .Trusted.Select(key => new OmemoKeyDecision(owner.Owner, key, IsTrusted: true))
                .Concat(owner.Distrusted.Select(key => new OmemoKeyDecision(owner.Owner, key, IsTrusted: false)))
        );
        return new(sentAt, [.. decisions]);
    }

    private static KeyOwner Keys(IGrouping<Jid, OmemoKeyDecision> decisions) =>
        new(
            decisions.Key,
            [.. decisions.Where(decision => decision.IsTrusted).Select(decision => decision.Key)],
            [.. decisions.Where(decision => !decision.IsTrusted).Select(decision => decision.Key)]
        );
}
