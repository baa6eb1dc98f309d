// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Storage.Encryption;

namespace ChatSecure.Storage.Backups;

/// <summary>Writes a text in chunks. Only <see cref="Finish"/> writes the last one, without which a reader takes the text for cut off.</summary>
internal sealed class SealedWriter(Stream destination, ChunkCipher cipher) : IDisposable
{
    private readonly byte[] _plain = GC.AllocateUninitializedArray<byte>(ChunkCipher.Plain, pinned: true);
    private readonly byte[] _sealed = new byte[ChunkCipher.Sealed];
    private int _filled;
    private long _chunk;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == _plain.Length)
            {
                Seal(isLast: false);
            }

            var count = Math.Min(_plain.Length - _filled, bytes.Length);
            bytes[..count].CopyTo(_plain.AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
        }
    }

    public void Finish()
    {
        Seal(isLast: true);
        destination.Flush();
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_plain);
        cipher.Dispose();
    }

    private void Seal(bool isLast)
    {
        destination.Write(_sealed.AsSpan(0, cipher.Seal(_chunk++, isLast, _plain.AsSpan(0, _filled), _sealed)));
        _filled = 0;
    }
}
