// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Routing;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Client;

/// <summary>Whoever asks without end gets answers with an end.</summary>
public sealed class FloodTests
{
    private const string Query = "<query xmlns='http://jabber.org/protocol/disco#info'/>";

    [Theory]
    [InlineData("get", Query)]
    [InlineData("get", "<unknown xmlns='urn:x'/>")]
    [InlineData("set", "<unknown xmlns='urn:x'/>")]
    public async Task A_flood_of_requests_is_answered_up_to_a_bound(string type, string payload)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await ConnectAsync(server);
        await using var _ = client;

        for (var i = 0; i < 50; i++)
        {
            await session.SendXmlAsync($"<iq type='{type}' id='f{i}' from='mallory@evil.example/{i}'>{payload}</iq>");
        }

        Assert.Equal(["f0", "f1", "f2", "end"], await AnsweredAsync(session));
    }

    [Fact]
    public async Task Others_are_answered_while_one_floods()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await ConnectAsync(server);
        await using var _ = client;

        for (var i = 0; i < 10; i++)
        {
            await session.SendXmlAsync($"<iq type='get' id='f{i}' from='mallory@evil.example/x'>{Query}</iq>");
        }

        await session.SendXmlAsync($"<iq type='get' id='bob' from='bob@example.test/x'>{Query}</iq>");
        Assert.Equal(["f0", "f1", "f2", "bob", "end"], await AnsweredAsync(session));
    }

    [Theory]
    [InlineData("")]
    [InlineData("from='example.test'")]
    [InlineData("from='alice@example.test/other'")]
    public async Task Our_own_server_and_devices_are_always_answered(string from)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await ConnectAsync(server);
        await using var _ = client;

        for (var i = 0; i < 20; i++)
        {
            await session.SendXmlAsync($"<iq type='get' id='o{i}' {from}>{Query}</iq>");
        }

        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => $"o{i}"), "end"], await AnsweredAsync(session));
    }

    [Fact]
    public async Task A_sender_whose_address_can_not_be_read_has_a_bound_too()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await ConnectAsync(server);
        await using var _ = client;

        for (var i = 0; i < 20; i++)
        {
            await session.SendXmlAsync($"<iq type='get' id='f{i}' from='@@{i}'>{Query}</iq>");
        }

        Assert.Equal(["f0", "f1", "f2", "end"], await AnsweredAsync(session));
    }

    private static Task<(TestClient Client, ScriptedSession Session)> ConnectAsync(ScriptedXmppServer server) =>
        TestClient.ConnectAsync(
            server,
            options =>
                options with
                {
                    Modules = [new DiscoveryModule()],
                    ReactionLimits = new ReactionLimits { Answers = new(3, 1, 100, 1) },
                },
            new FakeTimeProvider()
        );

    // The ids of what was answered, up to a question of our own server, which comes behind all the others.
    private static async Task<IReadOnlyList<string>> AnsweredAsync(ScriptedSession session)
    {
        await session.SendXmlAsync($"<iq type='get' id='end'>{Query}</iq>");
        var ids = new List<string>();
        while (ids.LastOrDefault() != "end")
        {
            ids.Add((await session.ExpectAsync("iq"))["id"]!);
        }

        return ids;
    }
}
