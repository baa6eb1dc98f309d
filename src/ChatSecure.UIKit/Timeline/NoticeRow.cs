// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>Something that the app itself tells; <see cref="TimelineRow.AccessibleText"/> is all of it. It must not look like a message, which anybody can
/// write.</summary>
public sealed record NoticeRow : TimelineRow
{
    /// <summary>What it tells.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>Whether the person should look at it: something became less safe, or wants a decision.</summary>
    public bool IsWarning { get; init; }
}
