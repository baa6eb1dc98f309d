// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>The message keys that a step passed over: consecutive numbers on one chain.</summary>
/// <param name="RatchetKey">The chain's ratchet key.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Keys">The keys, 32 bytes each, to be zeroed by whoever stored them.</param>
internal sealed record SkippedKeys(byte[] RatchetKey, uint First, byte[] Keys)
{
    public int Count => Keys.Length / KeySchedule.KeySize;
}
