// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>Stands above the first message that was unread when the timeline was opened; <see cref="TimelineRow.AccessibleText"/> says how many.</summary>
public sealed record UnreadRow : TimelineRow
{
    /// <summary>How many messages were unread.</summary>
    public required int Count { get; init; }
}
