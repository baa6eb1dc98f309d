// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Carbons;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class CarbonsTests
{
    private const string Received =
        "<message xmlns='jabber:client' from='romeo@montague.example/orchard' to='juliet@capulet.example/chamber' type='chat'><body>Hi</body>"
        + "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='a1'/></message>";
    private const string Sent =
        "<message xmlns='jabber:client' from='juliet@capulet.example/chamber' to='romeo@montague.example' type='chat'><body>Hi</body></message>";

    private readonly CarbonsModule _module = new();
    private readonly FakeXmppSession _session;

    public CarbonsTests() => _session = With(_module);

    [Fact]
    public async Task Carbons_are_enabled_when_a_session_starts()
    {
        _session.Answer("set", "enable", "urn:xmpp:carbons:2", _ => null);

        await _session.StartAsync();

        Assert.True(_module.IsEnabled);
        Assert.Null(_session.Requests[0].To);
    }

    [Fact]
    public async Task A_server_without_carbons_costs_nothing_but_the_copies()
    {
        await _session.StartAsync();

        Assert.False(_module.IsEnabled);
    }

    [Fact]
    public async Task A_resumed_stream_keeps_carbons_as_they_are()
    {
        await _session.StartAsync(resumed: true);

        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task A_received_copy_is_unwrapped()
    {
        await _session.ReceiveMessageAsync(Carbon("received", Received));

        var message = Assert.Single(_session.Delivered);
        Assert.Equal((MessageSource.Carbon, MessageDirection.Incoming, "a1"), (message.Source, message.Direction, message.ArchiveId));
        Assert.Equal(("Hi", Peer), (message.Stanza.Body, message.Stanza.From!.Value.Bare));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), message.Stamp);
        Assert.Empty(_session.Ordinary);
    }

    [Fact]
    public async Task A_sent_copy_is_unwrapped_as_outgoing()
    {
        await _session.ReceiveMessageAsync(Carbon("sent", Sent));

        Assert.Equal(MessageDirection.Outgoing, Assert.Single(_session.Delivered).Direction);
    }

    [Theory]
    [InlineData("romeo@montague.example")]
    [InlineData("romeo@montague.example/orchard")]
    [InlineData("juliet@capulet.example/chamber")]
    [InlineData("capulet.example")]
    [InlineData("juliet@capulet.example.evil.example")]
    [InlineData("@")]
    [InlineData(null)]
    public async Task A_carbon_that_our_bare_address_did_not_send_is_dropped_as_a_whole(string? from)
    {
        await _session.ReceiveMessageAsync(Carbon("received", Received, from));
        await _session.ReceiveMessageAsync(Carbon("sent", Sent, from));

        AssertDropped();
    }

    [Theory]
    [InlineData("groupchat")]
    [InlineData("error")]
    public async Task A_carbon_in_a_message_of_another_type_is_dropped(string type)
    {
        await _session.ReceiveMessageAsync(
            Carbon("received", Received).Replace("type='chat' id='c1'", $"type='{type}'", StringComparison.Ordinal)
        );

        AssertDropped();
    }

    [Fact]
    public async Task A_carbon_of_a_groupchat_message_is_dropped()
    {
        await _session.ReceiveMessageAsync(
            Carbon("received", Received.Replace("type='chat'", "type='groupchat'", StringComparison.Ordinal))
        );

        AssertDropped();
    }

    [Fact]
    public async Task A_nested_carbon_is_dropped()
    {
        var nested = Carbon("received", Received).Replace("<message from", "<message xmlns='jabber:client' from", StringComparison.Ordinal);
        await _session.ReceiveMessageAsync(Carbon("received", nested));

        AssertDropped();
    }

    [Fact]
    public async Task An_archive_result_in_a_carbon_is_dropped()
    {
        var result = Received.Replace("<body>Hi</body>", "<result xmlns='urn:xmpp:mam:2' id='1'/>", StringComparison.Ordinal);
        await _session.ReceiveMessageAsync(Carbon("received", result));

        AssertDropped();
    }

    [Fact]
    public async Task A_received_copy_to_somebody_else_is_dropped()
    {
        await _session.ReceiveMessageAsync(
            Carbon(
                "received",
                Received.Replace("to='juliet@capulet.example/chamber'", "to='nurse@capulet.example'", StringComparison.Ordinal)
            )
        );

        AssertDropped();
    }

    [Fact]
    public async Task A_sent_copy_from_somebody_else_is_dropped()
    {
        await _session.ReceiveMessageAsync(Carbon("sent", Received));

        AssertDropped();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<forwarded xmlns='urn:xmpp:forward:0'/>")]
    [InlineData(
        "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:server' from='a@x.example' to='juliet@capulet.example'/></forwarded>"
    )]
    [InlineData("<forwarded xmlns='urn:xmpp:forward:0'><iq xmlns='jabber:client' type='get'/></forwarded>")]
    public async Task A_carbon_without_exactly_one_message_is_dropped(string content)
    {
        await _session.ReceiveMessageAsync(
            $"<message from='juliet@capulet.example'><received xmlns='urn:xmpp:carbons:2'>{content}</received></message>"
        );

        AssertDropped();
    }

    [Fact]
    public async Task Two_carbons_in_one_message_are_dropped()
    {
        var one = Carbon("received", Received);
        var wrapper = one[one.IndexOf("<received", StringComparison.Ordinal)..one.LastIndexOf("</message>", StringComparison.Ordinal)];
        await _session.ReceiveMessageAsync(one.Replace(wrapper, wrapper + wrapper, StringComparison.Ordinal));

        AssertDropped();
    }

    [Fact]
    public async Task A_bare_forwarded_message_is_not_unwrapped()
    {
        await _session.ReceiveMessageAsync(
            $"<message from='juliet@capulet.example'><forwarded xmlns='urn:xmpp:forward:0'>{Sent}</forwarded></message>"
        );

        Assert.Empty(_session.Delivered);
        Assert.Single(_session.Ordinary);
    }

    private void AssertDropped()
    {
        Assert.Empty(_session.Delivered);
        Assert.Empty(_session.Ordinary);
    }

    private static string Carbon(string kind, string message, string? from = "juliet@capulet.example") =>
        $"<message{(from is null ? "" : $" from='{from}'")} to='juliet@capulet.example/balcony' type='chat' id='c1'>"
        + $"<{kind} xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
        + $"<delay xmlns='urn:xmpp:delay' stamp='2026-01-02T03:04:05Z'/>{message}</forwarded></{kind}></message>";
}
