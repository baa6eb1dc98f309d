// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Composer;

/// <summary>What becomes of the text in the field.</summary>
public enum ComposerMode
{
    /// <summary>A new message.</summary>
    New,

    /// <summary>A new message that answers another one.</summary>
    Reply,

    /// <summary>The new text of a message that was sent.</summary>
    Edit,
}
