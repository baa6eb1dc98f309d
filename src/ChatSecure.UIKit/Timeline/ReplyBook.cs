// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>Finds the messages that others answer: among those that are loaded, else in the store.</summary>
/// <param name="conversations">The store's door.</param>
/// <param name="change">Runs a change on the UI thread, and shows it.</param>
internal sealed class ReplyBook(IConversations conversations, Func<Action, Task> change)
{
    private const int MaxKept = 500;

    private readonly Dictionary<(ConversationId, MessageId), ChatMessage?> _found = [];
    private readonly HashSet<(ConversationId, MessageId)> _wanted = [];

    public (ReplyState State, ChatMessage? Message) Find(ChatMessage reply, IReadOnlyList<ChatMessage> loaded)
    {
        var key = (reply.Conversation, reply.ReplyTo!.Value);
        if (loaded.FirstOrDefault(message => message.Id == key.Item2) is { } near)
        {
            return (ReplyState.Ready, near);
        }

        if (_found.TryGetValue(key, out var known))
        {
            return (known is null ? ReplyState.Unavailable : ReplyState.Ready, known);
        }

        if (_wanted.Add(key))
        {
            _ = FetchAsync(key);
        }

        return (ReplyState.Pending, null);
    }

    // The id may be of either side's message; ids of one's own are rarely the other's, too.
    private async Task FetchAsync((ConversationId Conversation, MessageId Id) key)
    {
        ChatMessage? message = null;
        try
        {
            message =
                await conversations.FindAsync(new(key.Conversation, MessageDirection.Incoming, key.Id)).ConfigureAwait(false)
                ?? await conversations.FindAsync(new(key.Conversation, MessageDirection.Outgoing, key.Id)).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // Shown as not here: what a message answers is worth no error.
        }

        await change(() =>
            {
                if (_found.Count >= MaxKept)
                {
                    _found.Clear();
                }

                _wanted.Remove(key);
                _found[key] = message;
            })
            .ConfigureAwait(false);
    }
}
