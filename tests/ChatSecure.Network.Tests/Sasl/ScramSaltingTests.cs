// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class ScramSaltingTests
{
    // Computed with Python's hashlib, with the salt of the example in XEP-0480.
    [Fact]
    public void A_password_is_salted() =>
        Assert.Equal(
            "Q8abK3WIX500A5++8zDamXbZWpoXgWMwdXKO9eFKk8w=",
            Convert.ToBase64String(
                ScramSalting.Derive("pencil"u8, Convert.FromBase64String("QV9TWENSWFE2c2VrOGJmX1o="), 4096, HashAlgorithmName.SHA256)
            )
        );

    [Theory]
    [InlineData(8, 4095)]
    [InlineData(8, 10_000_001)]
    [InlineData(8, 0)]
    [InlineData(8, -1)]
    [InlineData(0, 4096)]
    [InlineData(1025, 4096)]
    public void What_is_not_safe_is_refused(int saltBytes, int iterations) =>
        Assert.Equal(
            ErrorKind.Protocol,
            Assert
                .Throws<ChatSecureException>(() =>
                    ScramSalting.Derive("pencil"u8, new byte[saltBytes], iterations, HashAlgorithmName.SHA256)
                )
                .Kind
        );
}
