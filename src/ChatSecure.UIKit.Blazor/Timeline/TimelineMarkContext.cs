// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Blazor.Timeline;

/// <summary>What stands between the messages of a timeline: a day, the unread marker, the beginning, a gap, something that the app tells. Members may be
/// added.</summary>
/// <param name="Row">The row.</param>
/// <param name="Timeline">The timeline that it stands in.</param>
public sealed record TimelineMarkContext(TimelineRow Row, TimelineViewModel Timeline);
