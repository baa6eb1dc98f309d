// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Hosting;

/// <summary>What is done to a message that is named by its id alone.</summary>
internal static class MessageActions
{
    /// <summary>Reacts to a message, the peer's or, if they have none of that id, ours.</summary>
    public static async Task<ActReceipt> ReactAsync(
        this IChatClient client,
        ConversationId conversation,
        MessageId id,
        IReadOnlyList<string> emojis,
        EncryptionChoice encryption,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var theirs = new MessageRef(conversation, MessageDirection.Incoming, id);
            return await client.Conversations.ReactAsync(theirs, emojis, encryption, cancellationToken);
        }
        catch (ChatSecureException error) when (error.Condition == "no-such-message")
        {
            var ours = new MessageRef(conversation, MessageDirection.Outgoing, id);
            return await client.Conversations.ReactAsync(ours, emojis, encryption, cancellationToken);
        }
    }
}
