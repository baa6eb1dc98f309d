// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Groups;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Core.Conversations;

/// <content>How to protect what is written. What a person is shown beforehand and what happens on sending are one decision.</content>
internal sealed partial class ConversationService
{
    public async Task<ConversationEncryption> EncryptionAsync(
        ConversationId conversation,
        EncryptionChoice choice = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var session = await GetAsync(conversation, cancellationToken).ConfigureAwait(false);
        conversation = Bare(conversation);
        return await EncryptionStates
            .OfAsync(async () =>
            {
                var asked = await services.Hooks.ChooseAsync(conversation, choice, cancellationToken).ConfigureAwait(false);
                return await FindAsync(session, conversation.Peer, asked, cancellationToken).ConfigureAwait(false);
            })
            .ConfigureAwait(false);
    }

    /// <summary>Decides how to protect a message, and refuses it here and now if that is known to be impossible.</summary>
    private async Task<EncryptionKind> ChooseAsync(
        AccountSession session,
        Jid peer,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        var kind = await FindAsync(session, peer, choice, cancellationToken).ConfigureAwait(false);
        if (choice is EncryptionChoice.Omemo or EncryptionChoice.Omemo2 && session.Groups.Find(peer.Bare) is null)
        {
            // Asked for by name: a person's word stands above the peer's wish not to be sent encrypted messages.
            await session.Omemo.IgnoreOptOutAsync(peer.Bare, cancellationToken).ConfigureAwait(false);
        }

        return kind ?? KindsOf(choice)[0];
    }

    /// <returns>How it will be protected, as far as is known; null if that shows when it is encrypted.</returns>
    /// <exception cref="ChatSecureException">It can't be, with the reason as its condition.</exception>
    private async Task<EncryptionKind?> FindAsync(
        AccountSession session,
        Jid peer,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        if (session.Groups.Find(peer.Bare) is { } group)
        {
            return await FindForGroupAsync(session, group, choice, cancellationToken).ConfigureAwait(false);
        }

        OtrState? privately = session.Otr is { } otr
            ? await PrivatelyAsync(otr, peer.Bare, choice, cancellationToken).ConfigureAwait(false)
            : null;
        switch (choice)
        {
            case EncryptionChoice.Auto when privately is OtrState.Encrypted:
            case EncryptionChoice.Otr when privately is not null:
                return EncryptionKind.Otr;
            case EncryptionChoice.Otr:
                throw OtrService.NotAllowed();
            case EncryptionChoice.None:
                return services.Brand.Policy.RequireEncryption ? throw BrandRules.NotPlain() : EncryptionKind.None;
        }

        var reach = await session
            .Directory.ReachAsync(peer.Bare, KindsOf(choice), session.IsOnline, cancellationToken)
            .ConfigureAwait(false);
        return reach.WhyNot switch
        {
            null => reach.Kind,
            OmemoExclusion.OptedOut when choice != EncryptionChoice.Auto => reach.Kind,
            OmemoExclusion.NoDevices
                when choice == EncryptionChoice.Auto
                    && privately is not null
                    && await session.OtrOffers.MayOpenAsync(peer.Bare, cancellationToken).ConfigureAwait(false) => EncryptionKind.Otr,
            { } why => throw OmemoCoordinator.CannotEncrypt(why),
        };
    }

    /// <summary>What is said in private stays in private until somebody ends that: neither a habit nor the peer's leaving changes it.</summary>
    private static async Task<OtrState> PrivatelyAsync(
        OtrCoordinator otr,
        Jid peer,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        var state = (await otr.StatusAsync(peer, cancellationToken).ConfigureAwait(false)).State;
        return state switch
        {
            OtrState.Encrypted or OtrState.Finished when choice == EncryptionChoice.None => throw OtrCoordinator.IsPrivate(),
            OtrState.Finished
                when choice is EncryptionChoice.Auto or EncryptionChoice.Otr
                    && await otr.HasPeerEndedAsync(peer, cancellationToken).ConfigureAwait(false) => throw OtrCoordinator.HasEnded(),
            _ => state,
        };
    }

    /// <summary>The same for a group, of which each member has to be able to read what is encrypted.</summary>
    private async Task<EncryptionKind?> FindForGroupAsync(
        AccountSession session,
        RoomKeeper group,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        if (group.IsGivenUp)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The account is not in that group; join it first.")
            {
                Condition = "not-joined",
            };
        }

        switch (choice)
        {
            case EncryptionChoice.None:
                return services.Brand.Policy.RequireEncryption ? throw BrandRules.NotPlain() : EncryptionKind.None;
            case EncryptionChoice.Otr:
                throw new ChatSecureException(ErrorKind.NotSupported, "In groups there is no OTR.") { Condition = "no-otr" };
            case var _ when group.State != GroupState.Joined:
                // What can be known is known when it is encrypted.
                return group.Group.IsPrivate ? null : throw GroupAudience.NotPrivate();
        }

        var kinds = KindsOf(choice);
        var readers = await session.Audience.GatherAsync(group.Address, cancellationToken).ConfigureAwait(false);
        var reached = new ConcurrentDictionary<Jid, OmemoReach>();
        await Requests
            .ForEachAsync(
                readers,
                async (reader, token) =>
                    reached[reader] = await session.Directory.ReachAsync(reader, kinds, session.IsOnline, token).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);
        var missing = readers.Where(reader => reached[reader].WhyNot is not null).ToList();
        return missing.Count > 0
            ? throw new MissingKeysException(missing)
            : kinds.FirstOrDefault(kind => reached.Values.Any(reach => reach.Kind == kind), kinds[0]);
    }

    // Which namespace it is shows when it is encrypted: each device is served in the best that it has.
    private static IReadOnlyList<EncryptionKind> KindsOf(EncryptionChoice choice) =>
        choice switch
        {
            EncryptionChoice.Omemo => [EncryptionKind.Omemo],
            EncryptionChoice.Omemo2 => [EncryptionKind.Omemo2],
            _ => OmemoMachine.Kinds,
        };
}
