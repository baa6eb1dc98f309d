// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Contacts;

/// <summary>What somebody's presence says (RFC 6121, section 4.7.2.1).</summary>
public enum Availability
{
    /// <summary>Not connected, or not visible to us.</summary>
    Offline,

    /// <summary>Connected.</summary>
    Online,

    /// <summary>Connected and eager to chat.</summary>
    Chat,

    /// <summary>Away.</summary>
    Away,

    /// <summary>Away for longer.</summary>
    ExtendedAway,

    /// <summary>Does not want to be disturbed.</summary>
    DoNotDisturb,
}
