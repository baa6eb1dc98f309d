// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Styling;

namespace ChatSecure.UIKit.Timeline;

/// <summary>A message.</summary>
public sealed record MessageRow : TimelineRow
{
    /// <summary>The sender's id of the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The message, to do something with it.</summary>
    public required MessageRef Reference { get; init; }

    /// <summary>What it is shown as.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Whether we wrote it.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Who wrote it, by name.</summary>
    public required string Sender { get; init; }

    /// <summary>The picture of a contact who wrote it; null for none, and for what we wrote.</summary>
    public PictureRef? Picture { get; init; }

    /// <summary>The text, safe to show; for a message that can't be decrypted, or that was taken back, the words that say so.</summary>
    public required string Body { get; init; }

    /// <summary>The message on one line, safe to show: the beginning of its text, or what it is where it has none, such as a picture. For questions about it, and above
    /// what answers it.</summary>
    public string Summary { get; init; } = string.Empty;

    /// <summary>The text in parts of one style (XEP-0393).</summary>
    public ValueList<StyledSpan> Spans { get; init; } = [];

    /// <summary>Whether the text is so long that only its beginning is shown.</summary>
    public bool IsCut { get; init; }

    /// <summary>The message that it answers; null if it answers none.</summary>
    public ReplyPreview? Reply { get; init; }

    /// <summary>Its files.</summary>
    public ValueList<AttachmentRow> Attachments { get; init; } = [];

    /// <summary>What pages tell of themselves to which its text has links: as its sender says, and as a person had it fetched.</summary>
    public ValueList<LinkPreviewRow> Links { get; init; } = [];

    /// <summary>Whether a page that its text has a link to may be asked: there is such a link, and the person and the brand want that.</summary>
    public bool CanPreview { get; init; }

    /// <summary>What people answered to it with, the most frequent first.</summary>
    public ValueList<ReactionChip> Reactions { get; init; } = [];

    /// <summary>That its sender changed it, in words; null if it was not changed.</summary>
    public string? EditedText { get; init; }

    /// <summary>Whether we may change it.</summary>
    public bool CanEdit { get; init; }

    /// <summary>Whether we may take it back.</summary>
    public bool CanRetract { get; init; }

    /// <summary>Whether it may be deleted on this device: not while it is on its way.</summary>
    public bool CanDelete { get; init; }

    /// <summary>Whether we may take it back although somebody else wrote it: we moderate the group.</summary>
    public bool CanModerate { get; init; }

    /// <summary>Whether it names us, in a group.</summary>
    public bool IsMention { get; init; }

    /// <summary>Whether it is there to be answered, or reacted to.</summary>
    public bool CanAnswer { get; init; }

    /// <summary>Whether we may answer it.</summary>
    public bool CanReply { get; init; }

    /// <summary>Whether we may react to it.</summary>
    public bool CanReact { get; init; }

    /// <summary>Whether it waits for the connection, which is not there.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>What we did to it and nobody else knows of: it waits for the connection, or failed.</summary>
    public ValueList<UnsentActRow> UnsentActs { get; init; } = [];

    /// <summary>Whether sending it can be stopped: it waits.</summary>
    public bool CanCancel { get; init; }

    /// <summary>Whether it can be sent once more: it failed.</summary>
    public bool CanRetry { get; init; }

    /// <summary>The place that it tells; null if it tells none.</summary>
    public GeoLocation? Location { get; init; }

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
