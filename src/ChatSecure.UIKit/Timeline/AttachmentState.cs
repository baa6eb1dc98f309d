// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>Where a file is.</summary>
public enum AttachmentState
{
    /// <summary>It is here.</summary>
    Here,

    /// <summary>It can be fetched.</summary>
    Elsewhere,

    /// <summary>It is being sent or fetched.</summary>
    Moving,

    /// <summary>It was neither sent nor fetched.</summary>
    Failed,
}
