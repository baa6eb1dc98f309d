// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Core.Media;

namespace ChatSecure.Core.Tests.Media;

public sealed class FileHostsTests
{
    private static AccountSettings At(string? host) =>
        new() { Jid = Jid.Parse("alice@example.org"), Server = host is null ? null : new ServerAddress(host, 5222) };

    [Theory]
    [InlineData(null)]
    [InlineData("chat.example.org")]
    [InlineData("93.184.216.34")]
    [InlineData("2606:2800:220:1::1")]
    public void The_files_of_a_public_server_lie_in_public(string? host) =>
        Assert.Equal(["at-home"], FileHosts.Of(At(host), new HashSet<string> { "at-home" }));

    [Theory]
    [InlineData("192.168.1.2")]
    [InlineData("10.1.1.1")]
    [InlineData("fd00::1")]
    public void Those_of_a_server_at_home_may_lie_there(string host)
    {
        var hosts = FileHosts.Of(At(host), new HashSet<string>());
        Assert.Equal(new HashSet<string> { host, "example.org", "upload.example.org" }, hosts.ToHashSet());
    }

    [Fact]
    public void Those_of_a_server_on_this_machine_may_lie_here() =>
        Assert.Contains("localhost", FileHosts.Of(At("127.0.0.1"), new HashSet<string>()));
}
