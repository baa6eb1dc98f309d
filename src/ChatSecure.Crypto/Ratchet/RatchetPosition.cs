// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>Where a received message stands in relation to a session.</summary>
internal enum RatchetPosition
{
    /// <summary>On a chain that the session doesn't know: a ratchet step, another session's message, or one of a chain long gone.</summary>
    NewChain,

    /// <summary>On a known chain, not derived yet.</summary>
    Ahead,

    /// <summary>On a known chain, derived already: only a skipped key can open it.</summary>
    Behind,
}
