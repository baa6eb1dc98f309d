// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>Whether the message that another one answers can be shown.</summary>
public enum ReplyState
{
    /// <summary>It is being looked for.</summary>
    Pending,

    /// <summary>It is here.</summary>
    Ready,

    /// <summary>It is not here.</summary>
    Unavailable,
}
