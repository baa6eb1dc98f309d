// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.PubSub;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class DisplayedSyncTests
{
    private const string PubSub = "http://jabber.org/protocol/pubsub";
    private static readonly Jid Room = Jid.Parse("room@muc.example");

    private readonly PubSubModule _pubSub = new();
    private readonly DisplayedSyncModule _module;
    private readonly List<DisplayedState> _states = [];
    private readonly FakeXmppSession _session;

    public DisplayedSyncTests()
    {
        _module = new(_pubSub)
        {
            Changed = (state, _) =>
            {
                _states.Add(state);
                return ValueTask.CompletedTask;
            },
        };
        _session = With(_pubSub, _module);
        _session.Answer("set", "pubsub", PubSub, _ => null);
    }

    [Fact]
    public async Task A_state_is_published_for_our_own_eyes()
    {
        AnswerFeatures($"{PubSub}#publish-options");

        await _module.PublishAsync(new(Peer, "s1", Me));

        var pubsub = _session.Requests[^1].Payload!;
        var item = pubsub.Child("publish", PubSub)!.Children[0];
        Assert.Equal(("romeo@montague.example", "s1"), (item["id"], item.Children[0].Children[0]["id"]));
        var form = DataForm.Read(pubsub.Child("publish-options", PubSub)!.Children[0])!;
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
    public async Task A_server_that_can_not_keep_it_from_others_gets_nothing()
    {
        AnswerFeatures();

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => _module.PublishAsync(new(Peer, "s1", Me)));

        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.DoesNotContain(_session.Requests, request => request.Payload!.Name == "pubsub");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" from='juliet@capulet.example'")]
    public async Task What_another_device_of_ours_displayed_is_told(string from)
    {
        await ReceiveAsync(from, Item("romeo@montague.example", "juliet@capulet.example") + Item("room@muc.example", "room@muc.example"));

        Assert.Equal([new(Peer, "s1", Me), new(Room, "s1", Room)], _states);
        Assert.Contains("urn:xmpp:mds:displayed:0+notify", _pubSub.Features);
    }

    [Theory]
    [InlineData("romeo@montague.example")]
    [InlineData("juliet@capulet.example.evil.example")]
    [InlineData("@")]
    public async Task What_a_stranger_says_we_displayed_is_ignored(string from)
    {
        await ReceiveAsync($" from='{from}'", Item("romeo@montague.example", "juliet@capulet.example"));

        Assert.Empty(_states);
    }

    [Theory]
    [InlineData("<item id='romeo@montague.example'/>")]
    [InlineData("<item id='romeo@montague.example'><displayed xmlns='urn:xmpp:mds:displayed:0'/></item>")]
    [InlineData(
        "<item id='romeo@montague.example'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='a'/><stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='b'/></displayed></item>"
    )]
    [InlineData(
        "<item id='romeo@montague.example'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='tybalt@capulet.example' id='a'/></displayed></item>"
    )]
    [InlineData(
        "<item id='@'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.example' id='a'/></displayed></item>"
    )]
    public async Task A_state_that_is_malformed_or_by_a_foreign_archive_is_ignored(string item)
    {
        await ReceiveAsync("", item);

        Assert.Empty(_states);
    }

    [Fact]
    public async Task All_states_are_read_when_a_session_starts()
    {
        _session.Answer(
            "get",
            "pubsub",
            PubSub,
            _ =>
                $"<pubsub xmlns='{PubSub}'><items node='urn:xmpp:mds:displayed:0'>{Item("romeo@montague.example", "juliet@capulet.example")}<item id='x'/></items></pubsub>"
        );

        Assert.Equal([new(Peer, "s1", Me)], await _module.FetchAsync());
        Assert.Equal(Me, _session.Requests[0].To);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_server_s_help_is_asked_for(bool isAssisted)
    {
        AnswerFeatures(isAssisted ? DisplayedSyncModule.AssistFeature : "x");

        Assert.Equal(isAssisted, await _module.IsAssistedAsync());
        Assert.Equal(Me, _session.Requests[0].To);
    }

    [Fact]
    public void The_server_s_help_goes_with_a_marker_to_the_same_chat_only()
    {
        var marker = Markers.CreateDisplayed(Peer, "m1");

        DisplayedSyncModule.AddTo(marker, new(Peer, "s1", Me));

        Assert.Equal("s1", marker.Element.Child("displayed", DisplayedSyncModule.Namespace)!.Children[0]["id"]);
        Assert.Throws<ArgumentException>(() => DisplayedSyncModule.AddTo(new MessageStanza(Peer), new(Peer, "s1", Me)));
        Assert.Throws<ArgumentException>(() =>
            DisplayedSyncModule.AddTo(Markers.CreateDisplayed(Peer.WithResource("a"), "m1"), new(Peer, "s1", Me))
        );
    }

    private static string Item(string chat, string by) =>
        $"<item id='{chat}'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='{by}' id='s1'/></displayed></item>";

    private Task ReceiveAsync(string from, string items) =>
        _session.ReceiveMessageAsync(
            $"<message{from}><event xmlns='{PubSub}#event'><items node='urn:xmpp:mds:displayed:0'>{items}</items></event></message>"
        );

    private void AnswerFeatures(params string[] features) =>
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ => $"<query xmlns='{DiscoInfo.Namespace}'>{string.Concat(features.Select(feature => $"<feature var='{feature}'/>"))}</query>"
        );
}
