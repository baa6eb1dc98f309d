// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Core.Groups;
using ChatSecure.Errors;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Core.Tests.Accounts;

public sealed class RoomServicesTests : IAsyncLifetime
{
    private const string Info = "http://jabber.org/protocol/disco#info";
    private static readonly Jid _account = Jid.Parse("alice@example.test");

    private readonly ScriptedXmppServer _server = ScriptedXmppServer.Start();
    private readonly DiscoveryModule _discovery = new("pc", "Tea House");
    private readonly XmppClient _client;

    public RoomServicesTests()
    {
        _server.OnIq("get", "query", Info, Answer);
        _server.OnIq(
            "get",
            "query",
            "http://jabber.org/protocol/disco#items",
            _ => XmppElement.Parse("<query xmlns='http://jabber.org/protocol/disco#items'><item jid='rooms.example.test'/></query>"u8)
        );
        _client = new(ScriptedAccount.Options(_server, _account, _discovery));
    }

    public async ValueTask InitializeAsync() => await _client.ConnectAsync(TestContext.Current.CancellationToken);

    /// <summary>A brand names the service of its groups, as data; without that the account's server is asked.</summary>
    [Theory]
    [InlineData("conference.tea.example", "conference.tea.example")]
    [InlineData(null, "rooms.example.test")]
    public async Task New_rooms_are_made_where_the_brand_says_or_at_the_account_s_server(string? preferred, string expected)
    {
        var services = new RoomServices(_account, _discovery, preferred);
        Assert.Equal(Jid.Parse(expected), await services.FindOwnAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_service_of_the_brand_that_has_no_rooms_is_not_used()
    {
        var services = new RoomServices(_account, _discovery, "web.tea.example");
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => services.FindOwnAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ErrorKind.NotSupported, refused.Kind);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static XmppElement Answer(IqStanza request) =>
        XmppElement.Parse(
            Encoding.UTF8.GetBytes(
                request.To?.Domain is { } domain
                && (domain.StartsWith("rooms.", StringComparison.Ordinal) || domain.StartsWith("conference.", StringComparison.Ordinal))
                    ? $"<query xmlns='{Info}'><identity category='conference' type='text'/><feature var='http://jabber.org/protocol/muc'/></query>"
                    : $"<query xmlns='{Info}'><identity category='server' type='im'/></query>"
            )
        );
}
