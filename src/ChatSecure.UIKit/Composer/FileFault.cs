// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Composer;

/// <summary>What is wrong with a file itself, so that it can't be sent.</summary>
internal enum FileFault
{
    /// <summary>It is gone, or must not be read.</summary>
    Unreadable,

    /// <summary>What a picture tells besides what it shows can't be taken out of it.</summary>
    NotCleaned,
}
