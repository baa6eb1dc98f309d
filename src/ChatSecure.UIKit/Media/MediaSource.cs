// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;

namespace ChatSecure.UIKit.Media;

/// <summary>Reads a file once from its beginning, with little of it in memory. What was given holds until more is asked for.</summary>
/// <param name="inner">The file.</param>
internal sealed class MediaSource(Stream inner)
{
    /// <summary>How much can be looked at or taken at once: the longest segment of a JPEG, with its marker.</summary>
    public const int MaxPart = ushort.MaxValue + 2;

    private readonly byte[] _buffer = new byte[MaxPart];
    private int _start;
    private int _end;

    /// <summary>What comes next, without taking it: so many bytes or more, fewer only where the file ends.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start < count)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            _end += await inner
                .ReadAtLeastAsync(_buffer.AsMemory(_end), count - _end, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
        }

        return _buffer.AsMemory(_start, _end - _start);
    }

    /// <summary>Takes so many bytes.</summary>
    /// <exception cref="MediaException">The file ends before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        var next = await PeekAsync(count, cancellationToken).ConfigureAwait(false);
        if (next.Length < count)
        {
            throw new MediaException("The picture ends too early.");
        }

        _start += count;
        return next[..count];
    }

    /// <summary>Takes so many bytes, part by part.</summary>
    /// <exception cref="MediaException">The file ends before.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync(
        long count,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        while (count > 0)
        {
            var next = await PeekAsync(1, cancellationToken).ConfigureAwait(false);
            var part = await TakeAsync((int)Math.Min(count, Math.Max(next.Length, 1)), cancellationToken).ConfigureAwait(false);
            count -= part.Length;
            yield return part;
        }
    }

    /// <summary>Passes over so many bytes.</summary>
    /// <exception cref="MediaException">The file ends before.</exception>
    public async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        await foreach (var _ in PartsAsync(count, cancellationToken).ConfigureAwait(false)) { }
    }

    /// <summary>Takes all that is left, part by part.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> RestAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await PeekAsync(1, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } next)
        {
            yield return await TakeAsync(next.Length, cancellationToken).ConfigureAwait(false);
        }
    }
}
