// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Media;

namespace ChatSecure.Core.Tests.Media;

public sealed class MediaTypesTests
{
    private static readonly byte[] _png = [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0];

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData("image/jpeg", "image/png")]
    [InlineData("text/html", "image/png")]
    [InlineData(null, "image/png")]
    public void A_picture_is_what_its_content_is(string? claimed, string expected) =>
        Assert.Equal(expected, MediaTypes.Settle(claimed, MediaTypes.Sniff(_png)));

    [Fact]
    public void What_claims_to_be_a_picture_and_is_none_is_nothing_known()
    {
        Assert.Equal("application/octet-stream", MediaTypes.Settle("image/png", MediaTypes.Sniff("<html>"u8)));
        Assert.Equal("application/vnd.microsoft.portable-executable", MediaTypes.Settle("image/png", MediaTypes.Sniff("MZ\x90\0"u8)));
        Assert.Equal("text/plain", MediaTypes.Settle("text/plain", MediaTypes.Sniff("hello"u8)));
        Assert.Null(MediaTypes.Settle(null, MediaTypes.Sniff(default)));
    }

    [Fact]
    public void What_is_wrapped_keeps_its_name()
    {
        const string Document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        Assert.Equal(Document, MediaTypes.Settle(Document, MediaTypes.Sniff("PK\x03\x04"u8)));
        Assert.Equal("application/zip", MediaTypes.Settle("image/png", MediaTypes.Sniff("PK\x03\x04"u8)));
    }

    [Theory]
    [InlineData("image/png", true)]
    [InlineData("image", false)]
    [InlineData("image/", false)]
    [InlineData("image/p ng", false)]
    [InlineData("image/png; charset=x", false)]
    [InlineData("a/b/c", false)]
    public void A_media_type_has_two_parts_and_nothing_else(string type, bool isValid) => Assert.Equal(isValid, MediaTypes.IsValid(type));
}
