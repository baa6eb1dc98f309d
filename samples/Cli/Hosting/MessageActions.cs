// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Hosting;

/// <summary>What is done to a message that is named by its id alone: the peer's or, if they have none of that id, ours.</summary>
internal static class MessageActions
{
    /// <summary>Reacts to a message.</summary>
    public static Task<ActReceipt> ReactAsync(
        this IChatClient client,
        ConversationId conversation,
        MessageId id,
        IReadOnlyList<string> emojis,
        EncryptionChoice encryption,
        CancellationToken cancellationToken
    ) => OfEitherAsync(conversation, id, message => client.Conversations.ReactAsync(message, emojis, encryption, cancellationToken));

    /// <summary>Sends what a message says to somebody else.</summary>
    public static Task<SendReceipt> ForwardAsync(
        this IChatClient client,
        ConversationId conversation,
        MessageId id,
        ConversationId to,
        EncryptionChoice encryption,
        CancellationToken cancellationToken
    ) => OfEitherAsync(conversation, id, message => client.Conversations.ForwardAsync(message, to, encryption, cancellationToken));

    /// <summary>Does something to the message that there is.</summary>
    public static async Task<T> OfEitherAsync<T>(ConversationId conversation, MessageId id, Func<MessageRef, Task<T>> act)
    {
        var theirs = new MessageRef(conversation, MessageDirection.Incoming, id);
        try
        {
            return await act(theirs);
        }
        catch (ChatSecureException error) when (error.Condition is "no-such-message" or "no-such-file")
        {
            return await act(theirs with { Direction = MessageDirection.Outgoing });
        }
    }
}
