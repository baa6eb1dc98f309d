// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>Lays messages out in rows and puts them into words.</summary>
/// <param name="brand">Whose words.</param>
/// <param name="time">The clock and time zone.</param>
/// <param name="peerName">What the other side is called.</param>
internal sealed class TimelineRows(Brand brand, TimeProvider time, string peerName)
{
    private static readonly TimeSpan _groupGap = TimeSpan.FromMinutes(5);

    /// <summary>Lays out.</summary>
    /// <param name="messages">The messages, oldest first.</param>
    /// <param name="isComplete">Whether the first of them is the first of all.</param>
    /// <param name="unread">The first message that was unread and how many were; null if none was.</param>
    public IReadOnlyList<TimelineRow> Of(
        IReadOnlyList<ChatMessage> messages,
        bool isComplete,
        ((MessageDirection Direction, MessageId Id) First, int Count)? unread
    )
    {
        List<TimelineRow> rows = new(messages.Count + 8);
        if (isComplete && messages.Count > 0)
        {
            rows.Add(new StartRow { Id = "start", AccessibleText = brand.Text("timeline.start", ("name", peerName)) });
        }

        var continues = false;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var isNewDay = i == 0 || Day(message) != Day(messages[i - 1]);
            if (isNewDay)
            {
                rows.Add(Separator(message));
            }

            var isUnreadMark = unread is { } mark && mark.First == TimelineMessages.Key(message);
            if (isUnreadMark)
            {
                var count = unread!.Value.Count;
                rows.Add(
                    new UnreadRow
                    {
                        Id = "unread",
                        Count = count,
                        AccessibleText = brand.Text("timeline.unread", ("count", count)),
                    }
                );
            }

            var isFirst = !continues || isNewDay || isUnreadMark;
            continues = i + 1 < messages.Count && AreOneGroup(message, messages[i + 1]);
            var nextBreaks = !continues || (unread is { } next && next.First == TimelineMessages.Key(messages[i + 1]));
            rows.Add(Message(message, isFirst, nextBreaks));
        }

        return rows;
    }

    private DateOnly Day(ChatMessage message) => TimeWords.Day(time, message.Timestamp);

    private bool AreOneGroup(ChatMessage message, ChatMessage next) =>
        message.From == next.From && next.Timestamp - message.Timestamp < _groupGap && Day(message) == Day(next);

    // Known by the message that it stands above: a day can come twice where the clocks of two senders differ.
    private DayRow Separator(ChatMessage message) =>
        new()
        {
            Id = $"day {message.Direction} {message.Id}",
            Day = Day(message),
            AccessibleText = TimeWords.Long(brand, time, message.Timestamp),
        };

    private MessageRow Message(ChatMessage message, bool isFirst, bool isLast)
    {
        var isOwn = message.Direction == MessageDirection.Outgoing;
        var row = new MessageRow
        {
            Id = $"{message.Direction} {message.Id}",
            MessageId = message.Id,
            IsOwn = isOwn,
            Sender = isOwn ? brand.Text("message.fromYou") : peerName,
            Body = message.Body ?? Undecryptable(message.DecryptFailure),
            DecryptFailure = message.DecryptFailure,
            IsFirstInGroup = isFirst,
            IsLastInGroup = isLast,
            Timestamp = message.Timestamp,
            TimeText = TimeWords.Clock(brand, time, message.Timestamp),
            Lock = message.GetLock(),
            LockText = brand.Text(TextId.Of(message.GetLock())),
            Trust = message.Trust,
            TrustText = message.Trust is { } trust ? brand.Text(TextId.Of(trust)) : null,
            Delivery = isOwn ? message.State : null,
            DeliveryText = isOwn ? Delivery(message) : null,
            AccessibleText = string.Empty,
        };
        return row with { AccessibleText = Accessible(row) };
    }

    private string Undecryptable(DecryptFailure? failure) =>
        brand.Text("message.undecryptable", ("reason", brand.Text(TextId.Of(failure ?? DecryptFailure.Invalid))));

    private string Delivery(ChatMessage message) =>
        message is { State: DeliveryState.Failed, FailureReason: { } reason }
            ? brand.Text("message.failed", ("reason", reason))
            : brand.Text(TextId.Of(message.State));

    private string Accessible(MessageRow row) =>
        row.IsOwn
            ? brand.Text(
                "timeline.row.own",
                ("time", row.TimeText),
                ("body", row.Body),
                ("lock", row.LockText),
                ("state", row.DeliveryText)
            )
            : brand.Text("timeline.row.incoming", ("name", row.Sender), ("time", row.TimeText), ("body", row.Body), ("lock", row.LockText));
}
