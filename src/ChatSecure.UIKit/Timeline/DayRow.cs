// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>Separates two days; <see cref="TimelineRow.AccessibleText"/> names the day that begins.</summary>
public sealed record DayRow : TimelineRow
{
    /// <summary>The day, in the person's time zone.</summary>
    public required DateOnly Day { get; init; }
}
