// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>The state of a conversation.</summary>
public enum OtrState
{
    /// <summary>There has been no encrypted conversation, or a person has ended it.</summary>
    Plaintext,

    /// <summary>There is one.</summary>
    Encrypted,

    /// <summary>It is over, but nobody has ended it on this side: nothing is sent.</summary>
    Finished,
}
