// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Transport;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>Accounts that share a proxy are told apart by it, so that Tor ties none to another.</summary>
public sealed class IsolationTests
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");

    [Fact]
    public async Task Each_account_gets_its_own_user_if_isolation_is_asked()
    {
        var alice = await LoginAsync("alice", isolate: true);

        Assert.Equal(alice, await LoginAsync("alice", isolate: true));
        Assert.NotEqual(alice, await LoginAsync("bob", isolate: true));
        Assert.DoesNotContain("alice", alice, StringComparison.Ordinal);
        Assert.Null(await LoginAsync("alice", isolate: false));
    }

    [Fact]
    public void A_user_that_was_given_stays()
    {
        var proxy = ProxyAddress.Parse("socks5://user:password@127.0.0.1:9050").Isolate(_alice);

        Assert.Equal(("user", "password"), (proxy.User, proxy.Password));
    }

    [Fact]
    public void An_HTTP_proxy_gets_no_user_that_nobody_gave() =>
        Assert.Null(ProxyAddress.Parse("http://127.0.0.1:8080").Isolate(_alice).User);

    [Fact]
    public void All_resources_of_an_account_are_one() =>
        Assert.Equal(
            ProxyAddress.Parse("socks5://127.0.0.1:9050").Isolate(_alice).User,
            ProxyAddress.Parse("socks5://127.0.0.1:9050").Isolate(Jid.Parse("alice@example.test/phone")).User
        );

    private static async Task<string?> LoginAsync(string user, bool isolate)
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeSocksProxy(server.Address.Port) { Method = isolate ? (byte)2 : (byte)0 };
        await using var client = new TestClient(TestClient.Options(server, user) with { Proxy = proxy.Url(), IsolateProxy = isolate });
        await client.Client.ConnectAsync();
        return proxy.Login;
    }
}
