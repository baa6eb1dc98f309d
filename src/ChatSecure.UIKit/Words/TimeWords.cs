// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.UIKit.Words;

/// <summary>Says when something was, as people do: in the person's language and time zone.</summary>
internal static class TimeWords
{
    /// <summary>The time of day.</summary>
    public static string Clock(Brand brand, TimeProvider time, DateTimeOffset when) =>
        TimeZoneInfo.ConvertTime(when, time.LocalTimeZone).ToString("t", brand.Culture);

    /// <summary>Short, for a list: the time today, then "yesterday", the weekday for a week, the date.</summary>
    public static string Short(Brand brand, TimeProvider time, DateTimeOffset when) =>
        DaysAgo(time, when) switch
        {
            0 => Clock(brand, time, when),
            1 => brand.Text("time.yesterday"),
            > 1 and < 7 => Day(time, when).ToString("dddd", brand.Culture),
            _ => Day(time, when).ToString("d", brand.Culture),
        };

    /// <summary>A moment to come: the time if it is today, else the day with it.</summary>
    public static string Until(Brand brand, TimeProvider time, DateTimeOffset when) =>
        DaysAgo(time, when) == 0
            ? Clock(brand, time, when)
            : TimeZoneInfo.ConvertTime(when, time.LocalTimeZone).ToString("g", brand.Culture);

    /// <summary>A day, for a separator.</summary>
    public static string Long(Brand brand, TimeProvider time, DateTimeOffset when) =>
        DaysAgo(time, when) switch
        {
            0 => brand.Text("time.today"),
            1 => brand.Text("time.yesterday"),
            _ => Day(time, when).ToString("D", brand.Culture),
        };

    /// <summary>How long a sound lasts.</summary>
    public static string Duration(TimeSpan time) =>
        time.ToString(time >= TimeSpan.FromHours(1) ? "h\\:mm\\:ss" : "m\\:ss", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The day on which something was.</summary>
    public static DateOnly Day(TimeProvider time, DateTimeOffset when) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(when, time.LocalTimeZone).DateTime);

    private static int DaysAgo(TimeProvider time, DateTimeOffset when) => Day(time, time.GetUtcNow()).DayNumber - Day(time, when).DayNumber;
}
