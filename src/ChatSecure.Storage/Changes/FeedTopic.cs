// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Storage.Changes;

/// <summary>What can be watched: a conversation, an account's conversation list (a conversation without a peer), a collection of records.</summary>
internal readonly record struct FeedTopic(ConversationId Conversation, string? Collection = null)
{
    /// <summary>An account's conversation list.</summary>
    public static FeedTopic ListOf(Jid account) => new(new ConversationId(account, default));

    /// <summary>A collection of an app's records.</summary>
    public static FeedTopic Records(string collection) => new(default, collection);

    public static implicit operator FeedTopic(ConversationId conversation) => new(conversation);
}
