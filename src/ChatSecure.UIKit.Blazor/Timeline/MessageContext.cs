// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Blazor.Timeline;

/// <summary>One message of a timeline. Members may be added.</summary>
/// <param name="Row">The message.</param>
/// <param name="Timeline">The timeline that it stands in.</param>
/// <param name="Composer">The field to write in, for answering and editing.</param>
public sealed record MessageContext(MessageRow Row, TimelineViewModel Timeline, ComposerViewModel Composer);
