// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Blazor.Timeline;

/// <summary>The part of a timeline's rows that is in the page: however many rows there are, never more than <see cref="Max"/>. At the newest end it follows
/// what comes in, as long as it is told to; everywhere else it stands still.</summary>
internal sealed class RowWindow
{
    /// <summary>How many rows are in the page at the most.</summary>
    public const int Max = 80;

    /// <summary>How many rows shall wait beyond the page, so that nobody waits for them. The view model has room for them on both sides.</summary>
    public const int Ahead = 30;

    // More than a screen of short messages.
    private const int Step = 20;

    private string? _first;
    private string? _firstMessage;
    private string? _last;

    /// <summary>Whether it follows the newest rows.</summary>
    public bool IsFollowing { get; private set; } = true;

    /// <summary>Where it begins, as of the last <see cref="Slide"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends, exclusively.</summary>
    public int End { get; private set; }

    /// <summary>Stands still from now on.</summary>
    public void Hold() => IsFollowing = false;

    /// <summary>Follows the newest rows from now on.</summary>
    public void Follow() => IsFollowing = true;

    /// <summary>Finds its place among the rows as they are now.</summary>
    public void Slide(IReadOnlyList<TimelineRow> rows)
    {
        // A mark, such as that of a day, may go when older rows come: then the first message is where it began.
        var start =
            IsFollowing ? -1
            : Find(rows, _first) is >= 0 and var first ? first
            : Find(rows, _firstMessage);
        var end = IsFollowing ? rows.Count : Find(rows, _last) + 1;
        (start, end) = (start, end) switch
        {
            (>= 0, > 0) => (start, Math.Max(end, Math.Min(rows.Count, start + Step))),
            (>= 0, _) => (start, start + Max),
            (_, > 0) => (end - Max, end),
            _ => (rows.Count - Max, rows.Count),
        };
        Take(rows, start, end, keepsEnd: start < 0 || IsFollowing);
    }

    /// <summary>Moves towards older rows.</summary>
    /// <returns>Whether there were any; if not, they have to be loaded first.</returns>
    public bool ShowOlder(IReadOnlyList<TimelineRow> rows)
    {
        if (Start == 0)
        {
            return false;
        }

        Hold();
        Take(rows, Start - Step, End, keepsEnd: false);
        return true;
    }

    /// <summary>Moves towards newer rows.</summary>
    /// <returns>Whether there were any; if not, they have to be loaded first.</returns>
    public bool ShowNewer(IReadOnlyList<TimelineRow> rows)
    {
        if (End >= rows.Count)
        {
            return false;
        }

        Take(rows, Start, End + Step, keepsEnd: true);
        return true;
    }

    /// <summary>Moves to where a row is.</summary>
    public void Show(IReadOnlyList<TimelineRow> rows, string id)
    {
        var at = Find(rows, id);
        if (at >= 0 && (at < Start || at >= End))
        {
            Hold();
            Take(rows, at - (Max / 2), at + (Max / 2), keepsEnd: false);
        }
    }

    private static int Find(IReadOnlyList<TimelineRow> rows, string? id)
    {
        for (var i = 0; id is not null && i < rows.Count; i++)
        {
            if (rows[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    private void Take(IReadOnlyList<TimelineRow> rows, int start, int end, bool keepsEnd)
    {
        (start, end) = (Math.Max(0, start), Math.Min(rows.Count, end));
        if (end - start > Max)
        {
            (start, end) = keepsEnd ? (end - Max, end) : (start, start + Max);
        }

        (Start, End) = (start, end);
        (_first, _last) = end > start ? (rows[start].Id, rows[end - 1].Id) : (null, null);
        _firstMessage = rows.Take(Start..End).OfType<MessageRow>().FirstOrDefault()?.Id;
    }
}
