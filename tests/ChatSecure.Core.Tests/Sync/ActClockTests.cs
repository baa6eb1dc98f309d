// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Sync;
using ChatSecure.Messaging;

namespace ChatSecure.Core.Tests.Sync;

public sealed class ActClockTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void What_the_sender_says_over_the_wire_is_the_time_that_it_reckons_with_itself()
    {
        var id = MessageId.Create();
        var own = ActClock.Next(_now.AddTicks(4567), former: null, id);
        Assert.Equal(own, ActClock.Of(_now, _now.AddMinutes(3), id));
        Assert.InRange(own, _now, _now.AddMilliseconds(1));
    }

    [Fact]
    public void Of_two_acts_in_one_millisecond_one_is_the_later_for_everybody()
    {
        var times = Enumerable.Range(0, 20).Select(number => ActClock.Of(_now, _now, new($"act {number}"))).ToList();
        Assert.Equal(times.Count, times.Distinct().Count());
    }

    [Fact]
    public void A_new_act_comes_after_what_it_replaces_though_that_one_s_clock_was_ahead()
    {
        var former = ActClock.Next(_now.AddMinutes(50), former: null, new("former"));
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            Assert.True(ActClock.Next(_now, former, new(id)) > former);
        }
    }

    [Fact]
    public void A_time_far_ahead_does_not_count()
    {
        Assert.Equal(_now, ActClock.Of(_now.AddHours(2), _now, new("ahead")));
        Assert.Equal(_now, ActClock.Of(new DateTimeOffset(9998, 12, 31, 0, 0, 0, TimeSpan.Zero), _now, new("ahead")));
    }

    [Fact]
    public void An_act_that_waited_long_counts_as_of_when_it_was_done() =>
        Assert.True(ActClock.Of(_now.AddDays(-3), _now, new("late")) < _now.AddDays(-2));

    [Fact]
    public void Without_a_word_of_the_sender_the_arrival_counts() => Assert.Equal(_now, ActClock.Of(said: null, _now, new("plain")));
}
