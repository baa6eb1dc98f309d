// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Media;

/// <summary>A file that is made part by part out of another one. What failed once fails again, so that half a file does not pass for a whole one.</summary>
/// <param name="source">What it is made of, which is closed with it.</param>
/// <param name="parts">The parts; each holds until the next is asked for.</param>
internal sealed class PartsStream(Stream source, IAsyncEnumerable<ReadOnlyMemory<byte>> parts) : Stream
{
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _parts = parts.GetAsyncEnumerator(CancellationToken.None);
    private ReadOnlyMemory<byte> _left;
    private bool _isBroken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_left.IsEmpty && !buffer.IsEmpty)
        {
            if (_isBroken)
            {
                throw new IOException("The file could not be read before.");
            }

            _isBroken = true;
            var isMore = await _parts.MoveNextAsync().ConfigureAwait(false);
            _isBroken = false;
            if (!isMore)
            {
                return 0;
            }

            _left = _parts.Current;
        }

        var count = Math.Min(buffer.Length, _left.Length);
        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
