// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Blocking;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class BlockingTests
{
    private readonly BlockingModule _module = new();
    private readonly List<BlockingChange> _changes = [];
    private readonly FakeXmppSession _session;

    public BlockingTests()
    {
        _module.Changed = (change, _) =>
        {
            _changes.Add(change);
            return ValueTask.CompletedTask;
        };
        _session = With(_module);
    }

    [Fact]
    public async Task The_list_is_read_without_what_is_no_address()
    {
        _session.Answer(
            "get",
            "blocklist",
            BlockingModule.Namespace,
            _ => "<blocklist xmlns='urn:xmpp:blocking'><item jid='romeo@montague.example'/><item jid='@'/><item/></blocklist>"
        );

        Assert.Equal([Peer], await _module.FetchAsync());
    }

    [Fact]
    public async Task A_list_beyond_the_bound_is_refused()
    {
        var items = string.Concat(Enumerable.Repeat("<item jid='a@x.example'/>", BlockingModule.MaxAddresses + 1));
        _session.Answer("get", "blocklist", BlockingModule.Namespace, _ => $"<blocklist xmlns='urn:xmpp:blocking'>{items}</blocklist>");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchAsync())).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_is_blocked_and_unblocked(bool isBlocked)
    {
        var name = isBlocked ? "block" : "unblock";
        _session.Answer("set", name, BlockingModule.Namespace, _ => null);

        await (isBlocked ? _module.BlockAsync(Peer) : _module.UnblockAsync(Peer));

        Assert.Equal("romeo@montague.example", Assert.Single(_session.Requests[0].Payload!.Children)["jid"]);
    }

    [Fact]
    public async Task Unblocking_nobody_does_not_unblock_everybody()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.UnblockAsync(default(Jid)));

        Assert.Empty(_session.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" from='juliet@capulet.example'")]
    public async Task A_push_from_our_own_account_is_told(string from)
    {
        var reply = await _session.ReceiveIqAsync(
            Push(from, "<block xmlns='urn:xmpp:blocking'><item jid='romeo@montague.example'/></block>")
        );

        Assert.Equal("result", reply.Type);
        var change = Assert.Single(_changes);
        Assert.True(change.IsBlocked);
        Assert.Equal([Peer], change.Addresses);
    }

    [Fact]
    public async Task Unblocking_everybody_is_told()
    {
        await _session.ReceiveIqAsync(Push("", "<unblock xmlns='urn:xmpp:blocking'/>"));

        Assert.Empty(Assert.Single(_changes).Addresses);
    }

    [Theory]
    [InlineData("romeo@montague.example")]
    [InlineData("juliet@capulet.example/balcony")]
    [InlineData("capulet.example")]
    [InlineData("@")]
    public async Task A_push_from_a_stranger_is_ignored(string from)
    {
        var reply = await _session.ReceiveIqAsync(Push($" from='{from}'", "<unblock xmlns='urn:xmpp:blocking'/>"));

        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(reply).Condition);
        Assert.Empty(_changes);
    }

    [Theory]
    [InlineData("<block xmlns='urn:xmpp:blocking'/>")]
    [InlineData("<unblock xmlns='urn:xmpp:blocking'><item jid='@'/></unblock>")]
    public async Task A_push_whose_addresses_can_not_be_read_is_refused(string payload)
    {
        var reply = await _session.ReceiveIqAsync(Push("", payload));

        Assert.Equal("bad-request", StanzaErrorException.FromStanza(reply).Condition);
        Assert.Empty(_changes);
    }

    private static string Push(string from, string payload) => $"<iq type='set' id='b'{from}>{payload}</iq>";
}
