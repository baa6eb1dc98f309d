// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

/// <content>How messages are protected.</content>
internal sealed partial class InMemoryConversations
{
    public async Task<ConversationEncryption> EncryptionAsync(
        ConversationId conversation,
        EncryptionChoice choice = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var session = await client.SessionAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        return await EncryptionStates.OfAsync(() => Task.FromResult(Find(session, conversation.Peer, choice))).ConfigureAwait(false);
    }

    private EncryptionKind? Find(InMemorySession session, Jid peer, EncryptionChoice choice) =>
        client.GroupBook.Find(session.Account, peer) is { } group
            ? client.GroupBook.Choose(session, group, choice)
            : ChooseForContact(session, peer, choice);

    private EncryptionKind Choose(InMemorySession session, Jid peer, EncryptionChoice choice)
    {
        var kind = Find(session, peer, choice) ?? EncryptionKind.Omemo2;
        if (choice is EncryptionChoice.Omemo or EncryptionChoice.Omemo2)
        {
            session.SetOptOut(peer, isOptedOut: false);
        }

        return kind;
    }

    private EncryptionKind? ChooseForContact(InMemorySession session, Jid peer, EncryptionChoice choice)
    {
        if (client.PrivateTalks.Choose(session, peer, choice) is { } kind)
        {
            return kind;
        }

        if (choice == EncryptionChoice.None)
        {
            return EncryptionKind.None;
        }

        var trust = session.Devices(peer).Select(device => device.Trust).ToHashSet();
        return trust.Count == 0
            ? session.IsOnline
                ? throw Refusals.NotEncrypted("no-devices")
                : null
            : !trust.Overlaps([TrustLevel.Trusted, TrustLevel.Verified])
                ? throw Refusals.NotEncrypted(trust.Contains(TrustLevel.Undecided) ? "undecided" : "distrusted")
                : choice == EncryptionChoice.Auto && session.HasOptedOut(peer)
                    ? throw Refusals.NotEncrypted("opted-out")
                    : choice == EncryptionChoice.Omemo
                        ? EncryptionKind.Omemo
                        : EncryptionKind.Omemo2;
    }
}
