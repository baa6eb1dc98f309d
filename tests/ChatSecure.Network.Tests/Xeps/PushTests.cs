// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Push;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class PushTests
{
    private static readonly Jid Service = Jid.Parse("push.example");

    private readonly PushModule _module;
    private readonly FakeXmppSession _session;

    public PushTests()
    {
        var discovery = new DiscoveryModule();
        _module = new(discovery);
        _session = With(discovery, _module);
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ => $"<query xmlns='{DiscoInfo.Namespace}'><feature var='urn:xmpp:push:0'/></query>"
        );
        _session.Answer("set", "enable", PushModule.Namespace, _ => null);
        _session.Answer("set", "disable", PushModule.Namespace, _ => null);
    }

    [Fact]
    public async Task Pushing_is_enabled_with_a_node_and_options_after_the_account_was_asked()
    {
        await _module.EnableAsync(Service, "node1", [("secret", "x y")]);

        Assert.Equal(Me, _session.Requests[0].To);
        var enable = _session.Requests[1];
        Assert.Null(enable.To);
        Assert.Equal(("push.example", "node1"), (enable.Payload!["jid"], enable.Payload["node"]));
        var form = DataForm.Read(Assert.Single(enable.Payload.Children))!;
        Assert.Equal(
            ("submit", "http://jabber.org/protocol/pubsub#publish-options", "x y"),
            (form.Type, form.FormType, form["secret"]?.Value)
        );
    }

    [Fact]
    public async Task Without_options_there_is_no_form()
    {
        await _module.EnableAsync(Service, null);

        Assert.Empty(_session.Requests[1].Payload!.Children);
        Assert.Null(_session.Requests[1].Payload!["node"]);
    }

    [Fact]
    public async Task A_server_that_does_not_push_is_not_asked_to()
    {
        _session.Answer("get", "query", DiscoInfo.Namespace, _ => $"<query xmlns='{DiscoInfo.Namespace}'/>");

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => _module.EnableAsync(Service, null, [("secret", "x")]));

        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.Single(_session.Requests);
    }

    [Fact]
    public async Task Pushing_is_disabled_even_if_it_was_not_enabled()
    {
        await _module.DisableAsync(Service, "node1");
        _session.Answer("set", "disable", PushModule.Namespace, _ => throw new StanzaErrorException("item-not-found"));
        await _module.DisableAsync(Service);

        Assert.Equal(["node1", null], _session.Requests.Select(request => request.Payload!["node"]));
        Assert.All(_session.Requests, request => Assert.Equal("push.example", request.Payload!["jid"]));
    }

    [Fact]
    public async Task A_service_is_needed()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.DisableAsync(default));
        await Assert.ThrowsAsync<ArgumentException>(() => _module.EnableAsync(default, null));
    }
}
