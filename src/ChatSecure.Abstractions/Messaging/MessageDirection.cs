// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>Who wrote a message.</summary>
public enum MessageDirection
{
    /// <summary>The peer wrote it.</summary>
    Incoming,

    /// <summary>We wrote it, on this device or on another one of ours.</summary>
    Outgoing,
}
