// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Groups;

/// <summary>What a member's keys mean for what is written in the group.</summary>
internal static class GroupMemberExtensions
{
    /// <summary>Whether nothing can be encrypted to a member.</summary>
    public static bool LacksKeys(this GroupMember member) =>
        member.Keys is GroupMemberKeys.None or GroupMemberKeys.Undecided or GroupMemberKeys.Distrusted;

    /// <summary>Whether a member keeps messages from being sent: nothing can be encrypted to them, and nobody decided to leave them out.</summary>
    public static bool HoldsUp(this GroupMember member) => !member.IsLeftOut && member.LacksKeys();
}
