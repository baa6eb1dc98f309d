// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Streams;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Streams;

public sealed class RoundTripMeterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RoundTripMeter _meter;

    public RoundTripMeterTests() => _meter = new(_time);

    [Fact]
    public void Nothing_is_known_before_the_first_answer()
    {
        _meter.Asked();
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Null(_meter.Mean);
        Assert.Null(_meter.Variation);
        Assert.Equal(TimeSpan.FromSeconds(3), _meter.Waiting);
    }

    [Fact]
    public void The_first_answer_counts_whole_and_later_ones_for_an_eighth()
    {
        Measure(100);
        Assert.Equal((100, 50), (_meter.Mean!.Value.TotalMilliseconds, _meter.Variation!.Value.TotalMilliseconds));

        Measure(180);
        Assert.Equal((110, 57.5), (_meter.Mean!.Value.TotalMilliseconds, _meter.Variation!.Value.TotalMilliseconds));
    }

    [Fact]
    public void An_answer_to_nothing_measures_nothing()
    {
        Measure(100);
        _time.Advance(TimeSpan.FromSeconds(10));

        _meter.Answered();

        Assert.Equal(100, _meter.Mean!.Value.TotalMilliseconds);
        Assert.Null(_meter.Waiting);
    }

    [Fact]
    public void Of_two_questions_the_first_is_the_one_that_is_answered()
    {
        _meter.Asked();
        _time.Advance(TimeSpan.FromMilliseconds(40));
        _meter.Asked();
        _time.Advance(TimeSpan.FromMilliseconds(60));
        _meter.Answered();

        Assert.Equal(100, _meter.Mean!.Value.TotalMilliseconds);
    }

    private void Measure(int milliseconds)
    {
        _meter.Asked();
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _meter.Answered();
    }
}
