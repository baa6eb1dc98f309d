// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class SaslPasswordTests
{
    [Theory]
    [InlineData("pencil", "pencil")]
    [InlineData(" two  spaces ", " two  spaces ")]
    [InlineData("a\u00A0b\u3000c", "a b c")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\uD83D\uDD11", "\uD83D\uDD11")]
    [InlineData("\uFB2C", "\u05E9\u05BC\u05C1")] // longer in NFC than it was
    [InlineData("Caf\u00E9", "Caf\u00E9")]
    public void Is_prepared(string entered, string prepared) =>
        Assert.Equal(prepared, Encoding.UTF8.GetString(SaslPassword.Prepare(Encoding.UTF8.GetBytes(entered))));

    [Fact]
    public void Grows_as_far_as_normalisation_lets_it() =>
        Assert.Equal(3 * 1300, Encoding.UTF8.GetString(SaslPassword.Prepare(Encoding.UTF8.GetBytes(new string('\uFB2C', 1300)))).Length);

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b' })]
    [InlineData(new byte[] { (byte)'a', 10 })]
    [InlineData(new byte[] { 0x7F })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void Is_refused(byte[] password) =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<ChatSecureException>(() => SaslPassword.Prepare(password)).Kind);

    [Fact]
    public void Has_a_limit()
    {
        Assert.Equal(4096, SaslPassword.Prepare(Encoding.UTF8.GetBytes(new string('x', 4096))).Length);
        Assert.Throws<ChatSecureException>(() => SaslPassword.Prepare(Encoding.UTF8.GetBytes(new string('x', 4097))));
    }
}
