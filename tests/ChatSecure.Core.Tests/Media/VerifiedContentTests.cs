// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Core.Media;
using ChatSecure.Errors;

namespace ChatSecure.Core.Tests.Media;

public sealed class VerifiedContentTests
{
    private static readonly byte[] _content = RandomNumberGenerator.GetBytes(1000);

    private static async Task<byte[]> ReadAsync(string? sha256, long? size, bool peeks = true)
    {
        using var verified = new VerifiedContent(new MemoryStream(_content), sha256, size);
        if (peeks)
        {
            Assert.Equal(_content[..MediaTypes.HeadLength], (await verified.PeekAsync(CancellationToken.None)).ToArray());
        }

        var read = new MemoryStream();
        await verified.CopyToAsync(read);
        return read.ToArray();
    }

    [Fact]
    public async Task What_is_as_promised_is_read_whole()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(_content));
        Assert.Equal(_content, await ReadAsync(hash, 1000));
        Assert.Equal(_content, await ReadAsync(hash, null, peeks: false));
        Assert.Equal(_content, await ReadAsync(null, null));
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    [InlineData(0)]
    public async Task Another_length_than_promised_fails(long size) =>
        Assert.Equal("file-mismatch", (await Assert.ThrowsAsync<ChatSecureException>(() => ReadAsync(null, size))).Condition);

    [Fact]
    public async Task Another_hash_than_promised_fails() =>
        Assert.Equal(
            "file-mismatch",
            (await Assert.ThrowsAsync<ChatSecureException>(() => ReadAsync(new string('0', 64), 1000))).Condition
        );
}
