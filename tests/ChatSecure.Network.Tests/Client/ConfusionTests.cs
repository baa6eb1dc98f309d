// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Client;

/// <summary>What looks like something else than it is (CVE-2022-22784 and its like), or never comes to its end.</summary>
public sealed class ConfusionTests
{
    private const string Ordinary = "<message from='bob@example.test/x'><body>ordinary</body></message>";

    [Theory]
    [InlineData("<message xmlns='jabber:server' from='bob@example.test/x'><body>evil</body></message>")]
    [InlineData("<message xmlns='urn:evil' from='bob@example.test/x'><body>evil</body></message>")]
    [InlineData("<message xmlns='' from='bob@example.test/x'><body>evil</body></message>")]
    [InlineData("<e:message xmlns:e='jabber:server' from='bob@example.test/x'><body>evil</body></e:message>")]
    [InlineData("<Message from='bob@example.test/x'><body>evil</body></Message>")]
    [InlineData("<wrap xmlns='urn:evil'><message xmlns='jabber:client' from='bob@example.test/x'><body>evil</body></message></wrap>")]
    public async Task A_stanza_in_another_namespace_or_place_is_none(string xml)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendRawAsync(Encoding.UTF8.GetBytes(xml));
        await session.SendXmlAsync(Ordinary);

        Assert.Equal("ordinary", (await client.MessageAsync()).Stanza.Body);
        Assert.False(client.HasMessage);
    }

    [Fact]
    public async Task A_stanza_whose_prefix_means_the_right_namespace_is_one()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendRawAsync(
            "<c:message xmlns:c='jabber:client' xmlns='urn:evil' from='bob@example.test/x'><body>evil</body><c:body>good</c:body></c:message>"u8.ToArray()
        );

        Assert.Equal("good", (await client.MessageAsync()).Stanza.Body);
    }

    [Theory]
    [InlineData("<body xmlns='urn:evil'>evil</body>")]
    [InlineData("<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>evil</body></html>")]
    [InlineData("<message from='carol@example.test'><body>evil</body></message>")]
    [InlineData("<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>evil</body></message></forwarded>")]
    public async Task What_only_looks_like_a_body_is_not_read(string content)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendRawAsync(Encoding.UTF8.GetBytes($"<message from='bob@example.test/x'>{content}</message>"));
        await session.SendXmlAsync(Ordinary);

        var first = await client.MessageAsync();
        Assert.Equal(("bob@example.test/x", null), (first.Stanza.From.ToString(), first.Stanza.Body));
        Assert.Equal("ordinary", (await client.MessageAsync()).Stanza.Body);
        Assert.False(client.HasMessage);
    }

    [Fact]
    public async Task Marked_up_text_is_not_asked_for()
    {
        var discovery = new DiscoveryModule();
        await using var server = ScriptedXmppServer.Start();
        var (client, _) = await TestClient.ConnectAsync(server, options => options with { Modules = [discovery] });
        await using var __ = client;

        Assert.DoesNotContain("http://jabber.org/protocol/xhtml-im", discovery.OwnInfo.Features);
    }

    [Theory]
    [InlineData("<command xmlns='http://jabber.org/protocol/commands' node='http://jabber.org/protocol/rc#set-status' action='execute'/>")]
    [InlineData("<command xmlns='http://jabber.org/protocol/commands' node='http://jabber.org/protocol/rc#forward'/>")]
    [InlineData("<query xmlns='jabber:iq:rpc'><methodCall/></query>")]
    [InlineData("<query xmlns='jabber:iq:oob'><url>https://evil.example/</url></query>")]
    public async Task A_command_of_others_is_refused_and_none_is_offered(string payload)
    {
        var discovery = new DiscoveryModule();
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { Modules = [discovery] });
        await using var _ = client;

        foreach (var from in (string[])["mallory@evil.example/x", "alice@example.test", "example.test"])
        {
            await session.SendXmlAsync($"<iq type='set' id='c' from='{from}'>{payload}</iq>");
            var reply = await session.ExpectAsync("iq");
            Assert.Equal(("error", from), (reply["type"], reply["to"]));
            Assert.NotNull(reply.Children[0].Child("service-unavailable", "urn:ietf:params:xml:ns:xmpp-stanzas"));
        }

        Assert.DoesNotContain(discovery.OwnInfo.Features, feature => feature.Contains("commands", StringComparison.Ordinal));
        Assert.DoesNotContain(discovery.OwnInfo.Features, feature => feature.Contains(":rpc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_priority_out_of_range_harms_nothing()
    {
        var presence = new PresenceModule(new CapabilitiesModule(new DiscoveryModule()));
        var seen = new TaskCompletionSource<Contacts.Availability>();
        presence.AvailabilityChanged = (_, availability, _) =>
        {
            seen.TrySetResult(availability);
            return ValueTask.CompletedTask;
        };
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { Modules = [presence] });
        await using var _ = client;

        await session.SendXmlAsync(
            "<presence from='bob@example.test/x'><show>away</show><priority>99999999999999999999</priority></presence>"
        );

        Assert.Equal(Contacts.Availability.Away, await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_stanza_that_never_ends_is_no_sign_of_life()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (client, session) = await TestClient.ConnectAsync(server, time: time);
        await using var _ = client;

        await session.SendRawAsync("<message from='bob@example.test/x'><body>"u8.ToArray());
        var lost = client.ReachAsync(ConnectionState.Connecting);
        for (var i = 0; i < 20 && !lost.IsCompleted; i++)
        {
            try
            {
                await session.SendRawAsync("x"u8.ToArray());
            }
            catch (Exception e) when (e is ObjectDisposedException or IOException)
            {
                break;
            }

            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(20);
        }

        Assert.Equal(ErrorKind.Disconnected, (await lost).Reason);
    }
}
