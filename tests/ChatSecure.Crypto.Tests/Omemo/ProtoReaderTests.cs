// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Omemo;

public sealed class ProtoReaderTests
{
    [Theory]
    [InlineData("0800", 0u)]
    [InlineData("08ac02", 300u)]
    [InlineData("08ffffffff0f", uint.MaxValue)]
    public void A_number_of_32_bits_is_read(string hex, uint expected)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        Assert.True(reader.Next(out var field));
        Assert.Equal(1, field);
        Assert.Equal(expected, reader.UInt32());
        Assert.False(reader.Next(out _));
        Assert.False(reader.Failed);
    }

    [Theory]
    [InlineData("08")] // no value
    [InlineData("0880")] // an unfinished value
    [InlineData("08ffffffff1f")] // 33 bits
    [InlineData("08808080808000")] // six bytes
    [InlineData("0d00000000")] // a fixed field where a number belongs
    [InlineData("0a0100")] // a byte string where a number belongs
    [InlineData("0000")] // field 0
    [InlineData("08010801")] // the field twice
    public void A_malformed_number_fails(string hex)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        while (reader.Next(out _))
        {
            reader.UInt32();
        }

        Assert.True(reader.Failed);
    }

    [Theory]
    [InlineData("0a")]
    [InlineData("0a02ff")]
    [InlineData("0affffffff0f")]
    [InlineData("0affffffffffffffffff01")]
    [InlineData("0b00")] // a group
    public void A_byte_string_longer_than_the_data_fails(string hex)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        while (reader.Next(out _))
        {
            Assert.True(reader.Bytes().IsEmpty);
        }

        Assert.True(reader.Failed);
    }

    [Theory]
    [InlineData("9006ff01")]
    [InlineData("91060102030405060708")]
    [InlineData("9206020102")]
    [InlineData("950601020304")]
    public void An_unknown_field_is_skipped(string hex)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex + "0801"));
        Assert.True(reader.Next(out var unknown));
        Assert.Equal(98, unknown);
        reader.Skip();
        Assert.True(reader.Next(out var field));
        Assert.Equal((1, 1u), (field, reader.UInt32()));
        Assert.False(reader.Failed);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Gen.Select(Gen.UInt, Gen.ULong, Gen.Byte.Array[0, 600])
            .Sample(
                (number, large, bytes) =>
                {
                    using var writer = new ProtoWriter(stackalloc byte[16]);
                    writer.UInt32(1, number);
                    writer.UInt64(2, large);
                    writer.Bytes(3, bytes);
                    var reader = new ProtoReader(writer.ToArray());
                    Assert.True(reader.Next(out _));
                    Assert.Equal(number, reader.UInt32());
                    Assert.True(reader.Next(out _));
                    Assert.Equal(large, reader.UInt64());
                    Assert.True(reader.Next(out _));
                    Assert.Equal(bytes, reader.Bytes().ToArray());
                    Assert.False(reader.Next(out _));
                    Assert.False(reader.Failed);
                }
            );
    }

    [Fact]
    public void Random_bytes_never_throw_and_always_end()
    {
        Gen.Byte.Array[0, 200]
            .Sample(data =>
            {
                var reader = new ProtoReader(data);
                for (var fields = 0; reader.Next(out var field); fields++)
                {
                    Assert.True(fields <= data.Length);
                    if (field % 2 == 0)
                    {
                        reader.Bytes();
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            });
    }
}
