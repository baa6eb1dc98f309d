// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Messaging;

/// <summary>One message of a conversation, as it is stored and shown. Immutable; a changed state is a new value.</summary>
public sealed record ChatMessage
{
    /// <summary>The conversation it belongs to.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>The sender's id of the message (XEP-0359 origin id, else the stanza's id attribute, else one made here).</summary>
    public required MessageId Id { get; init; }

    /// <summary>The id under which our own server's archive keeps it (XEP-0359 stanza id by our own account), once known. In a room: the room's address, a
    /// space, and the id under which the room's archive keeps it, for those ids are the room's to choose.</summary>
    public string? ArchiveId { get; init; }

    /// <summary>The sender's bare address; in a room that keeps it from us, the address that they had there.</summary>
    public required Jid From { get; init; }

    /// <summary>Who wrote it.</summary>
    public required MessageDirection Direction { get; init; }

    /// <summary>By which way it reached this device first.</summary>
    public MessageSource Source { get; init; }

    /// <summary>When it was sent, as far as is known: the archive's or delay stamp (XEP-0203), else the local clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The text, empty for one that has <see cref="Attachments"/> alone; null for a message that could not be decrypted (see <see cref="DecryptFailure"/>).</summary>
    public string? Body { get; init; }

    /// <summary>How it was protected on its way.</summary>
    public EncryptionKind Encryption { get; init; }

    /// <summary>The key that the sending device used, for an encrypted message.</summary>
    public Fingerprint? SenderKey { get; init; }

    /// <summary>What that key was trusted at when the message arrived.</summary>
    public TrustLevel? Trust { get; init; }

    /// <summary>How far it has come.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Why it failed, as a stable word such as <c>recipient-unavailable</c>; null unless <see cref="State"/> is
    /// <see cref="DeliveryState.Failed"/>.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Why it could not be decrypted; null for every message that could be read.</summary>
    public DecryptFailure? DecryptFailure { get; init; }

    /// <summary>The message that this one corrects (XEP-0308).</summary>
    public MessageId? Replaces { get; init; }

    /// <summary>The message that this one answers (XEP-0461).</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>Whether its sender asked to be told when it is read (XEP-0333). Default false.</summary>
    public bool AsksForDisplayed { get; init; }

    /// <summary>In a room, the name by which the sender wrote; null elsewhere.</summary>
    public string? SenderName { get; init; }

    /// <summary>In a room, the id by which it knows the sender under whatever name (XEP-0421).</summary>
    public string? OccupantId { get; init; }

    /// <summary>Its files, in the order in which its sender put them.</summary>
    public ValueList<Attachment> Attachments { get; init; } = [];

    /// <summary>What its sender tells of links in its text (XEP-0511), at most <see cref="LinkMetadata.MaxInMessage"/>. An edit leaves those that its text still has.</summary>
    public ValueList<LinkMetadata> Links { get; init; } = [];

    /// <summary>What people answered to it with (XEP-0444), each person once. Written through <see cref="Stores.ChangeSet.Reactions"/>.</summary>
    public ValueList<Reaction> Reactions { get; init; } = [];

    /// <summary>When its text was last changed by its sender (XEP-0308); null if never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When it was taken back (XEP-0424), and with it its text; null if it was not.</summary>
    public DateTimeOffset? RetractedAt { get; init; }

    /// <summary>Who took it back and why, if that was a moderator of the group; null if it was not taken back, or by who wrote it.</summary>
    public Moderation? Moderation { get; init; }

    /// <summary>When it disappears by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
