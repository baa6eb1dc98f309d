// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>Writes what <see cref="ProtoReader"/> reads. Zero values are written: the messages are proto2, whose required fields are always there. The
/// buffer is zeroed on dispose, since records hold secrets.</summary>
/// <param name="buffer">Where to begin; a larger one is taken when it is full.</param>
internal ref struct ProtoWriter(Span<byte> buffer)
{
    private Span<byte> _buffer = buffer;
    private int _length;

    public void UInt32(int field, uint value) => UInt64(field, value);

    public void UInt64(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
    }

    public void Bytes(int field, scoped ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        Raw(value);
    }

    /// <summary>Bytes as they are, outside of any field.</summary>
    public void Raw(scoped ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer[_length..]);
        _length += value.Length;
    }

    public readonly byte[] ToArray() => _buffer[.._length].ToArray();

    /// <summary>What has been written, valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_buffer[.._length]);
        _length = 0;
    }

    private void Varint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    private void Reserve(int count)
    {
        if (count <= _buffer.Length - _length)
        {
            return;
        }

        var larger = new byte[Math.Max(2 * _buffer.Length, _length + count)];
        _buffer[.._length].CopyTo(larger);
        CryptographicOperations.ZeroMemory(_buffer[.._length]);
        _buffer = larger;
    }
}
