// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Modules;
using ChatSecure.Network.Xeps.ClientState;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ClientStateTests
{
    private const string Namespace = "urn:xmpp:csi:0";

    private readonly ClientStateModule _module = new();
    private readonly FakeXmppSession _session;

    public ClientStateTests()
    {
        _session = FakeXmppSession.With(_module);
        _session.StreamFeatures!.Add(new XmppElement("csi", Namespace));
    }

    private IEnumerable<string> Told => _session.SentElements.Select(element => element.Name);

    [Fact]
    public async Task A_change_is_told_once()
    {
        await StartAsync(resumed: false);

        await _module.SetActiveAsync(false);
        await _module.SetActiveAsync(false);
        await _module.SetActiveAsync(true);

        Assert.Equal(["inactive", "active"], Told);
        Assert.All(_session.SentElements, element => Assert.Equal(Namespace, element.Namespace));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_or_resumed_stream_begins_as_active_and_is_told_otherwise(bool resumed)
    {
        await _module.SetActiveAsync(false);
        Assert.Empty(Told);

        await StartAsync(resumed);

        Assert.Equal(["inactive"], Told);
    }

    [Fact]
    public async Task An_active_client_says_nothing_at_the_start()
    {
        await StartAsync(resumed: false);

        Assert.Empty(Told);
    }

    [Fact]
    public async Task A_server_that_does_not_want_to_know_is_not_told()
    {
        _session.StreamFeatures = new("features", "http://etherx.jabber.org/streams");
        await StartAsync(resumed: false);

        await _module.SetActiveAsync(false);

        Assert.Empty(Told);
        Assert.False(_module.IsActive);
    }

    [Fact]
    public async Task What_was_told_while_binding_is_not_told_again_unless_it_has_changed()
    {
        IBindFeature inline = _module;
        Assert.Null(inline.CreateRequest());
        await _module.SetActiveAsync(false);
        Assert.True(inline.CreateRequest()!.Is("inactive", Namespace));
        _session.BoundFeatures = [inline.Feature];

        await StartAsync(resumed: false);
        Assert.Empty(Told);

        await _module.SetActiveAsync(true);
        await StartAsync(resumed: false);
        Assert.Equal(["active", "active"], Told);
    }

    private async Task StartAsync(bool resumed)
    {
        foreach (var start in _session.Router.SessionStartedHandlers)
        {
            await start(resumed, default);
        }
    }
}
