// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage;

/// <summary>What a guess at a passphrase costs: the work of Argon2id (RFC 9106) with one lane. It is written down with what it protects, so that changing it
/// locks nobody out.</summary>
/// <param name="MemoryKiB">The memory in KiB, 19,456 (19 MiB) to 1,048,576 (1 GiB).</param>
/// <param name="Passes">How often the memory is gone over, 2 to 64; with at least 64 MiB, 1 to 64.</param>
public sealed record PassphraseCost(int MemoryKiB = 65_536, int Passes = 3)
{
    private const int MinMemory = 19_456;
    private const int MaxMemory = 1_048_576;
    private const int MaxPasses = 64;

    /// <summary>Whether it is neither too little to protect nor so much that opening never ends.</summary>
    internal bool IsSound =>
        MemoryKiB is >= MinMemory and <= MaxMemory && Passes is >= 1 and <= MaxPasses && (Passes > 1 || MemoryKiB >= 65_536);
}
