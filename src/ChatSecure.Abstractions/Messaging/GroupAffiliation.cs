// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>How somebody stands to a group for good, in the room or not (XEP-0045, section 5.2).</summary>
public enum GroupAffiliation
{
    /// <summary>Not at all. Setting it takes a member out, and lifts a ban.</summary>
    None,

    /// <summary>Banned.</summary>
    Outcast,

    /// <summary>A member: may enter a private group.</summary>
    Member,

    /// <summary>May ban, and make members.</summary>
    Admin,

    /// <summary>May configure and destroy the group.</summary>
    Owner,
}
