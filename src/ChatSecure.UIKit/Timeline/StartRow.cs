// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>Stands above the oldest message of all; <see cref="TimelineRow.AccessibleText"/> says so.</summary>
public sealed record StartRow : TimelineRow;
