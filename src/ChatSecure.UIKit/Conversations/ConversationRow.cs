// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Conversations;

/// <summary>One row of the conversation list, ready to be shown: every word is in it. Immutable; a change is a new row with the same <see cref="Id"/>.</summary>
public sealed record ConversationRow
{
    /// <summary>The conversation, by which the row is known.</summary>
    public required ConversationId Id { get; init; }

    /// <summary>The contact's name, else what it calls itself, else its address: safe to show, with the address where it could be taken for another name.</summary>
    public required string Title { get; init; }

    /// <summary>The contact's or group's picture; null for none.</summary>
    public PictureRef? Picture { get; init; }

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup { get; init; }

    /// <summary>What the preview shows.</summary>
    public required PreviewKind PreviewKind { get; init; }

    /// <summary>The beginning of the last message on one line, or what stands in its place.</summary>
    public required string Preview { get; init; }

    /// <summary>When the last message was; null without one.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The same in words; empty without a message.</summary>
    public required string TimeText { get; init; }

    /// <summary>How many messages are unread.</summary>
    public int UnreadCount { get; init; }

    /// <summary>Whether the person marked it as unread, to come back to it.</summary>
    public bool IsMarkedUnread { get; init; }

    /// <summary>Whether something is to be read in it, or it is marked so.</summary>
    public bool IsUnread => UnreadCount > 0 || IsMarkedUnread;

    /// <summary>Whether the contact waits for a secret that both know to be entered here.</summary>
    public bool IsSecretAsked { get; init; }

    /// <summary>How safe the last message was; without one, whether the conversation is encrypted.</summary>
    public MessageLock Lock { get; init; }

    /// <summary>The same in words.</summary>
    public required string LockText { get; init; }

    /// <summary>How far the last message has come, if it is our own; else null.</summary>
    public DeliveryState? Delivery { get; init; }

    /// <summary>The same in words; null if it is not our own.</summary>
    public string? DeliveryText { get; init; }

    /// <summary>Whether it stands before all others.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Whether it is put away.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether it makes no noise now.</summary>
    public bool IsMuted { get; init; }

    /// <summary>Until when it makes no noise, in words; null if it does.</summary>
    public string? MutedText { get; init; }

    /// <summary>That the contact is typing, in words; null if it is not. To be shown in place of the preview.</summary>
    public string? TypingText { get; init; }

    /// <summary>What the contact shows of its presence.</summary>
    public Availability Availability { get; init; }

    /// <summary>The same in words.</summary>
    public required string AvailabilityText { get; init; }

    /// <summary>The whole row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the conversation.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ConversationRow);
}
