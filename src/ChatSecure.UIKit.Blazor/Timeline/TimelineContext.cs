// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Blazor.Timeline;

/// <summary>The messages of a conversation. Members may be added.</summary>
/// <param name="Timeline">The messages.</param>
/// <param name="Composer">The field to write in, for answering and editing.</param>
public sealed record TimelineContext(TimelineViewModel Timeline, ComposerViewModel Composer);
