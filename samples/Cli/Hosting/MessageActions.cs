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

    /// <summary>Finds a message; null if there is none.</summary>
    public static async Task<ChatMessage?> FindAsync(
        this IConversations conversations,
        ConversationId conversation,
        MessageId id,
        CancellationToken cancellationToken
    )
    {
        var theirs = new MessageRef(conversation, MessageDirection.Incoming, id);
        return await conversations.FindAsync(theirs, cancellationToken)
            ?? await conversations.FindAsync(theirs with { Direction = MessageDirection.Outgoing }, cancellationToken);
    }

    /// <summary>Erases messages on this device: all of them, or none if one is not there.</summary>
    public static async Task DeleteAsync(
        this IConversations conversations,
        ConversationId conversation,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    )
    {
        List<MessageRef> messages = [];
        foreach (var id in ids)
        {
            var found = await conversations.FindAsync(conversation, new MessageId(id), cancellationToken);
            messages.Add(
                found is null
                    ? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such message.") { Condition = "no-such-message" }
                    : new(conversation, found.Direction, found.Id)
            );
        }

        await conversations.DeleteMessagesAsync(messages, cancellationToken);
    }

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
