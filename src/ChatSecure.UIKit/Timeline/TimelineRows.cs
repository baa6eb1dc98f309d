// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>Lays messages out in rows: days, groups, what was unread, what is missing, and what the app has to tell.</summary>
/// <param name="brand">Whose words.</param>
/// <param name="time">The clock and time zone.</param>
/// <param name="title">What the conversation is called.</param>
/// <param name="say">Puts one message into words.</param>
internal sealed class TimelineRows(Brand brand, TimeProvider time, string title, Func<ChatMessage, MessageRow> say)
{
    // Others can make things happen at will: they must not drive the messages out of sight.
    private const int MaxNotices = 50;
    private static readonly TimeSpan _groupGap = TimeSpan.FromMinutes(5);

    /// <summary>The first message that was unread, and how many were.</summary>
    public ((MessageDirection Direction, MessageId Id) First, int Count)? Unread { get; init; }

    /// <summary>The archive ids of messages before which some may be missing.</summary>
    public IReadOnlySet<string> Gaps { get; init; } = new HashSet<string>();

    /// <summary>Whether messages may be missing before the first of all.</summary>
    public bool BeginsWithGap { get; init; }

    /// <summary>What the app has to tell, in order.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Lays out.</summary>
    /// <param name="messages">The messages, oldest first.</param>
    /// <param name="isComplete">Whether the first of them is the first of all.</param>
    /// <param name="isAtEnd">Whether the last of them is the last of all.</param>
    public IReadOnlyList<TimelineRow> Of(IReadOnlyList<ChatMessage> messages, bool isComplete, bool isAtEnd)
    {
        List<TimelineRow> rows = new(messages.Count + 16);
        if (isComplete && BeginsWithGap)
        {
            rows.Add(new GapRow { Id = "gap", AccessibleText = brand.Text("timeline.earlier") });
        }
        else if (isComplete && messages.Count > 0)
        {
            rows.Add(new StartRow { Id = "start", AccessibleText = brand.Text("timeline.start", ("name", title)) });
        }

        var notices = new Queue<Notice>(
            Notices
                .Where(notice =>
                    messages.Count == 0
                    || ((isComplete || notice.At >= messages[0].Timestamp) && (isAtEnd || notice.At < messages[^1].Timestamp))
                )
                .TakeLast(MaxNotices)
        );
        var isOpen = false;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var count = rows.Count;
            AddNotices(rows, notices, message.Timestamp);
            AddBefore(rows, i == 0 ? null : messages[i - 1], message);
            if (UnreadableFrom(messages, i) is > 1 and var unreadable)
            {
                i += unreadable - 1;
                isOpen = false;
                rows.Add(Unreadable(messages[i], unreadable));
                continue;
            }

            var isFirst = !isOpen || rows.Count > count;
            isOpen = i + 1 < messages.Count && AreOneGroup(message, messages[i + 1]) && !Breaks(message, messages[i + 1], notices);
            rows.Add(say(message) with { IsFirstInGroup = isFirst, IsLastInGroup = !isOpen });
        }

        if (isAtEnd)
        {
            AddNotices(rows, notices, DateTimeOffset.MaxValue);
        }

        return rows;
    }

    private void AddBefore(List<TimelineRow> rows, ChatMessage? before, ChatMessage message)
    {
        var key = $"{message.Direction} {message.Id}";
        if (before is null || Day(message) != Day(before))
        {
            // Known by the message that it stands above: a day can come twice where the clocks of two senders differ.
            rows.Add(
                new DayRow
                {
                    Id = $"day {key}",
                    Day = Day(message),
                    AccessibleText = TimeWords.Long(brand, time, message.Timestamp),
                }
            );
        }

        if (IsAfterGap(message))
        {
            rows.Add(new GapRow { Id = $"gap {key}", AccessibleText = brand.Text("timeline.gap") });
        }

        if (before is not null && IsProtected(before) is { } was && IsProtected(message) is { } @is && was != @is)
        {
            rows.Add(
                new NoticeRow
                {
                    Id = $"encryption {key}",
                    Kind = NoticeKind.Encryption,
                    IsWarning = !@is,
                    AccessibleText = brand.Text(@is ? "encryption.turnedOn" : "encryption.turnedOff"),
                }
            );
        }

        if (IsUnreadMark(message))
        {
            var count = Unread!.Value.Count;
            rows.Add(
                new UnreadRow
                {
                    Id = "unread",
                    Count = count,
                    AccessibleText = brand.Text("timeline.unread", ("count", count)),
                }
            );
        }
    }

    // What was said before this device was there was not encrypted for it: no loss, and no list of losses.
    private static int UnreadableFrom(IReadOnlyList<ChatMessage> messages, int first) =>
        messages
            .Skip(first)
            .TakeWhile(message =>
                message
                    is { DecryptFailure: DecryptFailure.NotForThisDevice, Source: MessageSource.Archive, State: not DeliveryState.Received }
            )
            .Count();

    // Known by the last of them: older ones may come.
    private NoticeRow Unreadable(ChatMessage last, int count) =>
        new()
        {
            Id = $"unreadable {last.Direction} {last.Id}",
            Kind = NoticeKind.BeforeThisDevice,
            AccessibleText = brand.Text("timeline.beforeThisDevice", ("count", count)),
        };

    private void AddNotices(List<TimelineRow> rows, Queue<Notice> notices, DateTimeOffset before)
    {
        while (notices.TryPeek(out var notice) && notice.At < before)
        {
            notices.Dequeue();
            rows.Add(
                new NoticeRow
                {
                    Id = notice.Id,
                    Kind = notice.Kind,
                    IsWarning = notice.IsWarning,
                    AccessibleText = notice.Say(brand),
                }
            );
        }
    }

    private bool Breaks(ChatMessage message, ChatMessage next, Queue<Notice> notices) =>
        IsAfterGap(next)
        || IsUnreadMark(next)
        || IsProtected(message) != IsProtected(next)
        || (notices.TryPeek(out var notice) && notice.At < next.Timestamp);

    private bool AreOneGroup(ChatMessage message, ChatMessage next) =>
        message.From == next.From
        && message.SenderName == next.SenderName
        && next.Timestamp - message.Timestamp < _groupGap
        && Day(message) == Day(next);

    private DateOnly Day(ChatMessage message) => TimeWords.Day(time, message.Timestamp);

    private bool IsAfterGap(ChatMessage message) => message.ArchiveId is { } id && Gaps.Contains(id);

    private bool IsUnreadMark(ChatMessage message) => Unread is { } mark && mark.First == TimelineSlice.Key(message);

    // Of what can't be read nobody knows how it would have been protected.
    private static bool? IsProtected(ChatMessage message) =>
        message.DecryptFailure is null ? message.Encryption != EncryptionKind.None : null;

    /// <summary>Something that the app has to tell.</summary>
    internal sealed record Notice(string Id, DateTimeOffset At, NoticeKind Kind, bool IsWarning, Func<Brand, string> Say);
}
