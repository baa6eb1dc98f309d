// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>Reads OTR's binary values. It never throws: whatever is malformed sets <see cref="Failed"/>, and from then on everything reads as empty.</summary>
internal ref struct OtrReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>Whether the data turned out malformed.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether all was read, and nothing was malformed.</summary>
    public readonly bool IsComplete => !Failed && _position == _data.Length;

    /// <summary>What has been read so far.</summary>
    public readonly ReadOnlySpan<byte> Consumed => _data[.._position];

    public readonly ReadOnlySpan<byte> Rest => Failed ? [] : _data[_position..];

    public byte Byte() => Fixed(1) is [var value] ? value : (byte)0;

    public ushort Short() =>
        Fixed(sizeof(ushort)) is { Length: sizeof(ushort) } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint Int() => Fixed(sizeof(uint)) is { Length: sizeof(uint) } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Fixed(int length)
    {
        if (Failed || length > _data.Length - _position)
        {
            Failed = true;
            return [];
        }

        var bytes = _data.Slice(_position, length);
        _position += length;
        return bytes;
    }

    /// <summary>Bytes with their length in front.</summary>
    public ReadOnlySpan<byte> Data()
    {
        var length = Int();
        Failed |= length > (uint)(_data.Length - _position);
        return Failed ? [] : Fixed((int)length);
    }

    /// <summary>A number in the one encoding that is allowed: without leading zeros.</summary>
    public ReadOnlySpan<byte> Mpi()
    {
        var number = Data();
        Failed |= number is [0, ..];
        return Failed ? [] : number;
    }

    /// <summary>A number of the group's size at most, padded to it. Not yet known to be an element.</summary>
    public byte[] GroupNumber()
    {
        var number = Mpi();
        Failed |= number.Length > ModpGroup.Size;
        var padded = new byte[ModpGroup.Size];
        if (!Failed)
        {
            number.CopyTo(padded.AsSpan(padded.Length - number.Length));
        }

        return padded;
    }

    /// <summary>An element of the group: 2 &lt;= g &lt;= p - 2.</summary>
    public byte[] Element()
    {
        var number = GroupNumber();
        Failed |= !ModpGroup.IsElement(number);
        return number;
    }
}
