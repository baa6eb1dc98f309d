// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Tests.Secrets;

public sealed class SecretBytesTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(512)]
    [InlineData(4096)]
    public void Disposal_zeroes_the_bytes_and_ends_access(int length)
    {
        var secret = new SecretBytes(length);
        var bytes = secret.Span;
        Assert.Equal(length, bytes.Length);
        bytes.Fill(0x5a);
        secret.Dispose();
        Assert.False(bytes.ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);
        secret.Dispose();
    }

    [Fact]
    public void Two_secrets_never_share_memory()
    {
        new SecretBytes(32).Dispose();
        using var one = new SecretBytes(32);
        using var other = new SecretBytes(32);
        one.Span.Fill(1);
        Assert.False(other.Span.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void A_secret_has_no_text_form()
    {
        using var secret = new SecretBytes(4);
        secret.Span.Fill(0x41);
        Assert.Equal(typeof(SecretBytes).FullName, secret.ToString());
    }
}
