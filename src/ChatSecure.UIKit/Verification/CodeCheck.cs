// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Verification;

/// <summary>What comparing a code with the known keys gave.</summary>
public enum CodeCheck
{
    /// <summary>Every key in it is known: all are verified now.</summary>
    Matches,

    /// <summary>It names a key that nobody here has seen: somebody may be in between. Nothing was changed.</summary>
    Differs,

    /// <summary>It belongs to somebody else. Nothing was changed.</summary>
    OtherPerson,

    /// <summary>It is no code, or has no keys.</summary>
    Invalid,
}
