// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Verification;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Conversations;

/// <summary>Puts a conversation into words.</summary>
internal static class ConversationRows
{
    private const int MaxPreview = 160;

    public static ConversationRow Of(
        ConversationSummary summary,
        Group? group,
        NameBook names,
        string? typingText,
        bool isSecretAsked,
        Brand brand,
        TimeProvider time
    )
    {
        var last = summary.LastMessage;
        var (kind, preview) = Preview(summary, group, names, brand);
        var state = last?.Direction == MessageDirection.Outgoing ? last.State : (DeliveryState?)null;
        var messageLock = last?.GetLock() ?? (summary.EverEncrypted ? MessageLock.Encrypted : MessageLock.Plain);
        var contact = names.Find(summary.Id.Peer);
        var availability = contact?.Availability ?? Availability.Offline;
        var title = TitleOf(summary, group, names);
        var row = new ConversationRow
        {
            Id = summary.Id,
            Title = title,
            Picture = group is null ? PictureRef.Of(summary.Id.Account, contact) : PictureRef.Of(summary.Id.Account, group.Room),
            IsGroup = group is not null,
            PreviewKind = kind,
            Preview = preview,
            Timestamp = last?.Timestamp,
            TimeText = last is null ? string.Empty : TimeWords.Short(brand, time, last.Timestamp),
            UnreadCount = summary.UnreadCount,
            IsMarkedUnread = summary.IsMarkedUnread,
            IsSecretAsked = isSecretAsked,
            Lock = messageLock,
            LockText = brand.Text(TextId.Of(messageLock)),
            Delivery = state,
            DeliveryText = state is { } known ? brand.Text(TextId.Of(known)) : null,
            IsPinned = summary.IsPinned,
            IsArchived = summary.IsArchived,
            IsMuted = summary.MutedUntil > time.GetUtcNow(),
            MutedText = Muted(summary.MutedUntil, brand, time),
            TypingText = typingText,
            Availability = availability,
            AvailabilityText = group is null ? brand.Text(TextId.Of(availability)) : GroupWords.State(group, brand),
            AccessibleText = string.Empty,
        };
        return row with { AccessibleText = Accessible(row, brand) };
    }

    /// <summary>What the conversation is called.</summary>
    public static string TitleOf(ConversationSummary summary, Group? group, NameBook names) =>
        names.Of(summary.Id.Peer, group?.Room.Name ?? summary.Name);

    private static (PreviewKind Kind, string Text) Preview(ConversationSummary summary, Group? group, NameBook names, Brand brand) =>
        summary switch
        {
            { Draft: { } draft } => (PreviewKind.Draft, brand.Text("composer.draft", ("text", DisplayText.Line(draft, MaxPreview)))),
            { LastMessage: { } last } => (KindOf(last), Preview(last, group, names, brand)),
            _ => (PreviewKind.None, brand.Text("conversations.preview.none")),
        };

    private static PreviewKind KindOf(ChatMessage last) =>
        last.RetractedAt is not null ? PreviewKind.Retracted
        : last.Body is null ? PreviewKind.Undecryptable
        : last.Direction == MessageDirection.Outgoing ? PreviewKind.Outgoing
        : PreviewKind.Incoming;

    // Between two it is known who wrote what is not ours.
    private static string Preview(ChatMessage last, Group? group, NameBook names, Brand brand)
    {
        var text = MessageWords.Line(last, brand, MaxPreview);
        return KindOf(last) switch
        {
            PreviewKind.Outgoing => brand.Text("conversations.preview.own", ("text", text)),
            PreviewKind.Incoming when group is not null => brand.Text(
                "conversations.preview.from",
                ("name", MessageWords.Sender(last, names.Of, brand)),
                ("text", text)
            ),
            PreviewKind.Incoming => brand.Text("conversations.preview.incoming", ("text", text)),
            _ => text,
        };
    }

    private static string? Muted(DateTimeOffset? until, Brand brand, TimeProvider time) =>
        until is not { } end || end <= time.GetUtcNow() ? null
        : end == DateTimeOffset.MaxValue ? brand.Text("conversations.muted")
        : brand.Text("conversations.mutedUntil", ("time", TimeWords.Until(brand, time, end)));

    private static string Accessible(ConversationRow row, Brand brand)
    {
        var text =
            row.PreviewKind == PreviewKind.None
                ? brand.Text("conversations.row.empty", ("title", row.Title), ("preview", row.Preview))
                : brand.Text(
                    "conversations.row",
                    ("title", row.Title),
                    ("preview", row.Preview),
                    ("time", row.TimeText),
                    ("unread", brand.Text("conversations.unread", ("count", row.UnreadCount))),
                    ("lock", row.LockText),
                    ("hasState", row.DeliveryText is not null),
                    ("state", row.DeliveryText)
                );
        return Sentences.Join(
            brand,
            text,
            row.IsGroup ? row.AvailabilityText.TrimEnd('.') : null,
            row.TypingText,
            row.IsMarkedUnread ? brand.Text("conversations.markedUnread") : null,
            row.IsSecretAsked ? PrivateTalk.Asked(question: null, brand).TrimEnd('.') : null,
            row.IsPinned ? brand.Text("message.pinned") : null,
            row.IsArchived ? brand.Text("conversations.archived") : null,
            row.MutedText
        );
    }
}
