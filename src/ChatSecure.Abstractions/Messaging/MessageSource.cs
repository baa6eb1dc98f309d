// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>The way by which a message first reached this device.</summary>
public enum MessageSource
{
    /// <summary>Written on this device, or delivered to it directly.</summary>
    Live,

    /// <summary>A copy for this device of what another device sent or received (XEP-0280).</summary>
    Carbon,

    /// <summary>Fetched from the server's archive (XEP-0313).</summary>
    Archive,
}
