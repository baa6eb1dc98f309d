// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Core.Sync;

/// <summary>Why an act does not count.</summary>
internal enum ActRefusal
{
    /// <summary>Somebody else wrote the message, or nobody can know.</summary>
    Author,

    /// <summary>It was protected less than the message.</summary>
    Protection,

    /// <summary>The message was taken back.</summary>
    Retracted,

    /// <summary>What stands beside the ciphertext is not what was encrypted.</summary>
    Content,
}
