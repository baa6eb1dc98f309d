// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Otr;

public sealed class InstanceTests
{
    [Fact]
    public async Task A_tag_is_valid_and_stays()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var tag = alice.Identity.InstanceTag;
        Assert.True(tag >= 0x100);
        await alice.RestartAsync();
        Assert.Equal(tag, alice.Identity.InstanceTag);
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0xffu, 0u)]
    [InlineData(OtrForge.Tag, 1u)]
    [InlineData(OtrForge.Tag, 0xffu)]
    [InlineData(OtrForge.Tag, 0x12345678u)]
    public async Task Messages_with_invalid_or_other_tags_are_discarded(uint sender, uint receiver)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var commit = new OtrForge().Exchange.Commit(default).Message;
        Assert.Empty(await OtrForge.GiveAsync(alice, OtrForge.Encode(MessageType.DhCommit, commit, receiver, sender)));
        Assert.IsType<OtrInternal>(alice.Received[^1]);
    }

    [Fact]
    public async Task Only_a_commitment_may_be_for_anybody()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        Assert.Single(await OtrForge.GiveAsync(alice, OtrForge.Encode(MessageType.DhCommit, forge.Exchange.Commit(default).Message, 0)));
        alice.Complete(await alice.Machine.ReceiveAsync(OtrForge.Address, "?OTRv3?"));
        foreach (var type in new[] { MessageType.DhKey, MessageType.RevealSignature, MessageType.Signature, MessageType.Data })
        {
            Assert.Empty(await OtrForge.GiveAsync(alice, OtrForge.Encode(type, new byte[300], 0)));
            Assert.IsType<OtrInternal>(alice.Received[^1]);
        }
    }

    [Fact]
    public async Task Our_own_message_come_back_is_discarded()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        Assert.Empty(await alice.ReceiveAsync(bob, await alice.SealAsync(bob, "text")));
        Assert.IsType<OtrInternal>(alice.Received[^1]);
    }

    [Fact]
    public async Task Two_clients_of_a_peer_have_a_conversation_each()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var other = await OtrPeer.OpenAsync("bob@example.net/other", 4, time: alice.Time);
        await ShareKeyAsync(bob, other);

        // One query reaches both.
        var query = Assert.Single(alice.Complete(await alice.Machine.StartAsync(bob.Address.Bare))).Body;
        var (first, second) = (await bob.ReceiveAsync(alice, query), await other.ReceiveAsync(alice, query));
        await Link.RunAsync(bob, alice, first);
        await Link.RunAsync(other, alice, second);
        Assert.Equal(2, alice.Events.OfType<OtrSessionStarted>().Count());

        // Texts go to the client that was heard last.
        alice.Time.Advance(TimeSpan.FromSeconds(1));
        await bob.SendAsync(alice, "from the desk");
        var answer = Assert.Single(alice.Complete(await alice.Machine.SendAsync(bob.Address.Bare, "to the desk")));
        Assert.Equal(bob.Address, answer.To);
        Assert.Empty(await other.ReceiveAsync(alice, answer.Body));
        Assert.IsType<OtrInternal>(other.Received[^1]);
        await bob.ReceiveAsync(alice, answer.Body);
        Assert.Equal("to the desk", Assert.Single(bob.Texts));

        alice.Time.Advance(TimeSpan.FromSeconds(1));
        await other.SendAsync(alice, "from the other");
        Assert.Equal(other.Address, (await alice.Machine.SendAsync(bob.Address.Bare, "to the other")).Messages[0].To);

        // That one ends does not end the other, nor does it make plain text of what follows.
        await Link.RunAsync(other, alice, other.Complete(await other.Machine.EndAsync(alice.Address)));
        Assert.Equal(bob.Address, (await alice.Machine.SendAsync(bob.Address.Bare, "to the desk")).Messages[0].To);
    }

    [Fact]
    public async Task Two_clients_may_take_up_one_commitment()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var other = await OtrPeer.OpenAsync("bob@example.net/other", 4, time: alice.Time);
        await ShareKeyAsync(bob, other);
        var commit = Assert.Single(alice.Complete(await alice.Machine.ReceiveAsync(bob.Address, "?OTRv3?"))).Body;
        var (first, second) = (await bob.ReceiveAsync(alice, commit), await other.ReceiveAsync(alice, commit));
        await Link.RunAsync(bob, alice, first);
        await Link.RunAsync(other, alice, second);
        await bob.SendAsync(alice, "one");
        await other.SendAsync(alice, "two");
        Assert.Equal(["one", "two"], alice.Texts);
    }

    [Fact]
    public async Task Clients_of_one_peer_are_bounded()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        for (uint tag = 0x1000; tag < 0x1100; tag++)
        {
            alice.Time.Advance(TimeSpan.FromSeconds(5));
            var commit = OtrForge.Encode(MessageType.DhCommit, new DhCommit(new byte[196], new byte[32]).Write(), 0, tag);
            Assert.Single(alice.Complete(await alice.Machine.ReceiveAsync(bob.Address, commit)));
        }

        await bob.SendAsync(alice, "still there");
        Assert.Equal("still there", Assert.Single(alice.Texts));
    }

    [Theory]
    [InlineData("?OTRv2?")]
    [InlineData("?OTR?")]
    [InlineData("?OTR?v2?")]
    [InlineData("?OTRv4x?")]
    [InlineData("?OTRv?")]
    public async Task Other_versions_are_refused(string query)
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        Assert.Empty(await alice.ReceiveAsync(bob, query));
        Assert.IsType<OtrInternal>(alice.Received[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Messages_of_other_versions_are_refused(ushort version)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var commit = new OtrForge().Exchange.Commit(default).Message;
        Assert.Empty(await OtrForge.GiveAsync(alice, OtrForge.Encode(MessageType.DhCommit, commit, 0, version: version)));
        Assert.IsType<OtrInternal>(alice.Received[^1]);
        Assert.Empty(await OtrForge.GiveAsync(alice, OtrForge.Encode(MessageType.Data, new byte[300], 0, version: version)));
        Assert.Equal(DecryptFailure.Unsupported, Assert.IsType<OtrUnreadable>(alice.Received[^1]).Reason);
    }

    // Both clients of an account may have the same key; then a person decides once.
    private static async Task ShareKeyAsync(OtrPeer from, OtrPeer to)
    {
        var key = await from.Store.GetAsync(from.Address.Bare, "otr.key", "own");
        to.Commit([new("otr.key", "own", key)]);
        await to.RestartAsync();
        Assert.NotEqual(from.Identity.InstanceTag, to.Identity.InstanceTag);
    }
}
