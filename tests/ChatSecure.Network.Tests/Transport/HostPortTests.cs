// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Tests.Transport;

public sealed class HostPortTests
{
    [Theory]
    [InlineData("example.org", "example.org", 5222, "example.org:5222")]
    [InlineData("example.org:9222", "example.org", 9222, "example.org:9222")]
    [InlineData("192.0.2.1:5223", "192.0.2.1", 5223, "192.0.2.1:5223")]
    [InlineData("[2001:41D0:1:A49b::1]:9222", "2001:41D0:1:A49b::1", 9222, "[2001:41D0:1:A49b::1]:9222")]
    [InlineData("[2001:41D0:1:A49b::1]", "2001:41D0:1:A49b::1", 5222, "[2001:41D0:1:A49b::1]:5222")]
    public void A_place_is_read_and_written(string text, string host, int port, string written)
    {
        Assert.True(HostPort.TryParse(text, out var place));
        Assert.Equal(new(host, port), place);
        Assert.Equal(written, place.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":5222")]
    [InlineData("example.org:")]
    [InlineData("example.org:0")]
    [InlineData("example.org:65536")]
    [InlineData("example.org:-1")]
    [InlineData("example.org: 5222")]
    [InlineData("example.org:5222/x")]
    [InlineData("user@example.org")]
    [InlineData("exa mple.org")]
    [InlineData("2001:41D0:1:A49b::1")]
    [InlineData("[example.org]:5222")]
    [InlineData("[192.0.2.1]:5222")]
    [InlineData("[2001:41D0:1:A49b::1")]
    [InlineData("[2001:41D0:1:A49b::1]5222")]
    [InlineData("http://example.org")]
    public void Anything_else_is_no_place(string? text) => Assert.False(HostPort.TryParse(text, out _));

    [Fact]
    public void A_name_without_end_is_no_place() => Assert.False(HostPort.TryParse(new string('a', 300), out _));
}
