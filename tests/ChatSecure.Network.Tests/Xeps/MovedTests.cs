// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Moved;
using ChatSecure.Network.Xeps.PubSub;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class MovedTests
{
    private const string PubSub = "http://jabber.org/protocol/pubsub";
    private static readonly Jid New = Jid.Parse("romeo@verona.example");
    private static readonly MovedClaim Claim = new(New, Peer);

    private readonly MemoryRosterStore _roster = new();
    private readonly MovedModule _module;
    private readonly List<MovedClaim> _claims = [];
    private readonly FakeXmppSession _session;

    public MovedTests()
    {
        var pubSub = new PubSubModule();
        _module = new(pubSub, _roster)
        {
            Claimed = (claim, _) =>
            {
                _claims.Add(claim);
                return ValueTask.CompletedTask;
            },
        };
        _session = With(pubSub, _module);
        PutContact(SubscriptionState.Both);
    }

    [Fact]
    public async Task A_claim_is_told_and_nothing_happens_by_itself()
    {
        await ReceiveAsync("romeo@verona.example", "<moved xmlns='urn:xmpp:moved:1'><old-jid>romeo@montague.example</old-jid></moved>");

        Assert.Equal([Claim], _claims);
        Assert.Empty(_session.Requests);
        Assert.Empty(_session.Sent);
    }

    [Theory]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'><old-jid>romeo@montague.example/orchard</old-jid></moved>")]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'><old-jid>romeo@verona.example</old-jid></moved>")]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'><old-jid>a@x.example</old-jid><old-jid>b@x.example</old-jid></moved>")]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'/>")]
    [InlineData("<moved xmlns='urn:xmpp:moved:0'><old-jid>romeo@montague.example</old-jid></moved>")]
    [InlineData("")]
    public async Task A_claim_that_is_malformed_is_none(string moved)
    {
        await ReceiveAsync("romeo@verona.example", moved);

        Assert.Empty(_claims);
    }

    [Fact]
    public async Task What_the_old_account_confirms_is_true()
    {
        Answer(Statement("romeo@verona.example"));

        Assert.True(await _module.VerifyAsync(Claim));
        Assert.Equal(Peer, _session.Requests[0].To);
        Assert.Equal("current", _session.Requests[0].Payload!.Children[0].Children[0]["id"]);
    }

    [Theory]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'><new-jid>tybalt@verona.example</new-jid></moved>")]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'><new-jid>romeo@verona.example/x</new-jid></moved>")]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'><new-jid>romeo@verona.example</new-jid><new-jid>a@x.example</new-jid></moved>")]
    [InlineData("<moved xmlns='urn:xmpp:moved:1'/>")]
    [InlineData("<moved xmlns='evil'><new-jid>romeo@verona.example</new-jid></moved>")]
    public async Task What_the_old_account_does_not_confirm_is_false(string statement)
    {
        Answer($"<item id='current'>{statement}</item>");

        Assert.False(await _module.VerifyAsync(Claim));
    }

    [Fact]
    public async Task Without_a_statement_a_claim_is_false()
    {
        Answer("");
        Assert.False(await _module.VerifyAsync(Claim));

        Answer(Statement("romeo@verona.example", "other"));
        Assert.False(await _module.VerifyAsync(Claim));

        _session.Answer("get", "pubsub", PubSub, _ => throw new StanzaErrorException("forbidden", "auth"));
        Assert.False(await _module.VerifyAsync(Claim));

        _session.Answer("get", "pubsub", PubSub, _ => "<pubsub xmlns='evil'/>");
        Assert.False(await _module.VerifyAsync(Claim));
    }

    [Fact]
    public async Task A_lost_connection_is_no_answer()
    {
        _session.Answer("get", "pubsub", PubSub, _ => throw new ChatSecureException(ErrorKind.Disconnected, "Gone."));

        await Assert.ThrowsAsync<ChatSecureException>(() => _module.VerifyAsync(Claim));
    }

    [Theory]
    [InlineData(SubscriptionState.None)]
    [InlineData(SubscriptionState.To)]
    public async Task Who_could_not_see_our_presence_has_not_moved(SubscriptionState subscription)
    {
        PutContact(subscription);
        Answer(Statement("romeo@verona.example"));

        Assert.False(await _module.VerifyAsync(Claim));
        Assert.False(await _module.VerifyAsync(new(New, Jid.Parse("stranger@x.example"))));
        Assert.Empty(_session.Requests);
    }

    [Theory]
    [InlineData("gone", "xmpp:romeo@verona.example", true)]
    [InlineData("gone", "xmpp:tybalt@verona.example", false)]
    [InlineData("gone", "xmpp:romeo@verona.example?roster", false)]
    [InlineData("gone", "romeo@verona.example", false)]
    [InlineData("gone", "", false)]
    [InlineData("redirect", "xmpp:romeo@verona.example", false)]
    public async Task An_account_that_is_gone_may_say_where_to(string condition, string text, bool expected)
    {
        _session.AnswerLater("get", "pubsub", PubSub, _ => throw StanzaErrorException.FromStanza(Error(condition, text)));

        Assert.Equal(expected, await _module.VerifyAsync(Claim));
    }

    [Fact]
    public async Task We_say_where_we_have_moved_to_those_who_may_see_us()
    {
        _session.Answer("set", "pubsub", PubSub, _ => null);
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ => $"<query xmlns='{DiscoInfo.Namespace}'><feature var='{PubSub}#publish-options'/></query>"
        );

        await _module.PublishAsync(New);

        var pubsub = _session.Requests[^1].Payload!;
        Assert.Equal("romeo@verona.example", pubsub.Child("publish", PubSub)!.Children[0].Children[0].Children[0].Text);
        Assert.Equal("presence", DataForm.Read(pubsub.Child("publish-options", PubSub)!.Children[0])!["pubsub#access_model"]?.Value);
        await Assert.ThrowsAsync<ArgumentException>(() => _module.PublishAsync(Me));
        await Assert.ThrowsAsync<ArgumentException>(() => _module.PublishAsync(New.WithResource("x")));
    }

    [Fact]
    public async Task Our_contacts_are_told_in_a_request()
    {
        await _module.NotifyAsync(Peer.WithResource("x"), Jid.Parse("juliet@old.example/y"));

        var request = Assert.IsType<PresenceStanza>(Assert.Single(_session.Sent));
        Assert.Equal(("subscribe", Peer), (request.Type, request.To));
        Assert.Equal("juliet@old.example", request.Element.Children[0].Children[0].Text);
    }

    private static string Statement(string jid, string id = "current") =>
        $"<item id='{id}'><moved xmlns='urn:xmpp:moved:1'><new-jid>{jid}</new-jid></moved></item>";

    private static IqStanza Error(string condition, string text) =>
        new(
            ParseXml(
                $"<iq type='error' id='x'><error type='cancel'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{text}</{condition}></error></iq>"
            )
        );

    private void PutContact(SubscriptionState subscription) => _roster.Put(new() { Jid = Peer, Subscription = subscription });

    private void Answer(string items) =>
        _session.Answer("get", "pubsub", PubSub, _ => $"<pubsub xmlns='{PubSub}'><items node='urn:xmpp:moved:1'>{items}</items></pubsub>");

    private Task ReceiveAsync(string from, string content) =>
        _session.ReceivePresenceAsync($"<presence type='subscribe' from='{from}'>{content}</presence>");
}
