// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Core.Media;

/// <summary>A content whose first bytes can be looked at before it is read, and whose end fails if it is not what was promised.</summary>
internal sealed class VerifiedContent(Stream inner, string? sha256 = null, long? size = null) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[MediaTypes.HeadLength];
    private int _headLength;
    private int _headRead;
    private long _read;
    private bool _isVerified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes. To be called before anything is read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken)
    {
        _headLength = await inner.ReadAtLeastAsync(_head, _head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return _head.AsMemory(0, _headLength);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(buffer.Length, _headLength - _headRead);
        if (count > 0)
        {
            _head.AsMemory(_headRead, count).CopyTo(buffer);
            _headRead += count;
        }
        else
        {
            count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        return Take(buffer.Span[..count], buffer.Length);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> bytes, int wanted)
    {
        _hash.AppendData(bytes);
        _read += bytes.Length;
        if (_read > size || (bytes.Length == 0 && wanted > 0 && !_isVerified && !Verify()))
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The file is not the one that its sender described.")
            {
                Condition = "file-mismatch",
            };
        }

        return bytes.Length;
    }

    private bool Verify()
    {
        _isVerified = (size is null || _read == size) && (sha256 is null || Convert.ToHexStringLower(_hash.GetHashAndReset()) == sha256);
        return _isVerified;
    }
}
