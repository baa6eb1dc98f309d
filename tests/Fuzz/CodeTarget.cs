// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.UIKit.Blazor.Parts;

namespace ChatSecure.Fuzz;

/// <summary>Pictures in which somebody says that there is a code.</summary>
internal static class CodeTarget
{
    // The most that a code can hold: digits of the largest one.
    private const int MaxText = 7089;

    // What the runtime hands out at once, in which what was asked for can't be told from what was not.
    private const int Grain = 64 * 1024;

    // Several times the picture: its copy, its bits, and what is looked at for patterns.
    private const int MaxMemory = 32 * QrReader.MaxBytes;

    /// <summary>A picture as the page draws it. One that lies about its size costs nothing.</summary>
    public static void Picture(ReadOnlySpan<byte> input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = QrReader.Read(input);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (IsPicture(input))
        {
            Finding.Unless(taken <= MaxMemory, "A picture takes more memory than any can be worth.");
            Finding.Unless(text is null or { Length: <= MaxText }, "A code says more than codes can hold.");
        }
        else
        {
            Finding.Unless(text is null, "What is no picture has a code.");
            Finding.Unless(taken <= Grain, "What is no picture takes memory.");
        }
    }

    private static bool IsPicture(ReadOnlySpan<byte> input) =>
        input.Length is > 4 and <= QrReader.MaxBytes
        && BinaryPrimitives.ReadUInt16BigEndian(input) * BinaryPrimitives.ReadUInt16BigEndian(input[2..]) == input.Length - 4;
}
