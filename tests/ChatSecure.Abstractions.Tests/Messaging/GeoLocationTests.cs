// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Messaging;

namespace ChatSecure.Abstractions.Tests.Messaging;

public sealed class GeoLocationTests
{
    [Theory]
    [InlineData("geo:48.198634,16.371648", 48.198634, 16.371648, null, null)]
    [InlineData("geo:-90,180", -90, 180, null, null)]
    [InlineData("GEO:48.2,16.3,183.5;u=40", 48.2, 16.3, 183.5, 40.0)]
    [InlineData("geo:48.2,16.3;crs=WGS84;u=0", 48.2, 16.3, null, 0.0)]
    [InlineData("geo:48.2,16.3;unknown=x;flag", 48.2, 16.3, null, null)]
    public void Places_are_read(string text, double latitude, double longitude, double? altitude, double? uncertainty)
    {
        Assert.True(GeoLocation.TryParse(text, out var location));
        Assert.Equal(
            (latitude, longitude, altitude, uncertainty),
            (location.Latitude, location.Longitude, location.Altitude, location.Uncertainty)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("geo:")]
    [InlineData("geo:48.2")]
    [InlineData("geo:1,2,3,4")]
    [InlineData("geo:91,0")]
    [InlineData("geo:0,180.1")]
    [InlineData("geo:NaN,0")]
    [InlineData("geo:Infinity,0")]
    [InlineData("geo:1e1,0")]
    [InlineData("geo:+1,0")]
    [InlineData("geo: 1,0")]
    [InlineData("geo:48,2;u=-1")]
    [InlineData("geo:48,2;u=1;u=2")]
    [InlineData("geo:48,2;u")]
    [InlineData("geo:323482,4306480;crs=EPSG:32618;u=20")]
    [InlineData("geo:48,2;crs=moon")]
    [InlineData("see geo:48,2")]
    [InlineData("geo:48,2 and more")]
    [InlineData("https://example.org/48,2")]
    public void What_is_no_place_is_none(string? text) => Assert.False(GeoLocation.TryParse(text, out _));

    [Fact]
    public void A_text_without_end_is_none() => Assert.False(GeoLocation.TryParse("geo:1,2;x=" + new string('y', 1000), out _));

    [Fact]
    public void A_place_is_written_as_it_is_read_in_any_language()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de");
        try
        {
            Assert.Equal("geo:48.198634,-16.5,183;u=40.5", new GeoLocation(48.198634, -16.5, 183, 40.5).ToString());
            Assert.True(GeoLocation.TryParse(new GeoLocation(1.5, 2.25).ToString(), out var location));
            Assert.Equal(new GeoLocation(1.5, 2.25), location);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(91, 0, null, null)]
    [InlineData(0, double.NaN, null, null)]
    [InlineData(0, 0, double.PositiveInfinity, null)]
    [InlineData(0, 0, null, -1.0)]
    public void A_place_out_of_range_is_not_made(double latitude, double longitude, double? altitude, double? uncertainty) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeoLocation(latitude, longitude, altitude, uncertainty));
}
