// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Core.Media;

/// <summary>Writes on what comes of a download, and keeps it in parts. What a former process left goes first, once the host has shown that it has the rest.</summary>
internal sealed class PartStream(Stream destination, DownloadParts parts, bool goesOn) : Stream
{
    private readonly byte[] _part = new byte[DownloadParts.PartBytes];
    private int _length;
    private bool _isReplayed = !goesOn;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isReplayed)
        {
            _isReplayed = true;
            await parts.ReplayAsync(destination, cancellationToken).ConfigureAwait(false);
        }

        await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        while (buffer.Length > 0)
        {
            var count = Math.Min(buffer.Length, _part.Length - _length);
            buffer[..count].CopyTo(_part.AsMemory(_length));
            buffer = buffer[count..];
            _length += count;
            if (_length == _part.Length)
            {
                _length = 0;
                await parts.KeepAsync(_part, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_part);
        base.Dispose(disposing);
    }
}
