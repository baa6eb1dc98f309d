// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>A message.</summary>
public sealed record MessageRow : TimelineRow
{
    /// <summary>The sender's id of the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Whether we wrote it.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Who wrote it, by name.</summary>
    public required string Sender { get; init; }

    /// <summary>The text; for a message that can't be decrypted, the words that say so and why.</summary>
    public required string Body { get; init; }

    /// <summary>Why it can't be decrypted; null for every message that can be read.</summary>
    public DecryptFailure? DecryptFailure { get; init; }

    /// <summary>Whether it is the first of a group: messages of one sender in close succession.</summary>
    public bool IsFirstInGroup { get; init; }

    /// <summary>Whether it is the last of a group.</summary>
    public bool IsLastInGroup { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The time of day, in words.</summary>
    public required string TimeText { get; init; }

    /// <summary>How safe it was on its way.</summary>
    public required MessageLock Lock { get; init; }

    /// <summary>The same in words.</summary>
    public required string LockText { get; init; }

    /// <summary>What its key was trusted at; null for plain text and where it is not known.</summary>
    public TrustLevel? Trust { get; init; }

    /// <summary>The same in words; null where it is not known.</summary>
    public string? TrustText { get; init; }

    /// <summary>How far it has come, if it is our own; else null.</summary>
    public DeliveryState? Delivery { get; init; }

    /// <summary>The same in words, with the reason of a failure; null if it is not our own.</summary>
    public string? DeliveryText { get; init; }

    /// <summary>Shows nothing of the message.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(MessageRow);
}
