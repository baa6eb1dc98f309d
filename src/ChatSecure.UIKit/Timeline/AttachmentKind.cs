// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>What a file is shown as.</summary>
public enum AttachmentKind
{
    /// <summary>Some file.</summary>
    File,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>A film.</summary>
    Video,

    /// <summary>A sound.</summary>
    Audio,

    /// <summary>A voice message.</summary>
    Voice,
}
