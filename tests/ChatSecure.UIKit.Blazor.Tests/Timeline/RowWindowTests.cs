// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Timeline;
using ChatSecure.UIKit.Tests;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Blazor.Tests.Timeline;

public sealed class RowWindowTests
{
    [Fact]
    public void Follows_the_newest_rows_until_it_is_held()
    {
        var window = new RowWindow();
        window.Slide(Rows(0, 200));
        Assert.Equal((120, 200), (window.Start, window.End));

        window.Slide(Rows(0, 210));
        Assert.Equal((130, 210), (window.Start, window.End));

        window.Hold();
        window.Slide(Rows(0, 230));
        Assert.Equal((130, 210), (window.Start, window.End));
    }

    [Fact]
    public void Stays_with_its_rows_when_others_come_before_or_go()
    {
        var window = new RowWindow();
        window.Slide(Rows(0, 100));
        window.Hold();

        window.Slide(Rows(-50, 100));
        Assert.Equal((70, 150), (window.Start, window.End));

        window.Slide(Rows(40, 200));
        Assert.Equal(("40", "99"), (Rows(40, 200)[window.Start].Id, Rows(40, 200)[window.End - 1].Id));
    }

    [Fact]
    public void Begins_where_it_began_when_the_mark_above_its_first_message_goes()
    {
        var window = new RowWindow();
        IReadOnlyList<TimelineRow> rows = [Mark("day 1"), Message("1"), .. Rows(2, 40)];
        window.Slide(rows);
        window.Hold();

        rows = [Mark("day -9"), .. Rows(-8, 1), Message("1"), .. Rows(2, 40)];
        window.Slide(rows);
        Assert.Equal(("1", 40 - 1), (rows[window.Start].Id, window.End - window.Start));
    }

    [Fact]
    public void Moves_both_ways_and_never_has_more_than_its_most()
    {
        var rows = Rows(0, 1000);
        var window = new RowWindow();
        window.Slide(rows);
        var steps = 0;
        while (window.ShowOlder(rows))
        {
            Assert.InRange(window.End - window.Start, 1, RowWindow.Max);
            Assert.True(++steps < 100);
        }

        Assert.Equal(0, window.Start);
        while (window.ShowNewer(rows))
        {
            Assert.InRange(window.End - window.Start, 1, RowWindow.Max);
            Assert.True(++steps < 200);
        }

        Assert.Equal(1000, window.End);
    }

    [Fact]
    public void Shows_a_row_that_is_out_of_it_in_its_middle()
    {
        var rows = Rows(0, 1000);
        var window = new RowWindow();
        window.Slide(rows);

        window.Show(rows, "300");
        Assert.Equal((260, 340), (window.Start, window.End));

        window.Show(rows, "nobody");
        Assert.Equal((260, 340), (window.Start, window.End));
    }

    [Fact]
    public void Is_empty_without_rows_and_begins_anew_when_all_are_others()
    {
        var window = new RowWindow();
        window.Slide([]);
        Assert.Equal((0, 0), (window.Start, window.End));

        window.Slide(Rows(0, 10));
        window.Hold();
        window.Slide(Rows(5000, 5300));
        Assert.Equal((220, 300), (window.Start, window.End));
    }

    private static IReadOnlyList<TimelineRow> Rows(int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(number => Mark($"{number}"))];

    private static DayRow Mark(string id) =>
        new()
        {
            Id = id,
            AccessibleText = "",
            Day = default,
        };

    private static MessageRow Message(string id) =>
        new()
        {
            Id = id,
            MessageId = new(id),
            Reference = new(Say.Conversation, MessageDirection.Incoming, new(id)),
            Kind = default,
            IsOwn = false,
            Timestamp = default,
            Lock = default,
            Sender = "",
            Body = "",
            TimeText = "",
            LockText = "",
            AccessibleText = "",
        };
}
