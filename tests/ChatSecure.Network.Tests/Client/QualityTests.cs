// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Client;

public sealed class QualityTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Without_a_connection_there_is_no_quality()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var client = new TestClient(TestClient.Options(server));

        Assert.Null(client.Client.Quality);
    }

    [Fact]
    public async Task Acknowledgements_tell_how_long_the_server_takes()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var (client, session) = await TestClient.ConnectAsync(server, time: _time);
        await using var _ = client;
        Assert.Null(client.Client.Quality!.RoundTrip);

        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(Jid.Parse("bob@example.test")) { Body = "hello" });
        await session.ExpectAsync("message");
        await session.ExpectAsync("r");
        _time.Advance(TimeSpan.FromMilliseconds(250));
        var waiting = client.Client.Quality!;
        Assert.Equal((1, TimeSpan.FromMilliseconds(250), null), (waiting.Unacknowledged, waiting.Waiting!.Value, waiting.RoundTrip));
        await session.SendXmlAsync("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        await acknowledged.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(
            new ConnectionQuality(TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(125), null, TimeSpan.Zero, 0),
            client.Client.Quality
        );
    }

    [Fact]
    public async Task A_ping_tells_it_where_the_server_counts_nothing()
    {
        await using var server = ScriptedXmppServer.Start(new() { StreamManagement = false });
        var (client, _) = await TestClient.ConnectAsync(server, time: _time);
        await using var __ = client;

        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(Jid.Parse("bob@example.test")) { Body = "hello" });
        await acknowledged.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.Zero, client.Client.Quality!.RoundTrip);
    }
}
