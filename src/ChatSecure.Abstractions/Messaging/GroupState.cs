// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>Whether we are in a group now.</summary>
public enum GroupState
{
    /// <summary>We are not, and do not try to be: it was left, or the account is offline.</summary>
    Left,

    /// <summary>It is being entered, or what was missed is being read. Messages to it wait.</summary>
    Joining,

    /// <summary>We are in it, and have read what was missed.</summary>
    Joined,

    /// <summary>It does not let us in, or made us leave; <see cref="Group.Reason"/> says why. What can't
    /// pass by itself, only a new join tries again.</summary>
    Refused,
}
