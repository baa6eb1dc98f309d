// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>Stands where messages may be missing, which the server's archive has and nobody has read yet; <see cref="TimelineRow.AccessibleText"/> says so, and
/// <see cref="TimelineViewModel.FillGapCommand"/> reads them.</summary>
public sealed record GapRow : TimelineRow;
