// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Text;

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>Reads the fields of a box one after the other.</summary>
/// <param name="bytes">What was read of the file.</param>
/// <param name="box">The box.</param>
internal ref struct IsoFields(ReadOnlySpan<byte> bytes, IsoBox box)
{
    private ReadOnlySpan<byte> _left = bytes[(int)box.Content..(int)box.End];

    /// <summary>How many bytes there still are.</summary>
    public readonly int Left => _left.Length;

    /// <summary>Whole boxes begin with a version and three bytes of flags.</summary>
    public byte Version() => (byte)(Number(4) >> 24);

    public int Two() => (int)Number(2);

    public uint Four() => (uint)Number(4);

    /// <summary>Four letters.</summary>
    public string Type() => Encoding.Latin1.GetString(Take(4));

    /// <summary>A number of so many bytes, none of which is 0.</summary>
    public long Number(int length) =>
        length switch
        {
            0 => 0,
            1 => Take(1)[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            4 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            8 when BinaryPrimitives.ReadInt64BigEndian(Take(8)) is >= 0 and var number => number,
            _ => throw new MediaException("A number is too long."),
        };

    /// <summary>Passes over so many bytes.</summary>
    public void Skip(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_left.Length < count)
        {
            throw new MediaException("A box ends too early.");
        }

        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
