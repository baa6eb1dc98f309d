// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>Every encoding of a u coordinate of small order on Curve25519 or its twist, canonical or not.</summary>
internal static class LowOrderPoints
{
    private const string Order8A = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";
    private const string Order8B = "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157";

    public static TheoryData<string> All =>
        new(
            new[]
            {
                new string('0', 64),
                "01" + new string('0', 62),
                Order8A,
                Order8B,
                "ec" + new string('f', 60) + "7f",
                "ed" + new string('f', 60) + "7f",
                "ee" + new string('f', 60) + "7f",
            }.SelectMany(hex => new[] { hex, WithTopBit(hex) })
        );

    private static string WithTopBit(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        bytes[31] |= 0x80;
        return Convert.ToHexStringLower(bytes);
    }
}
