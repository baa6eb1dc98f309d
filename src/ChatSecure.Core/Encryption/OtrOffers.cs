// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Stores;

namespace ChatSecure.Core.Encryption;

/// <summary>Where nothing else is left, whom we may ask for a private conversation (OTR) without a person's word. The rule: a client of the peer that is online
/// says that it speaks it, and nothing of the conversation was ever encrypted with OMEMO. Whoever takes a peer's devices away, such as its server, must not
/// bring us to write to whom they put in their place: from OMEMO to OTR only a person goes.</summary>
internal sealed class OtrOffers(Jid account, IChatStore store, OmemoState state, PresenceModule presence, CapabilitiesModule capabilities)
{
    private const int MaxAsked = 5;
    private const int NewestLookedAt = 50;

    /// <summary>Whether to ask that peer.</summary>
    public async Task<bool> MayOpenAsync(Jid peer, CancellationToken cancellationToken) =>
        !await MayBeOmemoAsync(new(account, peer), cancellationToken).ConfigureAwait(false)
        && await SpeaksAsync(peer, cancellationToken).ConfigureAwait(false);

    // Which encryption it was that a conversation had is not kept for good: where the newest messages do not say that it was this one, it counts as the other.
    private async Task<bool> MayBeOmemoAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var devices = await state
            .StepAsync(
                async machine => await machine.GetDevicesAsync(conversation.Peer, cancellationToken).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (devices.Count > 0)
        {
            return true;
        }

        if (await store.Conversations.FindAsync(conversation, cancellationToken).ConfigureAwait(false) is not { EverEncrypted: true })
        {
            return false;
        }

        var newest = await store.Messages.PageAsync(conversation, NewestLookedAt, null, cancellationToken).ConfigureAwait(false);
        var kinds = newest.Messages.Select(message => message.Encryption).Where(kind => kind != EncryptionKind.None).ToHashSet();
        return !kinds.SetEquals([EncryptionKind.Otr]);
    }

    private async Task<bool> SpeaksAsync(Jid peer, CancellationToken cancellationToken)
    {
        foreach (var (address, _) in presence.Export().Where(known => known.Address.Bare == peer).Take(MaxAsked))
        {
            try
            {
                if ((await capabilities.QueryAsync(address, cancellationToken).ConfigureAwait(false)).HasFeature(OtrPayload.Namespace))
                {
                    return true;
                }
            }
            catch (ChatSecureException error) when (error.Kind is ErrorKind.TimedOut or ErrorKind.Protocol)
            {
                // It does not say, so it does not count.
            }
        }

        return false;
    }
}
