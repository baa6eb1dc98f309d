// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Client;

public sealed class RequestTests
{
    private static readonly Jid _bob = Jid.Parse("bob@example.test/phone");

    [Theory]
    [InlineData("bob@example.test/phone", "bob@example.test/phone", true)]
    [InlineData("bob@example.test/phone", "bob@example.test", false)]
    [InlineData("bob@example.test/phone", "mallory@example.test/phone", false)]
    [InlineData("bob@example.test/phone", null, false)]
    [InlineData("bob@example.test/phone", "not a jid@@", false)]
    [InlineData("example.test", "example.test", true)]
    [InlineData("example.test", null, false)]
    [InlineData(null, null, true)]
    [InlineData(null, "alice@example.test", true)]
    [InlineData(null, "OWN", true)]
    [InlineData(null, "alice@example.test/other", false)]
    [InlineData(null, "example.test", false)]
    [InlineData(null, "not a jid@@", false)]
    [InlineData("alice@example.test", null, true)]
    [InlineData("alice@example.test", "alice@example.test", true)]
    [InlineData("alice@example.test", "example.test", false)]
    public async Task An_answer_counts_only_from_who_was_asked(string? to, string? from, bool counts)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        from = from == "OWN" ? session.Address.ToString() : from;

        var asking = client.Client.RequestAsync(NewRequest(to is null ? null : Jid.Parse(to)));
        var id = (await session.ExpectAsync("iq"))["id"];
        await session.SendAsync(Answer(id, "result", from, "first"));
        await session.SendAsync(Answer(id, "result", to ?? "alice@example.test", "second"));

        var answer = await asking.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(counts ? "first" : "second", answer.Payload!.Text);
    }

    [Fact]
    public async Task Another_kind_of_stanza_with_the_same_id_is_no_answer()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        var asking = client.Client.RequestAsync(NewRequest(_bob));
        var id = (await session.ExpectAsync("iq"))["id"]!;
        await session.SendXmlAsync($"<message type='result' id='{id}' from='{_bob}'><body>no</body></message>");
        await session.SendXmlAsync($"<presence type='result' id='{id}' from='{_bob}'/>");
        await session.SendXmlAsync($"<iq type='odd' id='{id}' from='{_bob}'/>");
        await client.MessageAsync();
        Assert.False(asking.IsCompleted);
        await session.SendAsync(Answer(id, "result", _bob.ToString(), "yes"));

        Assert.Equal("yes", (await asking.WaitAsync(TimeSpan.FromSeconds(10))).Payload!.Text);
    }

    [Fact]
    public async Task Ids_can_not_be_guessed()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        Task[] asking = [client.Client.RequestAsync(NewRequest(_bob)), client.Client.RequestAsync(NewRequest(_bob))];
        var (first, second) = ((await session.ExpectAsync("iq"))["id"]!, (await session.ExpectAsync("iq"))["id"]!);
        await client.DisposeAsync();

        Assert.Equal((32, 32), (first.Length, second.Length));
        Assert.NotEqual(first[..16], second[..16]);
        await Assert.ThrowsAsync<ChatSecureException>(() => Task.WhenAll(asking));
    }

    [Fact]
    public async Task An_error_answer_is_an_exception_with_its_condition()
    {
        await using var server = ScriptedXmppServer.Start();
        server.OnIq("get", "query", "test", _ => throw new StanzaErrorException("item-not-found"));
        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        var failure = await Assert.ThrowsAsync<StanzaErrorException>(() => client.Client.RequestAsync(NewRequest(_bob)));

        Assert.Equal("item-not-found", failure.Condition);
    }

    [Fact]
    public async Task A_request_without_an_answer_times_out()
    {
        await using var server = ScriptedXmppServer.Start();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (client, session) = await TestClient.ConnectAsync(server, time: time);
        await using var _ = client;

        var asking = client.Client.RequestAsync(NewRequest(_bob));
        await session.ExpectAsync("iq");
        // The clock of the wait may start a moment after the server has the request.
        for (var i = 0; i < 1000 && !asking.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.Equal(ErrorKind.TimedOut, (await Assert.ThrowsAsync<ChatSecureException>(() => asking)).Kind);
    }

    [Fact]
    public async Task A_lost_connection_fails_all_requests()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        var asking = client.Client.RequestAsync(NewRequest(_bob));
        await session.ExpectAsync("iq");
        session.Drop();

        Assert.Equal(ErrorKind.Disconnected, (await Assert.ThrowsAsync<ChatSecureException>(() => asking)).Kind);
    }

    [Fact]
    public async Task A_request_can_be_given_up()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        using var cancellation = new CancellationTokenSource();

        var asking = client.Client.RequestAsync(NewRequest(_bob), cancellation.Token);
        await session.ExpectAsync("iq");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("set")]
    public async Task A_request_that_nobody_handles_is_refused(string type)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendXmlAsync($"<iq type='{type}' id='i1' from='bob@example.test/phone'><query xmlns='unknown'/></iq>");

        var answer = new IqStanza(await session.ExpectAsync("iq"));
        Assert.True(answer is { Type: "error", Id: "i1" });
        Assert.Equal(_bob, answer.To);
        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(answer).Condition);
    }

    [Theory]
    [InlineData("<iq type='get' id='i1'/>")]
    [InlineData("<iq type='get' id='i1'><a xmlns='x'/><b xmlns='x'/></iq>")]
    [InlineData("<iq type='get'><a xmlns='x'/></iq>")]
    [InlineData("<iq type='get' id=''><a xmlns='x'/></iq>")]
    [InlineData("<iq type='odd' id='i1'><a xmlns='x'/></iq>")]
    [InlineData("<iq id='i1'><a xmlns='x'/></iq>")]
    [InlineData("<iq xmlns='jabber:server' type='get' id='i1'><a xmlns='x'/></iq>")]
    [InlineData("<unknown xmlns='x'/>")]
    public async Task A_malformed_request_gets_no_answer_and_harms_nothing(string xml)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendXmlAsync(xml);
        await session.SendXmlAsync("<iq type='get' id='good' from='bob@example.test/phone'><query xmlns='unknown'/></iq>");

        Assert.Equal("good", (await session.ExpectAsync("iq"))["id"]);
    }

    private static IqStanza NewRequest(Jid? to) => new("get", new XmppElement("query", "test"), to);

    private static XmppElement Answer(string? id, string type, string? from, string text) =>
        new XmppElement("iq", Stanza.ClientNamespace)
        {
            ["id"] = id,
            ["type"] = type,
            ["from"] = from,
        }.Add(new XmppElement("query", "test") { Text = text });
}
