// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>Reads the part of Protocol Buffers that OMEMO's messages and our own records need: varints and byte strings, fields in any order. It never
/// throws: whatever is malformed sets <see cref="Failed"/> and ends the reading.</summary>
/// <param name="data">What to read.</param>
/// <param name="repeatable">Fields (bit n for field n) that may occur more than once; any other that does is malformed.</param>
internal ref struct ProtoReader(ReadOnlySpan<byte> data, uint repeatable = 0)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;
    private uint _seen;
    private int _wireType;

    /// <summary>Whether the data turned out malformed. Check it after the last field.</summary>
    public bool Failed { get; private set; }

    /// <summary>Moves to the next field, whose value must be read or skipped.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (Failed || _position == _data.Length)
        {
            return false;
        }

        var tag = ReadVarint(uint.MaxValue);
        field = (int)(tag >> 3);
        _wireType = (int)(tag & 7);
        if (field == 0)
        {
            Failed = true;
        }
        else if (field < 32)
        {
            var bit = 1u << field;
            Failed |= (_seen & bit & ~repeatable) != 0;
            _seen |= bit;
        }

        return !Failed;
    }

    public uint UInt32() => (uint)Expect(Varint, uint.MaxValue);

    public ulong UInt64() => Expect(Varint, ulong.MaxValue);

    public ReadOnlySpan<byte> Bytes()
    {
        var (start, length) = Range();
        return _data.Slice(start, length);
    }

    /// <summary>Where a byte string lies in the data: for callers that keep it without a copy.</summary>
    public (int Start, int Length) Range()
    {
        var length = Expect(LengthDelimited, int.MaxValue);
        if (Failed || length > (ulong)(_data.Length - _position))
        {
            Failed = true;
            return (0, 0);
        }

        var start = _position;
        _position += (int)length;
        return (start, (int)length);
    }

    public void Skip()
    {
        switch (_wireType)
        {
            case Varint:
                ReadVarint(ulong.MaxValue);
                break;
            case Fixed64:
                Advance(sizeof(ulong));
                break;
            case LengthDelimited:
                Range();
                break;
            case Fixed32:
                Advance(sizeof(uint));
                break;
            default:
                Failed = true;
                break;
        }
    }

    private ulong Expect(int wireType, ulong max)
    {
        if (_wireType == wireType)
        {
            return ReadVarint(max);
        }

        Failed = true;
        return 0;
    }

    private void Advance(int count)
    {
        if (count > _data.Length - _position)
        {
            Failed = true;
            return;
        }

        _position += count;
    }

    private ulong ReadVarint(ulong max)
    {
        var maxBytes = max <= uint.MaxValue ? 5 : 10;
        ulong value = 0;
        for (var i = 0; i < maxBytes && _position < _data.Length; i++)
        {
            var b = _data[_position++];
            if (i == 9 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7f) << (7 * i);
            if (b < 0x80)
            {
                Failed |= value > max;
                return Failed ? 0 : value;
            }
        }

        Failed = true;
        return 0;
    }
}
