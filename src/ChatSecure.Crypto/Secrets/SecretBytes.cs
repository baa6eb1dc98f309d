// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ChatSecure.Crypto.Secrets;

/// <summary>Key material of a fixed length in memory that the collector never moves (so leaves no copies of) and that is zeroed on dispose. It has no
/// text form, so it cannot end up in a log.</summary>
internal sealed class SecretBytes : IDisposable
{
    // Pinned arrays are dear to allocate and every message needs one: zeroed ones are kept for the next. The bound holds what a burst leaves behind.
    private const int BlockSize = 512;
    private const int MaxIdle = 64;
    private static readonly ConcurrentQueue<byte[]> Idle = new();

    private readonly int _length;
    private byte[]? _block;

    public SecretBytes(int length)
    {
        _length = length;
        _block =
            length > BlockSize ? GC.AllocateArray<byte>(length, pinned: true)
            : Idle.TryDequeue(out var idle) ? idle
            : GC.AllocateArray<byte>(BlockSize, pinned: true);
    }

    /// <summary>The bytes, to read and to write.</summary>
    /// <exception cref="ObjectDisposedException">They are gone.</exception>
    public Span<byte> Span => (_block ?? throw new ObjectDisposedException(nameof(SecretBytes))).AsSpan(0, _length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _block, null) is not { } block)
        {
            return;
        }

        CryptographicOperations.ZeroMemory(block.AsSpan(0, _length));
        if (block.Length == BlockSize && Idle.Count < MaxIdle)
        {
            Idle.Enqueue(block);
        }
    }
}
