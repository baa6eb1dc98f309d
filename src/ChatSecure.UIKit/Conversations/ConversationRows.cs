// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Conversations;

/// <summary>Puts a conversation into words.</summary>
internal static class ConversationRows
{
    public static ConversationRow Of(ConversationSummary summary, Brand brand, TimeProvider time, INameFormatter names)
    {
        var last = summary.LastMessage;
        var (kind, preview) = Preview(last, brand);
        var state = last?.Direction == MessageDirection.Outgoing ? last.State : (DeliveryState?)null;
        var messageLock = last?.GetLock() ?? (summary.EverEncrypted ? MessageLock.Encrypted : MessageLock.Plain);
        var row = new ConversationRow
        {
            Id = summary.Id,
            Title = names.Format(new(summary.Id.Peer, summary.Name, brand)),
            PreviewKind = kind,
            Preview = preview,
            Timestamp = last?.Timestamp,
            TimeText = last is null ? string.Empty : TimeWords.Short(brand, time, last.Timestamp),
            UnreadCount = summary.UnreadCount,
            Lock = messageLock,
            LockText = brand.Text(TextId.Of(messageLock)),
            Delivery = state,
            DeliveryText = state is { } known ? brand.Text(TextId.Of(known)) : null,
            AccessibleText = string.Empty,
        };
        return row with { AccessibleText = Accessible(row, brand) };
    }

    private static (PreviewKind Kind, string Text) Preview(ChatMessage? last, Brand brand) =>
        last switch
        {
            null => (PreviewKind.None, brand.Text("conversations.preview.none")),
            { Body: null } => (PreviewKind.Undecryptable, brand.Text("conversations.preview.undecryptable")),
            { Direction: MessageDirection.Outgoing, Body: var body } => (
                PreviewKind.Outgoing,
                brand.Text("conversations.preview.own", ("text", Excerpt.Of(body)))
            ),
            { Body: var body } => (PreviewKind.Incoming, brand.Text("conversations.preview.incoming", ("text", Excerpt.Of(body)))),
        };

    private static string Accessible(ConversationRow row, Brand brand) =>
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
}
