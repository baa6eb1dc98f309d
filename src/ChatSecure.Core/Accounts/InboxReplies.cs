// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Network;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Core.Accounts;

/// <summary>Carries out what received messages ask for, as follow-ups.</summary>
internal sealed class InboxReplies(
    XmppClient client,
    GroupChatModule rooms,
    OmemoCoordinator omemo,
    OmemoDirectory directory,
    OwedSender owed,
    FollowUps followUps,
    TimeProvider time
) : IInboxReplies
{
    // Who asked for our bundle just before a key of it was used may have chosen the same one, and its first message is on its way.
    private static readonly TimeSpan _grace = TimeSpan.FromMinutes(5);

    private int _isForgetting;

    private readonly ConcurrentDictionary<EncryptionKind, bool> _unpublished = [];

    // However many keys of a namespace were used meanwhile, its bundle is published once.
    public void PublishBundle(EncryptionKind kind)
    {
        _unpublished[kind] = true;
        followUps.Add(async token =>
        {
            if (!_unpublished.TryRemove(kind, out _))
            {
                return;
            }

            try
            {
                await directory.PublishBundleAsync(kind, token).ConfigureAwait(false);
                if (Interlocked.Exchange(ref _isForgetting, 1) == 0)
                {
                    _ = ForgetLaterAsync();
                }
            }
            catch
            {
                _unpublished[kind] = true;
                throw;
            }
        });
    }

    // If the account ends before, the next connection forgets them.
    private async Task ForgetLaterAsync()
    {
        await Task.Delay(_grace, time).ConfigureAwait(false);
        Volatile.Write(ref _isForgetting, 0);
        followUps.Add(omemo.ForgetUsedKeysAsync);
    }

    public void SendEmpty(EncryptionKind kind, Jid owner, DeviceId device, bool rebuild)
    {
        if (client.Reactions.TrySpend(rebuild ? ReactionKind.Fetch : ReactionKind.Report, owner))
        {
            followUps.Add(token => omemo.SendEmptyAsync(kind, owner, device, rebuild, (stanza, ct) => client.SendAsync(stanza, ct), token));
        }
    }

    public void RefusePrivate(Jid occupant, string? id)
    {
        if (client.Reactions.TrySpend(ReactionKind.Report, occupant))
        {
            followUps.Add(async token => await rooms.RefusePrivateAsync(occupant, id, token).ConfigureAwait(false));
        }
    }

    public ValueTask<bool> OwesReceiptAsync(Jid sender, CancellationToken cancellationToken) =>
        owed.OwesReceiptAsync(sender, cancellationToken);

    public void TellOwed() => owed.Wake();
}
