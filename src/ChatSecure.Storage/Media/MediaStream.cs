// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Storage.Encryption;
using Microsoft.Win32.SafeHandles;

namespace ChatSecure.Storage.Media;

/// <summary>Reads a file of the media folder from any place in it; holds one decrypted chunk at a time. For one reader at a time.</summary>
internal sealed class MediaStream : Stream
{
    private readonly SafeFileHandle _file;
    private readonly ChunkCipher _cipher;
    private readonly long _size;
    private readonly byte[] _sealed = new byte[ChunkCipher.Sealed];
    private readonly byte[] _plain = GC.AllocateUninitializedArray<byte>(ChunkCipher.Plain, pinned: true);
    private long _position;
    private long _chunk = -1;
    private int _length;

    public MediaStream(string path, ReadOnlySpan<byte> key, long size)
    {
        _file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        _size = size;
        _cipher = MediaChunks.Cipher(key);
        Span<byte> magic = stackalloc byte[MediaChunks.Magic.Length];
        if (
            RandomAccess.GetLength(_file) != MediaChunks.FileLength(size)
            || RandomAccess.Read(_file, magic, 0) != magic.Length
            || !magic.SequenceEqual(MediaChunks.Magic)
        )
        {
            Dispose();
            throw MediaChunks.Damaged();
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _size;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        if (_position >= _size || buffer.IsEmpty)
        {
            return 0;
        }

        Load(_position / ChunkCipher.Plain);
        var at = (int)(_position % ChunkCipher.Plain);
        var count = Math.Min(buffer.Length, _length - at);
        _plain.AsSpan(at, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => _size + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        base.Dispose(disposing);
    }

    private void Load(long chunk)
    {
        if (chunk == _chunk)
        {
            return;
        }

        var isLast = chunk == MediaChunks.Count(_size) - 1;
        var wanted = (int)Math.Min(ChunkCipher.Sealed, MediaChunks.FileLength(_size) - MediaChunks.Offset(chunk));
        var read = 0;
        while (read < wanted)
        {
            var count = RandomAccess.Read(_file, _sealed.AsSpan(read, wanted - read), MediaChunks.Offset(chunk) + read);
            if (count == 0)
            {
                throw MediaChunks.Damaged();
            }

            read += count;
        }

        _chunk = -1;
        _length = _cipher.Open(chunk, isLast, _sealed.AsSpan(0, wanted), _plain);
        if (_length < 0)
        {
            throw MediaChunks.Damaged();
        }

        _chunk = chunk;
    }
}
