// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class PubSubTests
{
    private const string Namespace = "http://jabber.org/protocol/pubsub";
    private const string OwnerNamespace = "http://jabber.org/protocol/pubsub#owner";
    private static readonly PublishOptions Open = new() { Access = AccessModel.Open };

    private readonly PubSubModule _module = new();
    private readonly Recorded<PubSubEvent> _events = new();
    private readonly FakeXmppSession _session;

    public PubSubTests()
    {
        _module.HandleEvents(
            "urn:n",
            (happened, _) =>
            {
                _events.Add(happened);
                return ValueTask.CompletedTask;
            }
        );
        _session = With(_module);
    }

    [Fact]
    public async Task An_item_is_published_with_options_at_our_own_account()
    {
        _session.Answer("set", "pubsub", Namespace, _ => null);

        await PublishAsync(Open with { MaxItems = 5 });

        var pubsub = Assert.Single(_session.Requests).Payload!;
        var item = pubsub.Child("publish", Namespace)!.Children[0];
        Assert.Null(_session.Requests[0].To);
        Assert.Equal(("urn:n", "current", "x"), (pubsub.Child("publish", Namespace)!["node"], item["id"], item.Children[0].Name));
        var form = Options(pubsub);
        Assert.Equal("http://jabber.org/protocol/pubsub#publish-options", form.FormType);
        Assert.Equal(
            ("open", "true", "5"),
            (form["pubsub#access_model"]?.Value, form["pubsub#persist_items"]?.Value, form["pubsub#max_items"]?.Value)
        );
    }

    [Fact]
    public async Task A_node_that_is_configured_otherwise_is_reconfigured_once_and_published_to_again()
    {
        var publications = 0;
        _session.Answer(
            "set",
            "pubsub",
            Namespace,
            _ => publications++ == 0 ? throw new StanzaErrorException("conflict", "cancel", "precondition-not-met") : null
        );
        AnswerConfiguration();

        await PublishAsync(Open);

        Assert.Equal(2, publications);
        var form = DataForm.Read(_session.Requests[2].Payload!.Child("configure", OwnerNamespace)!.Child("x", DataForm.Namespace))!;
        Assert.Equal(("submit", "http://jabber.org/protocol/pubsub#node_config"), (form.Type, form.FormType));
        Assert.Equal(("open", "Title"), (form["pubsub#access_model"]?.Value, form["pubsub#title"]?.Value));
    }

    [Fact]
    public async Task A_node_that_stays_otherwise_is_not_published_to()
    {
        _session.Answer("set", "pubsub", Namespace, _ => throw new StanzaErrorException("conflict", "cancel", "precondition-not-met"));
        AnswerConfiguration();

        await Assert.ThrowsAsync<StanzaErrorException>(() => PublishAsync(Open));

        Assert.Equal(2, _session.Requests.Count(request => request.Payload!.Namespace == Namespace));
    }

    [Fact]
    public async Task A_configuration_without_a_form_ends_the_publication()
    {
        _session.Answer("set", "pubsub", Namespace, _ => throw new StanzaErrorException("conflict", "cancel", "precondition-not-met"));
        _session.Answer("get", "pubsub", OwnerNamespace, _ => $"<pubsub xmlns='{OwnerNamespace}'/>");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => PublishAsync(Open))).Kind);
    }

    [Fact]
    public void The_access_model_is_configured_even_if_the_server_does_not_list_it()
    {
        var form = PubSubPayload.ReadConfiguration(
            ParseXml(
                $"<pubsub xmlns='{OwnerNamespace}'><configure><x xmlns='jabber:x:data' type='form'><field type='fixed'/></x></configure></pubsub>"
            ),
            Open with
            {
                Access = AccessModel.Whitelist,
            }
        )!;

        Assert.Equal(["FORM_TYPE", "pubsub#access_model"], form.Fields.Select(field => field.Name));
        Assert.Equal("whitelist", form["pubsub#access_model"]!.Value);
    }

    [Fact]
    public async Task A_server_that_does_not_allow_so_many_items_is_asked_for_fewer()
    {
        var asked = new List<string?>();
        _session.Answer(
            "set",
            "pubsub",
            Namespace,
            request =>
            {
                asked.Add(Options(request.Payload!)["pubsub#max_items"]?.Value);
                return asked[^1] == "100" ? null : throw new StanzaErrorException("not-acceptable", "modify");
            }
        );

        await PublishAsync(Open with { MaxItems = PublishOptions.Unlimited });

        Assert.Equal(["max", "1000", "100"], asked);
    }

    [Fact]
    public async Task A_server_that_allows_no_number_of_items_refuses_in_the_end()
    {
        _session.Answer("set", "pubsub", Namespace, _ => throw new StanzaErrorException("not-acceptable", "modify"));

        await Assert.ThrowsAsync<StanzaErrorException>(() => PublishAsync(Open with { MaxItems = PublishOptions.Unlimited }));

        Assert.Equal(4, _session.Requests.Count);
    }

    [Fact]
    public async Task Without_a_number_of_items_nothing_is_tried_again()
    {
        _session.Answer("set", "pubsub", Namespace, _ => throw new StanzaErrorException("not-acceptable", "modify"));

        await Assert.ThrowsAsync<StanzaErrorException>(() => PublishAsync(Open));

        Assert.Single(_session.Requests);
    }

    [Theory]
    [InlineData(AccessModel.Presence)]
    [InlineData(AccessModel.Roster)]
    [InlineData(AccessModel.Authorize)]
    [InlineData(AccessModel.Whitelist)]
    public async Task Private_data_is_not_published_at_a_server_that_ignores_options(AccessModel access)
    {
        _session.Answer("set", "pubsub", Namespace, _ => null);
        _session.Answer("get", "query", DiscoInfo.Namespace, _ => $"<query xmlns='{DiscoInfo.Namespace}'/>");

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => PublishAsync(new() { Access = access }));

        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.DoesNotContain(_session.Requests, request => request.Payload!.Name == "pubsub");
    }

    [Fact]
    public async Task Private_data_is_published_at_a_server_that_heeds_options()
    {
        _session.Answer("set", "pubsub", Namespace, _ => null);
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ => $"<query xmlns='{DiscoInfo.Namespace}'><feature var='http://jabber.org/protocol/pubsub#publish-options'/></query>"
        );

        await PublishAsync(new() { Access = AccessModel.Whitelist, IsPersistent = false });

        Assert.Equal(Me, _session.Requests[0].To);
        Assert.Equal("whitelist", Options(_session.Requests[1].Payload!)["pubsub#access_model"]?.Value);
    }

    [Fact]
    public async Task Items_are_read()
    {
        _session.Answer(
            "get",
            "pubsub",
            Namespace,
            _ => $"<pubsub xmlns='{Namespace}'><items node='urn:n'><item id='1'><x xmlns='urn:x'/></item><item/></items></pubsub>"
        );

        var items = await _module.GetItemsAsync(Peer.WithResource("a"), "urn:n", "1", 2);

        Assert.Equal([("1", "x"), ("", null)], items.Select(item => (item.Id, item.Payload?.Name)));
        var asked = _session.Requests[0].Payload!.Children[0];
        Assert.Equal((Peer, "2", "1"), (_session.Requests[0].To, asked["max_items"], asked.Children[0]["id"]));
    }

    [Fact]
    public async Task A_node_that_is_not_there_has_no_items()
    {
        _session.Answer("get", "pubsub", Namespace, _ => throw new StanzaErrorException("item-not-found"));

        Assert.Empty(await _module.GetItemsAsync(Peer, "urn:n"));
    }

    [Fact]
    public async Task A_node_that_we_may_not_read_is_an_error()
    {
        _session.Answer("get", "pubsub", Namespace, _ => throw new StanzaErrorException("forbidden", "auth"));

        await Assert.ThrowsAsync<StanzaErrorException>(() => _module.GetItemsAsync(Peer, "urn:n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<items node='urn:other'/>")]
    [InlineData("<items/>")]
    public async Task An_answer_about_another_node_is_refused(string content)
    {
        _session.Answer("get", "pubsub", Namespace, _ => $"<pubsub xmlns='{Namespace}'>{content}</pubsub>");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.GetItemsAsync(Peer, "urn:n"))).Kind);
    }

    [Fact]
    public async Task Too_many_items_are_refused()
    {
        var items = string.Concat(Enumerable.Repeat("<item/>", PubSubPayload.MaxItems + 1));
        _session.Answer("get", "pubsub", Namespace, _ => $"<pubsub xmlns='{Namespace}'><items node='urn:n'>{items}</items></pubsub>");

        await Assert.ThrowsAsync<ChatSecureException>(() => _module.GetItemsAsync(Peer, "urn:n"));
    }

    [Fact]
    public async Task An_item_is_deleted_and_others_are_told()
    {
        _session.Answer("set", "pubsub", Namespace, _ => throw new StanzaErrorException("item-not-found"));

        await _module.DeleteItemAsync("urn:n", "1");

        var retract = _session.Requests[0].Payload!.Children[0];
        Assert.Equal(("retract", "urn:n", "true", "1"), (retract.Name, retract["node"], retract["notify"], retract.Children[0]["id"]));
    }

    [Fact]
    public async Task A_node_that_may_not_be_deleted_is_an_error_and_none_is_done()
    {
        _session.Answer("set", "pubsub", $"{Namespace}#owner", _ => throw new StanzaErrorException("forbidden", "auth"));
        await Assert.ThrowsAsync<StanzaErrorException>(() => _module.DeleteNodeAsync("urn:n"));

        _session.Answer("set", "pubsub", $"{Namespace}#owner", _ => throw new StanzaErrorException("item-not-found"));
        await _module.DeleteNodeAsync("urn:n");

        Assert.All(_session.Requests, request => Assert.Equal("urn:n", request.Payload!.Child("delete", $"{Namespace}#owner")!["node"]));
    }

    [Fact]
    public void Nodes_with_handlers_are_advertised_and_have_one_handler()
    {
        Assert.Equal(["urn:n+notify"], _module.Features);
        Assert.Throws<InvalidOperationException>(() => _module.HandleEvents("urn:n", (_, _) => ValueTask.CompletedTask));
    }

    [Theory]
    [InlineData(" from='romeo@montague.example/orchard'", "romeo@montague.example")]
    [InlineData(" from='juliet@capulet.example'", "juliet@capulet.example")]
    [InlineData("", "juliet@capulet.example")]
    public async Task An_event_speaks_of_its_sender(string from, string origin)
    {
        await ReceiveAsync(
            from,
            "<items node='urn:n'><item id='1' publisher='nurse@capulet.example'><x xmlns='urn:x'/></item><retract id='0'/></items>"
        );

        var happened = Assert.Single(_events);
        Assert.Equal((origin, "urn:n", false), (happened.Origin.ToString(), happened.Node, happened.IsCleared));
        Assert.Equal("x", Assert.Single(happened.Items).Payload!.Name);
        Assert.Equal(["0"], happened.RetractedIds);
    }

    [Theory]
    [InlineData("purge")]
    [InlineData("delete")]
    public async Task A_node_that_was_emptied_or_deleted_is_told(string name)
    {
        await ReceiveAsync("", $"<{name} node='urn:n'/>");

        Assert.True(Assert.Single(_events).IsCleared);
    }

    [Theory]
    [InlineData(" from='@'", "<purge node='urn:n'/>")]
    [InlineData(" type='error'", "<purge node='urn:n'/>")]
    [InlineData("", "<purge node='urn:other'/>")]
    [InlineData("", "<purge/>")]
    [InlineData("", "<purge xmlns='evil' node='urn:n'/>")]
    [InlineData("", "<purge node='urn:n'/><purge node='urn:n'/>")]
    [InlineData("", "<configuration node='urn:n'/>")]
    [InlineData("", "")]
    public async Task An_event_that_is_malformed_or_not_for_us_is_dropped(string attributes, string content)
    {
        await ReceiveAsync(attributes, content);

        Assert.Empty(_events);
        Assert.Empty(_session.Ordinary);
    }

    private Task PublishAsync(PublishOptions options) => _module.PublishAsync("urn:n", "current", new XmppElement("x", "urn:x"), options);

    private Task ReceiveAsync(string attributes, string content) =>
        _session.ReceiveMessageAsync($"<message{attributes}><event xmlns='{Namespace}#event'>{content}</event></message>");

    private void AnswerConfiguration()
    {
        _session.Answer(
            "get",
            "pubsub",
            OwnerNamespace,
            _ =>
                $"<pubsub xmlns='{OwnerNamespace}'><configure node='urn:n'><x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'>"
                + "<value>http://jabber.org/protocol/pubsub#node_config</value></field><field var='pubsub#title' type='text-single'><value>Title</value></field>"
                + "<field var='pubsub#access_model' type='list-single'><value>presence</value></field></x></configure></pubsub>"
        );
        _session.Answer("set", "pubsub", OwnerNamespace, _ => null);
    }

    private static DataForm Options(XmppElement pubsub) =>
        DataForm.Read(pubsub.Child("publish-options", Namespace)!.Child("x", DataForm.Namespace))!;
}
