// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Privacy;

/// <summary>What a notification shows of a message.</summary>
public enum NotificationContent
{
    /// <summary>That there is one.</summary>
    Nothing,

    /// <summary>Who sent it.</summary>
    Sender,

    /// <summary>Sender and text.</summary>
    Everything,
}
