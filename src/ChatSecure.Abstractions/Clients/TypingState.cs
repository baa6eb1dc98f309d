// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>What somebody does in a conversation (XEP-0085).</summary>
public enum TypingState
{
    /// <summary>Looks at it.</summary>
    Active,

    /// <summary>Types.</summary>
    Composing,

    /// <summary>Stopped typing for now.</summary>
    Paused,

    /// <summary>Has not looked for a while.</summary>
    Inactive,

    /// <summary>Has left it.</summary>
    Gone,
}
