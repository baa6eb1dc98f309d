// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>Writes what <see cref="OtrReader"/> reads. The buffer is zeroed on dispose, since some of it is secret.</summary>
/// <param name="buffer">Where to begin; a larger one is taken when it is full.</param>
internal ref struct OtrWriter(Span<byte> buffer)
{
    private Span<byte> _buffer = buffer;
    private int _length;

    /// <summary>What has been written, valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Short(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(sizeof(ushort)), value);

    public void Int(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(sizeof(uint)), value);

    public void Long(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Reserve(sizeof(ulong)), value);

    public void Raw(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void Data(scoped ReadOnlySpan<byte> bytes)
    {
        Int((uint)bytes.Length);
        Raw(bytes);
    }

    /// <summary>A number, without the leading zeros that it may have.</summary>
    public void Mpi(scoped ReadOnlySpan<byte> number) => Data(number.TrimStart((byte)0));

    public void Header(Header header)
    {
        Short((ushort)header.Version);
        Byte((byte)header.Type);
        if (header.Version == OtrVersion.Three)
        {
            Int(header.Sender);
            Int(header.Receiver);
        }
    }

    /// <summary>The plain text of a data message: what people read, and records.</summary>
    public void Payload(ReadOnlySpan<char> text, params ReadOnlySpan<Tlv> records)
    {
        Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetByteCount(text)));
        if (!records.IsEmpty)
        {
            Byte(0);
        }

        foreach (var record in records)
        {
            Short(record.Type);
            Short(checked((ushort)record.Value.Length));
            Raw(record.Value.Span);
        }
    }

    /// <summary>Room for so many bytes, for the caller to fill.</summary>
    public Span<byte> Reserve(int count)
    {
        if (count > _buffer.Length - _length)
        {
            var larger = new byte[Math.Max(2 * _buffer.Length, _length + count)];
            _buffer[.._length].CopyTo(larger);
            CryptographicOperations.ZeroMemory(_buffer[.._length]);
            _buffer = larger;
        }

        _length += count;
        return _buffer.Slice(_length - count, count);
    }

    public readonly byte[] ToArray() => Written.ToArray();

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_buffer[.._length]);
        _length = 0;
    }
}
