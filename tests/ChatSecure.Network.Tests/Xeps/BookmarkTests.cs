// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Bookmarks;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.PrivateStorage;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>Bookmarks (XEP-0402, XEP-0048) and the private storage of old servers (XEP-0049).</summary>
public sealed class BookmarkTests
{
    private const string PubSub = "http://jabber.org/protocol/pubsub";
    private const string Namespace = "urn:xmpp:bookmarks:1";
    private const string Compatible = Namespace + "#compat";
    private const string Options = PubSub + "#publish-options";
    private const string Conversion = "urn:xmpp:bookmarks-conversion:0";
    private const string List =
        "<storage xmlns='storage:bookmarks'><url url='https://x.example'/><conference jid='theplay@chat.example' name='The Play' autojoin='1' colour='red'><nick>JC</nick><minimized xmlns='urn:x'/></conference><conference jid='orchard@chat.example'/></storage>";
    private static readonly Jid Play = Jid.Parse("theplay@chat.example");
    private static readonly Jid Orchard = Jid.Parse("orchard@chat.example");

    private readonly PubSubModule _pubSub = new();
    private readonly BookmarksModule _module;
    private readonly FakeXmppSession _session;
    private readonly List<BookmarkChange> _changes = [];

    public BookmarkTests()
    {
        var discovery = new DiscoveryModule();
        var storage = new PrivateStorageModule();
        _module = new(discovery, _pubSub, storage)
        {
            Changed = (change, _) =>
            {
                _changes.Add(change);
                return ValueTask.CompletedTask;
            },
        };
        _session = With(discovery, _pubSub, storage, _module);
        _session.Answer("set", "pubsub", PubSub, _ => null);
        _session.Answer("set", "query", PrivateStorageModule.Namespace, _ => null);
        AnswerItems(Namespace, "");
    }

    private XmppElement LastPayload => _session.Requests[^1].Payload!;

    [Fact]
    public async Task Bookmarks_are_read_without_what_is_malformed()
    {
        Announce(Compatible, Options);
        AnswerItems(
            Namespace,
            $"<item id='theplay@chat.example'><conference xmlns='{Namespace}' name='The Play' autojoin='1'><nick>JC</nick><password>x</password></conference></item>"
                + $"<item id='orchard@chat.example'><conference xmlns='{Namespace}' autojoin='yes'/></item>"
                + $"<item id='@'><conference xmlns='{Namespace}'/></item>"
                + $"<item id='chat.example'><conference xmlns='{Namespace}'/></item>"
                + $"<item id='a@chat.example/nick'><conference xmlns='{Namespace}'/></item>"
                + "<item id='b@chat.example'><conference xmlns='storage:bookmarks'/></item><item id='c@chat.example'/>"
        );

        Assert.Equal(
            [
                new(Play)
                {
                    Name = "The Play",
                    JoinsAutomatically = true,
                    Nickname = "JC",
                    Password = "x",
                },
                new(Orchard),
            ],
            await _module.FetchAsync()
        );
        Assert.Equal(Me, _session.Requests[^1].To);
    }

    [Fact]
    public async Task A_bookmark_is_published_for_our_own_eyes()
    {
        Announce(Compatible, Options);

        await _module.SaveAsync(
            new(Play)
            {
                Name = "The Play",
                JoinsAutomatically = true,
                Nickname = "JC",
            }
        );

        var item = LastPayload.Child("publish", PubSub)!.Children[0];
        var conference = item.Children[0];
        Assert.Equal(
            ("theplay@chat.example", "The Play", "true", "JC", null),
            (item["id"], conference["name"], conference["autojoin"], conference.Child("nick", Namespace)!.Text, conference["jid"])
        );
        var form = DataForm.Read(LastPayload.Child("publish-options", PubSub)!.Children[0])!;
        Assert.Equal(
            ("whitelist", "max", "never", "true"),
            (
                form["pubsub#access_model"]?.Value,
                form["pubsub#max_items"]?.Value,
                form["pubsub#send_last_published_item"]?.Value,
                form["pubsub#persist_items"]?.Value
            )
        );
    }

