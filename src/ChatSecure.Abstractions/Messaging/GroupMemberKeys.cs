// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>Whether what is written in a group can be encrypted to a member.</summary>
public enum GroupMemberKeys
{
    /// <summary>Not known: the group is not private, the member hides its address, or it is this account.</summary>
    Unknown,

    /// <summary>There is a device that it can be encrypted to, or one whose key has yet to be seen.</summary>
    Usable,

    /// <summary>There is no device that it could be encrypted to.</summary>
    None,

    /// <summary>A person has to decide about the keys first.</summary>
    Undecided,

    /// <summary>A person rejected the keys.</summary>
    Distrusted,
}
