// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Groups;

/// <summary>What can be done with a member of a group.</summary>
public enum GroupDeed
{
    /// <summary>Sends them messages although nothing can be encrypted to them: they can't read those.</summary>
    LeaveOut,

    /// <summary>Takes back that they were left out.</summary>
    TakeIn,

    /// <summary>Lets them write again.</summary>
    LetWrite,

    /// <summary>Lets them read only.</summary>
    Silence,

    /// <summary>Lets them kick and silence others.</summary>
    MakeModerator,

    /// <summary>Makes them a member.</summary>
    MakeMember,

    /// <summary>Makes them an administrator.</summary>
    MakeAdmin,

    /// <summary>Makes them an owner, who may do everything.</summary>
    MakeOwner,

    /// <summary>Takes them out of the room until they come back.</summary>
    Kick,

    /// <summary>Takes their membership.</summary>
    Remove,

    /// <summary>Takes them out for good.</summary>
    Ban,

    /// <summary>Lifts a ban.</summary>
    LiftBan,
}