    [Fact]
    public async Task A_server_that_can_not_keep_bookmarks_from_others_gets_none()
    {
        Announce(Compatible);
        Assert.Equal(ErrorKind.NotSupported, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.SaveAsync(new(Play)))).Kind);
        await _session.StartAsync();
        Announce(Conversion);
        Assert.Equal(ErrorKind.NotSupported, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.SaveAsync(new(Play)))).Kind);

        Assert.DoesNotContain(_session.Requests, request => request.Type == "set");
    }

    [Fact]
    public async Task What_other_clients_added_stays()
    {
        Announce(Compatible, Options);
        AnswerItems(
            Namespace,
            $"<item id='theplay@chat.example'><conference xmlns='{Namespace}' name='Old' autojoin='1' colour='red'><nick>Old</nick><extensions><state xmlns='urn:client' minimized='true'/></extensions><unknown xmlns='urn:x'/></conference></item>"
        );

        await _module.SaveAsync(new(Play) { Name = "New" });

        var conference = LastPayload.Child("publish", PubSub)!.Children[0].Children[0];
        Assert.Equal(("New", "false", "red"), (conference["name"], conference["autojoin"], conference["colour"]));
        Assert.Equal(["extensions", "unknown"], conference.Children.Select(child => child.Name));
        Assert.Equal("true", conference.Children[0].Child("state", "urn:client")!["minimized"]);
    }

    [Fact]
    public async Task A_bookmark_is_removed_and_others_are_told()
    {
        Announce(Compatible, Options);

        await _module.RemoveAsync(Play.WithResource("JC"));

        var retract = LastPayload.Child("retract", PubSub)!;
        Assert.Equal((Namespace, "true", "theplay@chat.example"), (retract["node"], retract["notify"], retract.Children[0]["id"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" from='juliet@capulet.example'")]
    public async Task What_another_device_changed_is_told(string from)
    {
        await ReceiveAsync(
            from,
            $"<items node='{Namespace}'><item id='theplay@chat.example'><conference xmlns='{Namespace}' autojoin='1'/></item><retract id='orchard@chat.example'/><retract id='@'/></items>"
        );
        await ReceiveAsync(from, $"<purge node='{Namespace}'/>");

        Assert.Equal(2, _changes.Count);
        Assert.Equal([new(Play) { JoinsAutomatically = true }], _changes[0].Saved);
        Assert.Equal([Orchard], _changes[0].Removed);
        Assert.Equal((false, true), (_changes[0].IsComplete, _changes[1].IsComplete));
        Assert.Contains(Namespace + "+notify", _pubSub.Features);
    }

    [Theory]
    [InlineData("romeo@montague.example")]
    [InlineData("theplay@chat.example")]
    [InlineData("capulet.example")]
    [InlineData("@")]
    public async Task What_a_stranger_says_of_our_bookmarks_is_ignored(string from)
    {
        await ReceiveAsync(
            $" from='{from}'",
            $"<items node='{Namespace}'><item id='evil@chat.example'><conference xmlns='{Namespace}' autojoin='1'/></item></items>"
        );
        await ReceiveAsync($" from='{from}'", $"<delete node='{Namespace}'/>");
        Announce(Conversion, Options);
        await _module.FindPlaceAsync();
        await ReceiveAsync($" from='{from}'", $"<items node='storage:bookmarks'><item id='current'>{List}</item></items>");

        Assert.Empty(_changes);
    }

    [Fact]
    public async Task One_item_for_all_is_read_changed_and_told_where_the_server_has_only_that()
    {
        Announce(Conversion, Options);
        AnswerItems("storage:bookmarks", $"<item id='current'>{List}</item>");
        Assert.Equal(
            [
                new(Play)
                {
                    Name = "The Play",
                    JoinsAutomatically = true,
                    Nickname = "JC",
                },
                new(Orchard),
            ],
            await _module.FetchAsync()
        );

        await _module.SaveAsync(new(Play) { Name = "Hamlet" });
        var storage = LastPayload.Child("publish", PubSub)!.Children[0].Children[0];
        Assert.Equal(["url", "conference", "conference"], storage.Children.Select(child => child.Name));
        Assert.Equal(
            ("theplay@chat.example", "Hamlet", "red", "minimized"),
            (storage.Children[1]["jid"], storage.Children[1]["name"], storage.Children[1]["colour"], storage.Children[1].Children[0].Name)
        );
        var form = DataForm.Read(LastPayload.Child("publish-options", PubSub)!.Children[0])!;
        Assert.Equal("whitelist", form["pubsub#access_model"]?.Value);

        await ReceiveAsync("", $"<items node='storage:bookmarks'><item id='current'>{List}</item></items>");
        await ReceiveAsync("", "<items node='storage:bookmarks'><item id='current'/></items>");
        await ReceiveAsync("", $"<items node='{Namespace}'><item id='a@b.example'><conference xmlns='{Namespace}'/></item></items>");
        Assert.True(Assert.Single(_changes).IsComplete);
        Assert.Equal([Play, Orchard], _changes[0].Saved.Select(bookmark => bookmark.Room));
    }

    [Fact]
    public async Task The_private_storage_is_used_where_the_server_shows_items_to_no_old_client()
    {
        Announce(Options);
        AnswerStorage(List);
        Assert.Equal(BookmarkPlace.PrivateStorage, await _module.FindPlaceAsync());
        Assert.Equal([Play, Orchard], (await _module.FetchAsync()).Select(bookmark => bookmark.Room));

        await _module.SaveAsync(new(Jid.Parse("new@chat.example")) { Nickname = "JC" });
        Assert.Equal(4, LastPayload.Children[0].Children.Count);
        Assert.Equal("new@chat.example", LastPayload.Children[0].Children[3]["jid"]);
        await _module.RemoveAsync(Play);
        Assert.Equal([null, "orchard@chat.example"], LastPayload.Children[0].Children.Select(child => child["jid"]));
        Assert.All(_session.Requests.Skip(1), request => Assert.Null(request.To));
    }

    [Theory]
    [InlineData(true, BookmarkPlace.OneItem)]
    [InlineData(false, BookmarkPlace.Items)]
    public async Task Without_private_storage_the_one_item_counts_if_there_is_one(bool isThere, BookmarkPlace place)
    {
        Announce(Options);
        AnswerItems("storage:bookmarks", isThere ? $"<item id='current'>{List}</item>" : "");

        Assert.Equal(place, await _module.FindPlaceAsync());
    }

    [Fact]
    public async Task A_server_without_any_place_is_told_and_asked_again_in_the_next_session()
    {
        Announce();
        Assert.Equal(ErrorKind.NotSupported, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchAsync())).Kind);
        Announce(Compatible, Options);
        Assert.Equal(BookmarkPlace.Items, await _module.FindPlaceAsync());
        Announce(Conversion, Options);
        Assert.Equal(BookmarkPlace.Items, await _module.FindPlaceAsync());
        await _session.StartAsync();
        Assert.Equal(BookmarkPlace.OneItem, await _module.FindPlaceAsync());
    }

    [Fact]
    public async Task Two_changes_of_a_list_at_once_lose_nothing()
    {
        Announce(Options);
        var stored = ParseXml("<storage xmlns='storage:bookmarks'/>");
        _session.AnswerLater(
            "get",
            "query",
            PrivateStorageModule.Namespace,
            async _ =>
            {
                var answer = new XmppElement("query", PrivateStorageModule.Namespace).Add(stored);
                await Task.Yield();
                return answer;
            }
        );
        _session.AnswerLater(
            "set",
            "query",
            PrivateStorageModule.Namespace,
            async request =>
            {
                await Task.Yield();
                stored = request.Payload!.Children[0];
                return null;
            }
        );

        await Task.WhenAll(_module.SaveAsync(new(Play)), _module.SaveAsync(new(Orchard)));

        Assert.Equal(2, stored.Children.Count);
    }

    [Fact]
    public async Task A_list_is_read_up_to_a_bound_and_each_room_once()
    {
        Announce(Options);
        var entries = string.Concat(
            Enumerable.Range(0, 2000).Select(i => $"<conference jid='r{i / 2}@chat.example'/><conference jid='s{i}@chat.example'/>")
        );
        AnswerStorage($"<storage xmlns='storage:bookmarks'>{entries}</storage>");

        var bookmarks = await _module.FetchAsync();

        Assert.Equal(BookmarksModule.MaxBookmarks, bookmarks.Count);
        Assert.Equal(bookmarks.Count, bookmarks.Select(bookmark => bookmark.Room).Distinct().Count());
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:private'/>")]
    [InlineData("<query xmlns='jabber:iq:private'><storage xmlns='urn:other'/></query>")]
    [InlineData("<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/><storage xmlns='storage:bookmarks'/></query>")]
    [InlineData("<other xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/></other>")]
    public async Task A_private_element_that_was_not_asked_for_is_refused(string answer)
    {
        var module = new PrivateStorageModule();
        var session = With(module);
        session.Answer("get", "query", PrivateStorageModule.Namespace, _ => answer);

        Assert.Equal(
            ErrorKind.Protocol,
            (await Assert.ThrowsAsync<ChatSecureException>(() => module.GetAsync("storage", "storage:bookmarks"))).Kind
        );
    }

    [Theory]
    [InlineData("jabber:client")]
    [InlineData("http://jabber.org/protocol/muc")]
    [InlineData("vcard-temp")]
    [InlineData("")]
    public async Task Reserved_namespaces_are_not_stored(string ns)
    {
        var module = new PrivateStorageModule();
        var session = With(module);

        await Assert.ThrowsAsync<ArgumentException>(() => module.SetAsync(new("x", ns)));
        await Assert.ThrowsAsync<ArgumentException>(() => module.GetAsync("x", ns));
        Assert.Empty(session.Requests);
    }

    [Fact]
    public async Task Only_a_room_is_bookmarked()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.SaveAsync(new(Jid.Parse("chat.example"))));
        await Assert.ThrowsAsync<ArgumentException>(() => _module.SaveAsync(new(Play.WithResource("JC"))));
        Assert.Empty(_session.Requests);
    }

    private void Announce(params string[] features) =>
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ => $"<query xmlns='{DiscoInfo.Namespace}'>{string.Concat(features.Select(feature => $"<feature var='{feature}'/>"))}</query>"
        );

    private void AnswerItems(string node, string items) =>
        _session.Answer(
            "get",
            "pubsub",
            PubSub,
            request =>
                request.Payload!.Children[0]["node"] == node
                    ? $"<pubsub xmlns='{PubSub}'><items node='{node}'>{items}</items></pubsub>"
                    : throw new StanzaErrorException("item-not-found")
        );

    private void AnswerStorage(string list) =>
        _session.Answer("get", "query", PrivateStorageModule.Namespace, _ => $"<query xmlns='jabber:iq:private'>{list}</query>");

    private Task ReceiveAsync(string from, string content) =>
        _session.ReceiveMessageAsync($"<message{from}><event xmlns='{PubSub}#event'>{content}</event></message>");
}
