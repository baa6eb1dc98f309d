// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class StanzaRouterTests
{
    private readonly StanzaRouter _router = new();

    [Theory]
    [InlineData("<iq type='get' id='1' from='a@x.example'><query xmlns='urn:unknown'/></iq>")]
    [InlineData("<iq type='get' id='1' from='a@x.example'/>")]
    [InlineData("<iq id='1' from='a@x.example'><query xmlns='urn:unknown'/></iq>")]
    public async Task A_request_without_a_handler_is_answered_as_unavailable(string xml)
    {
        var reply = await _router.DispatchIqAsync(new(ParseXml(xml)), CancellationToken.None);

        Assert.Equal(("error", "1", "a@x.example"), (reply.Type, reply.Id, reply.Element["to"]));
        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(reply).Condition);
        Assert.Null(reply.Payload);
    }

    [Fact]
    public async Task An_answer_goes_back_to_an_address_that_we_can_not_read()
    {
        var reply = await _router.DispatchIqAsync(new(ParseXml("<iq type='get' id='1' from='@'/>")), CancellationToken.None);

        Assert.Equal("@", reply.Element["to"]);
    }

    [Fact]
    public async Task The_error_that_a_handler_throws_is_the_answer()
    {
        _router.HandleRequests("set", "x", "urn:x", (_, _) => throw new StanzaErrorException("forbidden", "auth"));

        var reply = await _router.DispatchIqAsync(new(ParseXml("<iq type='set' id='1'><x xmlns='urn:x'/></iq>")), CancellationToken.None);

        var error = StanzaErrorException.FromStanza(reply);
        Assert.Equal(("forbidden", "auth"), (error.Condition, error.ErrorType));
    }

    [Fact]
    public void Two_handlers_for_one_request_or_child_are_an_error()
    {
        _router.HandleRequests("set", "x", "urn:x", (_, _) => default);
        _router.HandleMessages("x", "urn:x", (_, _) => default);

        Assert.Throws<InvalidOperationException>(() => _router.HandleRequests("set", "x", "urn:x", (_, _) => default));
        Assert.Throws<InvalidOperationException>(() => _router.HandleMessages("x", "urn:x", (_, _) => default));
    }

    [Fact]
    public async Task The_first_handler_that_finishes_a_message_is_the_last()
    {
        var seen = new List<string>();
        _router.HandleMessages("a", "urn:x", (_, _) => Seen("a", false));
        _router.HandleMessages("b", "urn:x", (_, _) => Seen("b", true));
        _router.HandleMessages("c", "urn:x", (_, _) => Seen("c", true));

        var isHandled = await _router.DispatchMessageAsync(
            new(ParseXml("<message><c/><a xmlns='urn:x'/><b xmlns='urn:x'/><c xmlns='urn:x'/></message>")),
            CancellationToken.None
        );

        Assert.True(isHandled);
        Assert.Equal(["a", "b"], seen);

        ValueTask<bool> Seen(string name, bool isDone)
        {
            seen.Add(name);
            return ValueTask.FromResult(isDone);
        }
    }

    [Fact]
    public async Task What_is_claimed_nobody_else_sees()
    {
        var seen = new List<string>();
        _router.HandleMessages("a", "urn:x", (_, _) => Seen("handler"));
        _router.ClaimMessages((message, _) => Seen(message.Id == "mine" ? "claim" : "pass"));
        _router.HandlePresence(
            (_, _) =>
            {
                seen.Add("presence");
                return ValueTask.CompletedTask;
            }
        );
        _router.ClaimPresence((presence, _) => ValueTask.FromResult(presence.Id == "mine"));

        Assert.True(await _router.DispatchMessageAsync(new(ParseXml("<message id='mine'><a xmlns='urn:x'/></message>")), default));
        Assert.False(await _router.DispatchMessageAsync(new(ParseXml("<message><a xmlns='urn:x'/></message>")), default));
        await _router.DispatchPresenceAsync(new(ParseXml("<presence id='mine'/>")), default);
        await _router.DispatchPresenceAsync(new(ParseXml("<presence/>")), default);

        Assert.Equal(["claim", "pass", "handler", "presence"], seen);

        ValueTask<bool> Seen(string what)
        {
            seen.Add(what);
            return ValueTask.FromResult(what == "claim");
        }
    }
}
