// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage.Profiles;

namespace ChatSecure.Storage.Tests;

public sealed class SteadyClockTests
{
    [Fact]
    public void Jump_ahead_is_believed_only_once_it_has_lasted()
    {
        var time = new SetClock();
        var clock = new SteadyClock(time);
        time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(time.Wall, clock.Now());

        time.Wall += TimeSpan.FromDays(3650);
        Assert.True(clock.Now() < time.Wall - TimeSpan.FromDays(3649));
        time.Pass(TimeSpan.FromMinutes(14));
        Assert.True(clock.Now() < time.Wall - TimeSpan.FromDays(3649));
        time.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(time.Wall, clock.Now());
    }

    [Fact]
    public void Jump_that_is_taken_back_was_never_believed()
    {
        var time = new SetClock();
        var clock = new SteadyClock(time);
        var before = time.Wall;
        time.Wall += TimeSpan.FromDays(3650);
        clock.Now();
        time.Wall = before;
        time.Pass(TimeSpan.FromHours(1));
        Assert.Equal(before + TimeSpan.FromHours(1), clock.Now());
    }

    [Fact]
    public void Clock_that_is_set_back_is_followed_at_once()
    {
        var time = new SetClock();
        var clock = new SteadyClock(time);
        time.Wall -= TimeSpan.FromDays(365);
        Assert.Equal(time.Wall, clock.Now());
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(time.Wall, clock.Now());
    }

    /// <summary>A wall clock that somebody sets, beside time that passes.</summary>
    private sealed class SetClock : TimeProvider
    {
        private long _stamp;

        public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch.AddYears(60);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            _stamp += time.Ticks;
            Wall += time;
        }

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _stamp;
    }
}
