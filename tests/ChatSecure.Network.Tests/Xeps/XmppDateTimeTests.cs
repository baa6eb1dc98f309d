// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Payloads;
using CsCheck;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class XmppDateTimeTests
{
    [Theory]
    [InlineData("1969-07-21T02:56:15Z", null)]
    [InlineData("2002-09-10T23:08:25Z", "2002-09-10T23:08:25.000Z")]
    [InlineData("2002-09-10T23:08:25.5Z", "2002-09-10T23:08:25.500Z")]
    [InlineData("2002-09-10T23:08:25.123456789012Z", "2002-09-10T23:08:25.123Z")]
    [InlineData("1970-01-20T21:56:15-05:00", "1970-01-21T02:56:15.000Z")]
    [InlineData("2002-09-10T23:08:25.250+14:00", "2002-09-10T09:08:25.250Z")]
    public void Valid_times_are_read_in_utc(string text, string? expected)
    {
        var isRead = XmppDateTime.TryParse(text, out var value);

        Assert.Equal(expected, isRead ? XmppDateTime.Format(value) : null);
        Assert.Equal(isRead ? TimeSpan.Zero : default, value.Offset);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2002-09-10T23:08:25")]
    [InlineData("2002-09-10 23:08:25Z")]
    [InlineData("2002-09-10t23:08:25z")]
    [InlineData("20020910T23:08:25")]
    [InlineData("20020910T23:08:25Z0")]
    [InlineData("2002-09-10")]
    [InlineData("2002-09-10T23:08:25.Z")]
    [InlineData("2002-09-10T23:08:25,5Z")]
    [InlineData("2002-02-30T23:08:25Z")]
    [InlineData("2002-13-10T23:08:25Z")]
    [InlineData("2002-09-10T24:08:25Z")]
    [InlineData("2002-09-10T23:60:25Z")]
    [InlineData("2002-09-10T23:08:61Z")]
    [InlineData("2002-09-10T23:08:25+0100")]
    [InlineData("2002-09-10T23:08:25+25:00")]
    [InlineData("2002-09-10T23:08:25+aa:bb")]
    [InlineData("2002-09-10T23:08:25ZZ")]
    [InlineData(" 2002-09-10T23:08:25Z")]
    [InlineData("-002-09-10T23:08:25Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("9999-01-01T00:00:00Z")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("２００２-09-10T23:08:25Z")]
    public void Malformed_and_out_of_range_times_are_refused(string? text) => Assert.False(XmppDateTime.TryParse(text, out _));

    [Fact]
    public void A_time_round_trips_to_the_millisecond() =>
        Gen.Long[0, 253_000_000_000_000]
            .Select(DateTimeOffset.FromUnixTimeMilliseconds)
            .Sample(time => XmppDateTime.TryParse(XmppDateTime.Format(time), out var read) && read == time);

    [Fact]
    public void No_text_whatever_throws() =>
        Gen.String[Gen.Char["0123456789-:.TZ+ "], 0, 50].Sample(text => XmppDateTime.TryParse(text, out _) || true);
}
