// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xeps.Roster;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class RosterTests : IDisposable
{
    private const string Namespace = "jabber:iq:roster";
    private readonly MemoryRosterStore _store = new();
    private readonly RosterModule _module;
    private readonly FakeXmppSession _session;
    private readonly List<(Contact Contact, bool IsRemoved)> _changes = [];

    public RosterTests()
    {
        _module = new(_store)
        {
            Changed = (contact, isRemoved, _) =>
            {
                _changes.Add((contact, isRemoved));
                return ValueTask.CompletedTask;
            },
        };
        _session = With(_module);
    }

    public void Dispose() => _module.Dispose();

    [Fact]
    public async Task The_roster_is_fetched_and_stored_when_a_session_starts()
    {
        AnswerRoster(
            "<query xmlns='jabber:iq:roster' ver='v1'><item jid='romeo@montague.example' name='Romeo' subscription='both'><group>Friends</group></item>"
                + "<item jid='nurse@capulet.example' ask='subscribe'/></query>"
        );

        await _session.StartAsync();

        var romeo = _store.Contacts["romeo@montague.example"];
        Assert.Equal(("Romeo", SubscriptionState.Both), (romeo.Name, romeo.Subscription));
        Assert.Equal(["Friends"], romeo.Groups);
        Assert.True(_store.Contacts["nurse@capulet.example"].IsPendingOut);
        Assert.Equal("v1", _store.Version);
        Assert.Equal(2, _changes.Count);
    }

    [Fact]
    public async Task A_resumed_stream_fetches_nothing()
    {
        await _session.StartAsync(resumed: true);

        Assert.Empty(_session.Requests);
    }

    [Theory]
    [InlineData("v7", "v7")]
    [InlineData(null, "")]
    public async Task The_version_is_sent_to_a_server_that_offers_versioning(string? stored, string sent)
    {
        _store.Version = stored;
        _session.StreamFeatures!.Add(new("ver", "urn:xmpp:features:rosterver"));
        AnswerRoster(null);

        await _session.StartAsync();

        Assert.Equal(sent, _session.Requests[0].Payload!["ver"]);
    }

    [Fact]
    public async Task The_version_is_not_sent_to_a_server_that_does_not_offer_versioning()
    {
        _store.Version = "v7";
        AnswerRoster("<query xmlns='jabber:iq:roster'/>");

        await _session.StartAsync();

        Assert.Null(_session.Requests[0].Payload!["ver"]);
    }

    [Fact]
    public async Task An_empty_answer_leaves_the_stored_roster()
    {
        _store.Put(new() { Jid = Peer });
        _store.Version = "v7";
        AnswerRoster(null);

        await _session.StartAsync();

        Assert.Single(_store.Contacts);
        Assert.Equal("v7", _store.Version);
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task Only_differences_of_a_fetched_roster_are_told()
    {
        _store.Put(
            new()
            {
                Jid = Peer,
                Name = "Romeo",
                Groups = ["Friends"],
            }
        );
        _store.Put(new() { Jid = Jid.Parse("paris@verona.example") });
        AnswerRoster(
            "<query xmlns='jabber:iq:roster'><item jid='romeo@montague.example' name='Romeo'><group>Friends</group></item>"
                + "<item jid='nurse@capulet.example'/></query>"
        );

        await _session.StartAsync();

        Assert.Equal(
            [("nurse@capulet.example", false), ("paris@verona.example", true)],
            _changes.Select(change => (change.Contact.Jid.ToString(), change.IsRemoved))
        );
    }

    [Fact]
    public async Task What_the_roster_does_not_say_is_kept()
    {
        _store.Put(
            new()
            {
                Jid = Peer,
                IsBlocked = true,
                IsPendingIn = true,
            }
        );
        AnswerRoster("<query xmlns='jabber:iq:roster'><item jid='romeo@montague.example' subscription='to'/></query>");

        await _session.StartAsync();

        var romeo = _store.Contacts["romeo@montague.example"];
        Assert.True(romeo.IsBlocked);
        Assert.True(romeo.IsPendingIn);
    }

    [Fact]
    public async Task Whoever_sees_us_no_longer_waits_for_an_answer()
    {
        _store.Put(new() { Jid = Peer, IsPendingIn = true });

        await _session.ReceiveIqAsync(Push(null, "<item jid='romeo@montague.example' subscription='from'/>"));

        Assert.False(_store.Contacts["romeo@montague.example"].IsPendingIn);
    }

    [Fact]
    public async Task A_roster_beyond_the_bound_is_cut_off_and_has_no_version()
    {
        var items = Enumerable.Range(0, RosterModule.MaxContacts + 5).Select(n => $"<item jid='u{n}@x.example'/>");
        AnswerRoster($"<query xmlns='jabber:iq:roster' ver='v1'>{string.Concat(items)}</query>");

        await _session.StartAsync();

        Assert.Equal(RosterModule.MaxContacts, _store.Contacts.Count);
        Assert.Null(_store.Version);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("juliet@capulet.example")]
    public async Task A_push_from_our_own_account_is_stored_and_answered(string? from)
    {
        AnswerRoster("<query xmlns='jabber:iq:roster'/>");
        await _session.StartAsync();

        var reply = await _session.ReceiveIqAsync(Push(from, "<item jid='romeo@montague.example' subscription='both'/>", "v8"));

        Assert.Equal("result", reply.Type);
        Assert.Equal(SubscriptionState.Both, _store.Contacts["romeo@montague.example"].Subscription);
        Assert.Equal("v8", _store.Version);
        Assert.Single(_changes);
    }

    [Theory]
    [InlineData("romeo@montague.example/orchard")]
    [InlineData("juliet@capulet.example/balcony")]
    [InlineData("capulet.example")]
    [InlineData("juliet@capulet.example.evil.example")]
    [InlineData("@not an address")]
    [InlineData("")]
    public async Task A_push_from_a_stranger_is_ignored_and_not_answered_with_a_result(string from)
    {
        var reply = await _session.ReceiveIqAsync(Push(from, "<item jid='evil@evil.example' subscription='both'/>"));

        Assert.True(reply.IsError);
        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(reply).Condition);
        Assert.Empty(_store.Contacts);
        Assert.Empty(_changes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<item jid='a@x.example'/><item jid='b@x.example'/>")]
    [InlineData("<item/>")]
    [InlineData("<item jid='@'/>")]
    [InlineData("<item xmlns='evil' jid='a@x.example'/>")]
    public async Task A_push_without_exactly_one_valid_item_is_refused(string items)
    {
        var reply = await _session.ReceiveIqAsync(Push(null, items));

        Assert.Equal("bad-request", StanzaErrorException.FromStanza(reply).Condition);
        Assert.Empty(_store.Contacts);
    }

    [Fact]
    public async Task A_roster_that_nobody_asked_for_changes_nothing()
    {
        var store = new MemoryRosterStore();
        await using var server = ScriptedXmppServer.Start();
        server.OnIq("get", "query", "jabber:iq:roster", _ => new("query", "jabber:iq:roster"));
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { Modules = [new RosterModule(store)] });
        await using var _ = client;

        foreach (var from in (string[])["", "from='alice@example.test'", "from='mallory@evil.example'"])
        {
            await session.SendXmlAsync(
                $"<iq type='result' id='1' {from}><query xmlns='jabber:iq:roster'><item jid='mallory@evil.example' subscription='both'/></query></iq>"
            );
        }

        await session.SendXmlAsync("<iq type='get' id='end'><query xmlns='urn:x'/></iq>");
        await session.ExpectAsync("iq");
        Assert.Empty(store.Contacts);
    }

    [Fact]
    public async Task A_push_removes_a_contact()
    {
        _store.Put(new() { Jid = Peer });

        await _session.ReceiveIqAsync(Push(null, "<item jid='romeo@montague.example' subscription='remove'/>"));

        Assert.Empty(_store.Contacts);
        Assert.True(Assert.Single(_changes).IsRemoved);
    }

    [Fact]
    public async Task A_push_during_the_fetch_is_not_overwritten_by_the_answer()
    {
        var answer = new TaskCompletionSource<XmppElement?>();
        _session.AnswerLater("get", "query", Namespace, _ => answer.Task);
        var start = _session.StartAsync();

        var reply = await _session.ReceiveIqAsync(Push(null, "<item jid='romeo@montague.example' name='New'/>", "v2"));
        answer.SetResult(ParseXml("<query xmlns='jabber:iq:roster' ver='v1'><item jid='romeo@montague.example' name='Old'/></query>"));
        await start;

        Assert.Equal("result", reply.Type);
        Assert.Equal("New", _store.Contacts["romeo@montague.example"].Name);
        Assert.Equal("v2", _store.Version);
    }

    [Fact]
    public async Task A_fetch_that_fails_loses_no_push()
    {
        var answer = new TaskCompletionSource<XmppElement?>();
        _session.AnswerLater("get", "query", Namespace, _ => answer.Task);
        var start = _session.StartAsync();

        await _session.ReceiveIqAsync(Push(null, "<item jid='romeo@montague.example'/>"));
        answer.SetException(new StanzaErrorException("internal-server-error"));

        await Assert.ThrowsAsync<StanzaErrorException>(() => start);
        Assert.Single(_store.Contacts);
    }

    [Fact]
    public async Task A_push_after_a_fetch_that_failed_does_not_hide_what_was_missed()
    {
        _store.Version = "v1";
        await Assert.ThrowsAsync<StanzaErrorException>(() => _session.StartAsync());

        await _session.ReceiveIqAsync(Push(null, "<item jid='romeo@montague.example'/>", "v6"));

        Assert.Single(_store.Contacts);
        Assert.Equal("v1", _store.Version);
    }

    [Fact]
    public async Task A_contact_is_set_with_name_and_groups()
    {
        _session.Answer("set", "query", Namespace, _ => null);

        await _module.SetAsync(Peer.WithResource("orchard"), "Romeo", ["Friends", "Friends"]);

        var item = Assert.Single(_session.Requests[0].Payload!.Children);
        Assert.Equal(("romeo@montague.example", "Romeo"), (item["jid"], item["name"]));
        Assert.Equal("Friends", Assert.Single(item.Children).Text);
        Assert.Null(_session.Requests[0].To);
    }

    [Fact]
    public async Task Removing_who_is_not_there_succeeds()
    {
        _session.Answer("set", "query", Namespace, _ => throw new StanzaErrorException("item-not-found"));

        await _module.RemoveAsync(Peer);

        Assert.Equal("remove", _session.Requests[0].Payload!.Children[0]["subscription"]);
    }

    private void AnswerRoster(string? xml) => _session.Answer("get", "query", Namespace, _ => xml);

    private static string Push(string? from, string items, string? version = null) =>
        $"<iq type='set' id='p1'{(from is null ? "" : $" from='{from}'")}><query xmlns='{Namespace}'{(version is null ? "" : $" ver='{version}'")}>{items}</query></iq>";
}
