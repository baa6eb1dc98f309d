// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>What somebody may do in a group while being in it (XEP-0045, section 5.1).</summary>
public enum GroupRole
{
    /// <summary>Not in the room. Setting it kicks.</summary>
    None,

    /// <summary>May read.</summary>
    Visitor,

    /// <summary>May write.</summary>
    Participant,

    /// <summary>May kick, and give or take the right to write.</summary>
    Moderator,
}
