// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Ratchet;

/// <summary>What became of a received message: its content, or why there is none. After a failure the state it was tried on is worthless.</summary>
internal readonly record struct RatchetOutcome(byte[]? Plaintext, IReadOnlyList<SkippedKeys> Skipped, DecryptFailure Failure)
{
    public static RatchetOutcome Failed(DecryptFailure failure) => new(null, [], failure);
}
