// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>A row of the conversation list.</summary>
public sealed record ConversationSummary
{
    /// <summary>Which conversation.</summary>
    public required ConversationId Id { get; init; }

    /// <summary>The name that we gave the contact in the roster, else the room's name, if any.</summary>
    public string? Name { get; init; }

    /// <summary>The newest message; null for a conversation without one.</summary>
    public ChatMessage? LastMessage { get; init; }

    /// <summary>How many incoming messages have not been read here.</summary>
    public int UnreadCount { get; init; }

    /// <summary>Whether the person marked it as unread, to come back to it, whatever was read.</summary>
    public bool IsMarkedUnread { get; init; }

    /// <summary>True from the first encrypted message on, for ever: such a conversation never falls back to plain text by itself.</summary>
    public bool EverEncrypted { get; init; }

    /// <summary>Whether it stands before all others.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Whether it is put away, out of the list.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Until when it makes no noise; null if it does, <see cref="DateTimeOffset.MaxValue"/> for ever.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>What was typed and not sent; null for nothing.</summary>
    public string? Draft { get; init; }
}
