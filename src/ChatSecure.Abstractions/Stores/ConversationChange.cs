// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>What the person changes about a conversation. What is null stays as it is. A conversation that is not there comes into being.</summary>
/// <param name="Conversation">The conversation.</param>
public sealed record ConversationChange(ConversationId Conversation)
{
    /// <summary>Whether it stands before all others.</summary>
    public bool? IsPinned { get; init; }

    /// <summary>Whether it is put away: out of the list, into <see cref="IConversationStore.ListArchivedAsync"/>.</summary>
    public bool? IsArchived { get; init; }

    /// <summary>Whether it is marked as unread, whatever was read. The mark goes as soon as the conversation is read here (<see cref="ChangeSet.Read"/>), or a message
    /// of ours becomes its newest.</summary>
    public bool? IsMarkedUnread { get; init; }

    /// <summary>Until when it makes no noise: <see cref="DateTimeOffset.MaxValue"/> for ever, <see cref="DateTimeOffset.MinValue"/> not at all.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>What was typed and not sent; empty for nothing.</summary>
    public string? Draft { get; init; }
}
