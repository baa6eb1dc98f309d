// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;

namespace ChatSecure.Storage.Backups;

/// <summary>Reads a text that was written in chunks. Nothing is handed out of a chunk before its tag was checked.</summary>
internal sealed class SealedReader : IDisposable
{
    private readonly Stream _source;
    private readonly ChunkCipher _cipher;
    private readonly byte[] _plain = GC.AllocateUninitializedArray<byte>(ChunkCipher.Plain, pinned: true);
    private byte[] _sealed = new byte[ChunkCipher.Sealed];
    private byte[] _next = new byte[ChunkCipher.Sealed];
    private int _nextLength;
    private int _length;
    private int _at;
    private long _chunk;
    private bool _isLast;

    public SealedReader(Stream source, ChunkCipher cipher)
    {
        _source = source;
        _cipher = cipher;
        _nextLength = source.ReadAtLeast(_next, _next.Length, throwOnEndOfStream: false);
    }

    /// <summary>Fills the destination.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageDamaged"/>: the text was tampered with or cut; in its very first chunk
    /// <see cref="ErrorKind.StorageKey"/>, since that is what a wrong key looks like.</exception>
    public void Read(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_at == _length)
            {
                if (_isLast)
                {
                    throw Damaged();
                }

                Open();
            }

            var count = Math.Min(_length - _at, destination.Length);
            _plain.AsSpan(_at, count).CopyTo(destination);
            _at += count;
            destination = destination[count..];
        }
    }

    /// <summary>Demands that nothing follows.</summary>
    public void End()
    {
        if (!_isLast && _at == _length)
        {
            Open();
        }

        if (!_isLast || _at != _length)
        {
            throw Damaged();
        }
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_plain);
        _cipher.Dispose();
    }

    public static ChatSecureException Damaged() => new(ErrorKind.StorageDamaged, "The backup is damaged or cut off. Nothing was restored.");

    private void Open()
    {
        (_sealed, _next) = (_next, _sealed);
        var length = _nextLength;
        _nextLength = length == _sealed.Length ? _source.ReadAtLeast(_next, _next.Length, throwOnEndOfStream: false) : 0;
        _isLast = _nextLength == 0;
        _length = length < ChunkCipher.TagLength ? -1 : _cipher.Open(_chunk, _isLast, _sealed.AsSpan(0, length), _plain);
        _at = 0;
        if (_length < 0)
        {
            throw _chunk == 0
                ? new ChatSecureException(ErrorKind.StorageKey, "The backup's key is wrong, or its beginning is damaged.")
                : Damaged();
        }

        _chunk++;
    }
}
