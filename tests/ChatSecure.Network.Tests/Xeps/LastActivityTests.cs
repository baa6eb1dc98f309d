// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.LastActivity;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class LastActivityTests
{
    private const string Request = "<iq type='get' id='l' from='romeo@montague.example/a'><query xmlns='jabber:iq:last'/></iq>";

    [Fact]
    public async Task By_default_nobody_is_told_and_nothing_is_advertised()
    {
        var module = new LastActivityModule();

        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(await With(module).ReceiveIqAsync(Request)).Condition);
        Assert.Empty(module.Features);
    }

    [Fact]
    public async Task Who_may_know_is_told_and_who_may_not_gets_the_answer_of_who_does_not_know_this()
    {
        var module = new LastActivityModule
        {
            Idle = (asker, _) =>
                ValueTask.FromResult<TimeSpan?>(asker.Bare.ToString() == "romeo@montague.example" ? TimeSpan.FromSeconds(903.7) : null),
        };
        var session = With(module);

        Assert.Equal("903", (await session.ReceiveIqAsync(Request)).Payload!["seconds"]);
        var refused = await session.ReceiveIqAsync(Request.Replace("romeo", "paris", StringComparison.Ordinal));
        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(refused).Condition);
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:last' seconds='903'/>", 903, null)]
    [InlineData("<query xmlns='jabber:iq:last' seconds='0'>Heading Home</query>", 0, "Heading Home")]
    public async Task Others_are_asked(string answer, int seconds, string? text)
    {
        var module = new LastActivityModule();
        var session = With(module);
        session.Answer("get", "query", LastActivityModule.Namespace, _ => answer);

        Assert.Equal(new(TimeSpan.FromSeconds(seconds), text), await module.QueryAsync(Peer));
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:last'/>")]
    [InlineData("<query xmlns='jabber:iq:last' seconds='-1'/>")]
    [InlineData("<query xmlns='jabber:iq:last' seconds='1.5'/>")]
    [InlineData("<query xmlns='jabber:iq:last' seconds='99999999999999'/>")]
    [InlineData("<query xmlns='jabber:iq:last' seconds='99999999999999999999999'/>")]
    [InlineData("<query xmlns='jabber:iq:version' seconds='1'/>")]
    public async Task A_malformed_answer_is_refused(string answer)
    {
        var module = new LastActivityModule();
        var session = With(module);
        session.Answer("get", "query", LastActivityModule.Namespace, _ => answer);

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => module.QueryAsync(Peer))).Kind);
    }

    [Fact]
    public async Task A_long_text_is_cut()
    {
        var module = new LastActivityModule();
        var session = With(module);
        session.Answer(
            "get",
            "query",
            LastActivityModule.Namespace,
            _ => $"<query xmlns='jabber:iq:last' seconds='1'>{new string('x', 999)}</query>"
        );

        Assert.Equal(256, (await module.QueryAsync(Peer)).Text!.Length);
    }
}
