// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;

namespace ChatSecure.Crypto.Primitives;

/// <summary>Unbiased numbers from a random source.</summary>
internal static class RandomSourceExtensions
{
    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each equally likely.</summary>
    public static uint Below(this IRandomSource random, uint bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);

        // Numbers at or above the greatest multiple of the bound would favour the small results: draw again.
        var limit = uint.MaxValue - (uint.MaxValue % bound);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        uint value;
        do
        {
            random.Fill(bytes);
            value = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        } while (value >= limit);

        return value % bound;
    }
}
