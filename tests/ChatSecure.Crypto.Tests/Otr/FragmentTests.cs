// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Otr;

public sealed class FragmentTests
{
    private static readonly Jid From = Jid.Parse("bob@example.net/desk");

    // The example of the protocol's version 3.
    private const string Piece =
        "?OTR|5a73a599|27e31597,00001,00003,?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAADA1g5IjD1ZGLDVQEyCgCyn9hbrL3KAbGDdzE2ZkMyTKl7XfkSx"
        + "h8YJnudstiB74i4BzT0W2haClg6dMary/jo9sMudwmUdlnKpIGEKXWdvJKT+hQ26h9nzMgEditLB8v,";

    [Fact]
    public void The_specification_s_example_is_read()
    {
        var fragment = Fragment.Read(Piece)!;
        Assert.Equal((0x5a73a599u, 0x27e31597u, 1, 3), (fragment.Sender, fragment.Receiver, fragment.Index, fragment.Count));
        Assert.StartsWith("?OTR:AAMDJ+MV", fragment.Piece, StringComparison.Ordinal);
        Assert.EndsWith("gEditLB8v", fragment.Piece, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?OTR|5a73a599|27e31597,0,0,x,")]
    [InlineData("?OTR|5a73a599|27e31597,0,3,x,")]
    [InlineData("?OTR|5a73a599|27e31597,1,0,x,")]
    [InlineData("?OTR|5a73a599|27e31597,4,3,x,")]
    [InlineData("?OTR|5a73a599|27e31597,1,65536,x,")]
    [InlineData("?OTR|5a73a599|27e31597,-1,3,x,")]
    [InlineData("?OTR|5a73a599|27e31597,+1,3,x,")]
    [InlineData("?OTR|5a73a599|27e31597, 1,3,x,")]
    [InlineData("?OTR|5a73a599|27e31597,1,3,,")]
    [InlineData("?OTR|5a73a599|27e31597,1,3,x")]
    [InlineData("?OTR|5a73a599|27e31597,1,3,x,y")]
    [InlineData("?OTR|5a73a599|27e31597,1,3,x,y,")]
    [InlineData("?OTR|5a73a599|27e315970,1,3,x,")]
    [InlineData("?OTR|5a73a599|,1,3,x,")]
    [InlineData("?OTR|5a73a599,1,3,x,")]
    [InlineData("?OTR|5a73a59g|27e31597,1,3,x,")]
    [InlineData("?OTR|1|2|3,1,3,x,")]
    [InlineData("?OTR|")]
    [InlineData("?OTR,")]
    [InlineData("?OTR,1,x,")]
    public void What_is_no_fragment_is_dropped(string text) => Assert.Null(Fragment.Read(text));

    [Fact]
    public void Pieces_in_order_make_the_message()
    {
        var whole = "?OTR:" + new string('A', 1000) + ".";
        string? message = null;
        var kept = new Reassembly();
        foreach (var piece in Fragment.Split(whole, 100, new Header(OtrVersion.Three, MessageType.Data, 0x100, 0x200)))
        {
            Assert.True(piece.Length <= 100);
            (kept, message) = kept.Add(From, Fragment.Read(piece)!, Peer.Start);
        }

        Assert.Equal(whole, message);
    }

    [Theory]
    [InlineData("1/3 3/3 2/3")]
    [InlineData("1/3 2/3 2/3 3/3")]
    [InlineData("1/3 2/4 3/3")]
    [InlineData("2/3 3/3")]
    [InlineData("1/3 2/3 1/3 3/3")]
    public void A_gap_a_repetition_and_another_count_forget_all(string pieces)
    {
        var kept = new Reassembly();
        foreach (var piece in pieces.Split(' ').Select(piece => piece.Split('/')))
        {
            var fragment = new Fragment(OtrVersion.Three, 0x100, 0, ushort.Parse(piece[0], null), ushort.Parse(piece[1], null), "x");
            (kept, var message) = kept.Add(From, fragment, Peer.Start);
            Assert.Null(message);
        }
    }

    [Fact]
    public void Senders_do_not_disturb_each_other()
    {
        var kept = new Reassembly();
        string? message;
        (kept, _) = kept.Add(From, new(OtrVersion.Three, 0x100, 0, 1, 2, "a"), Peer.Start);
        (kept, _) = kept.Add(From, new(OtrVersion.Three, 0x200, 0, 1, 2, "c"), Peer.Start);
        (kept, message) = kept.Add(From, new(OtrVersion.Three, 0x100, 0, 2, 2, "b"), Peer.Start);
        Assert.Equal("ab", message);
        (_, message) = kept.Add(From, new(OtrVersion.Three, 0x200, 0, 2, 2, "d"), Peer.Start);
        Assert.Equal("cd", message);
    }

    [Fact]
    public void What_comes_too_late_or_is_too_long_is_forgotten()
    {
        var kept = new Reassembly();
        (kept, _) = kept.Add(From, new(OtrVersion.Three, 0x100, 0, 1, 2, "a"), Peer.Start);
        (kept, var message) = kept.Add(From, new(OtrVersion.Three, 0x100, 0, 2, 2, "b"), Peer.Start.AddMinutes(6));
        Assert.Null(message);
        var half = new string('x', (Reassembly.MaxMessage / 2) + 1);
        (kept, _) = kept.Add(From, new(OtrVersion.Three, 0x100, 0, 1, 2, half), Peer.Start);
        (_, message) = kept.Add(From, new(OtrVersion.Three, 0x100, 0, 2, 2, half), Peer.Start);
        Assert.Null(message);
    }

    [Fact]
    public void All_senders_together_are_bounded_and_the_oldest_go_first()
    {
        var kept = new Reassembly();
        for (uint tag = 0x100; tag < 0x200; tag++)
        {
            (kept, _) = kept.Add(From, new(OtrVersion.Three, tag, 0, 1, 2, "a"), Peer.Start.AddSeconds(tag));
        }

        (kept, var message) = kept.Add(From, new(OtrVersion.Three, 0x100, 0, 2, 2, "b"), Peer.Start.AddSeconds(0x200));
        Assert.Null(message);
        (_, message) = kept.Add(From, new(OtrVersion.Three, 0x1ff, 0, 2, 2, "b"), Peer.Start.AddSeconds(0x200));
        Assert.Equal("ab", message);

        kept = new Reassembly();
        for (uint tag = 0x100; tag < 0x108; tag++)
        {
            (kept, _) = kept.Add(
                From,
                new(OtrVersion.Three, tag, 0, 1, 2, new string('x', Reassembly.MaxMessage)),
                Peer.Start.AddSeconds(tag)
            );
        }

        var finished = 0;
        for (uint tag = 0x100; tag < 0x108; tag++)
        {
            (_, message) = kept.Add(From, new(OtrVersion.Three, tag, 0, 2, 2, "y"), Peer.Start.AddSeconds(tag));
            finished += message is null ? 0 : 1;
        }

        Assert.Equal(0, finished);
    }

    [Fact]
    public async Task Fragments_for_another_client_are_discarded()
    {
        var (alice, bob) = await OtrPeer.TalkAsync(new OtrOptions { MaxMessageLength = 200 });
        var pieces = bob.Complete(await bob.Machine.SendAsync(alice.Address, "text")).Select(piece => piece.Body).ToList();
        Assert.True(pieces.Count > 2);
        var tag = alice.Identity.InstanceTag.ToString("x8", null);
        foreach (var piece in pieces)
        {
            await alice.ReceiveAsync(bob, piece.Replace(tag, "12345678", StringComparison.Ordinal));
        }

        Assert.Empty(alice.Texts);
        foreach (var piece in pieces)
        {
            await alice.ReceiveAsync(bob, piece);
        }

        Assert.Equal("text", Assert.Single(alice.Texts));
    }

    [Fact]
    public async Task A_whole_message_in_between_forgets_the_pieces()
    {
        var (alice, bob) = await OtrPeer.TalkAsync(new OtrOptions { MaxMessageLength = 200 });
        var pieces = bob.Complete(await bob.Machine.SendAsync(alice.Address, "lost")).Select(piece => piece.Body).ToList();
        await alice.ReceiveAsync(bob, pieces[0]);
        var whole = OtrForge.Encode(MessageType.Data, [DataMessage.IgnoreUnreadable], alice.Identity.InstanceTag, bob.Identity.InstanceTag);
        await alice.ReceiveAsync(bob, whole);
        foreach (var piece in pieces.Skip(1))
        {
            await alice.ReceiveAsync(bob, piece);
        }

        Assert.Empty(alice.Texts);
    }

    [Fact]
    public async Task Pieces_make_no_pieces()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var inner = Fragment.Split("?OTRv3?" + new string(' ', 200), 100, new Header(OtrVersion.Three, MessageType.Data, 0x100, 0)).First();
        Assert.Empty(await alice.ReceiveAsync(bob, $"?OTR|100|0,1,1,{inner.Replace(',', ';')},"));
        Assert.Empty(await alice.ReceiveAsync(bob, "?OTR|100|0,1,1,?OTRv3?,"));
        Assert.All(alice.Received, received => Assert.IsType<OtrInternal>(received));
    }

    [Theory]
    [InlineData(55)]
    [InlineData(-1)]
    public async Task A_limit_that_leaves_no_room_is_refused(int limit)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        Assert.Throws<ArgumentException>(() =>
            new OtrMachine(alice.Address, alice.Store, TrustPolicy.Manual, new OtrOptions { MaxMessageLength = limit })
        );
    }
}
