// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>What was being done when something went wrong.</summary>
public enum ErrorPlace
{
    /// <summary>A list or a timeline was being kept up to date.</summary>
    Feed,

    /// <summary>A message was being sent.</summary>
    Sending,

    /// <summary>Older messages were being read.</summary>
    Loading,
}
