// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>Whether an act counts.</summary>
public enum ActStanding
{
    /// <summary>It was done to its message.</summary>
    Applied,

    /// <summary>Its message is not here (yet).</summary>
    Waiting,

    /// <summary>Whoever did it may not, or protected it less than its message.</summary>
    Refused,
}
