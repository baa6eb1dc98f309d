// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;

namespace ChatSecure.Abstractions.Tests.Accounts;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("example.org:5222", "example.org", 5222)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("bücher.example:5222", "bücher.example", 5222)]
    public void A_host_and_a_port_are_read(string text, string host, int port)
    {
        Assert.True(ServerAddress.TryParse(text, TlsMode.Direct, out var address));
        Assert.Equal(new(host, port, TlsMode.Direct), address);
    }

    [Theory]
    [InlineData("example.org", "example.org")]
    [InlineData("[::1]", "::1")]
    public void Without_a_port_it_is_the_usual_one_if_there_is_any(string text, string host)
    {
        Assert.False(ServerAddress.TryParse(text, TlsMode.StartTls, out _));
        Assert.True(ServerAddress.TryParse(text, TlsMode.StartTls, out var address, 5222));
        Assert.Equal(new(host, 5222), address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":5222")]
    [InlineData("example.org:")]
    [InlineData("example.org:0")]
    [InlineData("example.org:65536")]
    [InlineData("example.org:+5222")]
    [InlineData("example.org: 5222")]
    [InlineData("example.org:52:22")]
    [InlineData("::1:5222")]
    [InlineData("::1")]
    [InlineData("[::1")]
    [InlineData("[]:5222")]
    [InlineData("[127.0.0.1]:5222")]
    [InlineData("[example.org]:5222")]
    [InlineData("[::1]5222")]
    [InlineData("exa mple.org:5222")]
    [InlineData("https://example.org:5222")]
    [InlineData("user@example.org:5222")]
    public void Anything_else_is_none(string? text) => Assert.False(ServerAddress.TryParse(text, TlsMode.StartTls, out _, 5222));

    [Fact]
    public void A_name_that_no_dns_has_is_none() =>
        Assert.False(ServerAddress.TryParse($"{new string('a', 300)}:5222", TlsMode.StartTls, out _));
}
