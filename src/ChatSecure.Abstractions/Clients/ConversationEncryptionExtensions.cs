// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>Follows how a conversation is encrypted.</summary>
public static class ConversationEncryptionExtensions
{
    /// <summary>How what is written next in a conversation will be protected (<see cref="IConversations.EncryptionAsync"/>): now, and whenever that changes. Safe
    /// for concurrent use.</summary>
    /// <param name="client">The engine, started.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="choice">What is asked for.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The states, without end, no two alike in a row.</returns>
    /// <exception cref="Errors.ChatSecureException">As <see cref="IConversations.EncryptionAsync"/>; ends the stream.</exception>
    public static async IAsyncEnumerable<ConversationEncryption> WatchEncryptionAsync(
        this IChatClient client,
        ConversationId conversation,
        EncryptionChoice choice = EncryptionChoice.Auto,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);

        // Asked for before the first look, so that nothing falls between.
        var events = client.EventsAsync(cancellationToken);
        var last = await client.Conversations.EncryptionAsync(conversation, choice, cancellationToken).ConfigureAwait(false);
        yield return last;
        await foreach (var happened in events.ConfigureAwait(false))
        {
            if (!MayChange(happened, conversation))
            {
                continue;
            }

            var now = await client.Conversations.EncryptionAsync(conversation, choice, cancellationToken).ConfigureAwait(false);
            if (now != last)
            {
                last = now;
                yield return now;
            }
        }
    }

    /// <summary>Whether an event may have changed how a conversation is encrypted; in a group, whose members' keys count, those of everybody.</summary>
    private static bool MayChange(ChatEvent happened, ConversationId conversation) =>
        happened switch
        {
            EventsLost => true,
            _ when happened.Account != conversation.Account => false,
            OtrChanged { Peer: var peer } => peer.Bare == conversation.Peer.Bare,
            EncryptionOptOutChanged or DeviceChanged or DeviceListChanged or ConnectionChanged => true,
            GroupChanged { Group.Room.Jid: var room } => room == conversation.Peer.Bare,
            GroupMemberChanged { Room: var room } => room == conversation.Peer.Bare,
            _ => false,
        };
}
