// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Otr;

public sealed class WireTests
{
    [Theory]
    [InlineData("?OTR?", false, false)]
    [InlineData("?OTRv2?", true, false)]
    [InlineData("?OTRv3?", false, true)]
    [InlineData("?OTRv23?", true, true)]
    [InlineData("?OTRv32?", true, true)]
    [InlineData("?OTR?v2?", true, false)]
    [InlineData("?OTR?v23? come and talk", true, true)]
    [InlineData("?OTRv24x?", true, false)]
    [InlineData("?OTR?v24x?", true, false)]
    [InlineData("?OTR?v?", false, false)]
    [InlineData("?OTRv?", false, false)]
    public void Queries_are_read_as_the_specification_has_them(string text, bool two, bool three)
    {
        Assert.True(Query.TryRead(text, out var offered));
        Assert.Equal(new Versions(two, three), offered);
    }

    [Theory]
    [InlineData("?OTR")]
    [InlineData("?OTRv")]
    [InlineData("?OTRv23")]
    [InlineData("?OTRx")]
    [InlineData("?OTRv22222222222222222222222222222222222222223?")]
    public void What_is_no_query_is_none(string text) => Assert.False(Query.TryRead(text, out _));

    [Theory]
    [InlineData("", "")]
    [InlineData("before", "")]
    [InlineData("before", " after")]
    public void White_space_is_found_anywhere_and_taken_out(string before, string after)
    {
        var text = before + WhitespaceTag.Write(offerTwo: true) + after;
        Assert.Equal(new Versions(Two: true, Three: true), WhitespaceTag.Remove(ref text));
        Assert.Equal(before + after, text);
    }

    [Fact]
    public void The_tag_of_version_1_comes_first_and_offers_nothing()
    {
        var text = " \t  \t\t\t\t \t \t \t   \t \t  \t   \t\t  \t\ttext";
        Assert.Equal(new Versions(Two: false, Three: true), WhitespaceTag.Remove(ref text));
        Assert.Equal("text", text);
    }

    [Fact]
    public void Other_white_space_stays()
    {
        var text = "a \t  \t\t\t\t b";
        Assert.Null(WhitespaceTag.Remove(ref text));
        Assert.Equal("a \t  \t\t\t\t b", text);
    }

    [Theory]
    [InlineData("?OTR:.")]
    [InlineData("?OTR:===.")]
    [InlineData("?OTR:====.")]
    [InlineData("?OTR:AAM.")]
    [InlineData("?OTR:AAMD")]
    [InlineData("?OTR:AAMD,")]
    [InlineData("?OTR:AA MD.")]
    [InlineData("?OTR:AA\nMD.")]
    [InlineData("?OTR:AAMD.AAMD.")]
    [InlineData("?OTR:A===.")]
    [InlineData("?OTR:AAéD.")]
    public async Task What_is_not_proper_base64_is_unreadable(string text)
    {
        Assert.Null(Armor.Decode(text));
        var (alice, bob) = await OtrPeer.PairAsync();
        await alice.ReceiveAsync(bob, text);
        Assert.Equal(DecryptFailure.Invalid, Assert.IsType<OtrUnreadable>(alice.Received[^1]).Reason);
    }

    [Fact]
    public async Task What_is_too_long_is_refused_unread()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        await alice.ReceiveAsync(bob, "?OTR:" + new string('A', 100 * 1024 * 1024) + ".");
        Assert.IsType<OtrUnreadable>(alice.Received[^1]);
    }

    [Fact]
    public void Encoding_comes_back() =>
        Gen.Byte.Array[1, 2000].Sample(bytes => Armor.Decode(Armor.Encode(bytes))!.AsSpan().SequenceEqual(bytes));

    [Fact]
    public void Numbers_have_no_leading_zeros_and_lengths_hold()
    {
        Assert.True(Fails([0, 0, 0, 2, 0, 1]));
        Assert.True(Fails([0, 0, 0, 1, 0]));
        Assert.True(Fails([0, 0, 0, 2, 1]));
        Assert.True(Fails([0xff, 0xff, 0xff, 0xff, 1]));
        Assert.True(Fails([0, 0]));
        Assert.False(Fails([0, 0, 0, 1, 1]));
        Assert.False(Fails([0, 0, 0, 0]));

        static bool Fails(byte[] data)
        {
            var reader = new OtrReader(data);
            reader.Mpi();
            return !reader.IsComplete;
        }
    }

    [Fact]
    public async Task Whatever_comes_never_makes_the_machine_throw()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        var bodies = new[]
        {
            forge.Seal(alice, "text"),
            OtrForge.Encode(MessageType.DhCommit, forge.Exchange.Commit(default).Message, alice.Identity.InstanceTag),
            "?OTR|5a73a599|0,1,2,?OTR:AAMD,",
            "?OTRv23?",
            "?OTR Error: x",
            "a \t  \t\t\t\t \t \t \t    \t\t  \t\t b",
        };
        Gen.Select(Gen.Int[0, bodies.Length - 1].Select(i => bodies[i]), Gen.Int[0, 400], Gen.Char, Gen.Int[0, 2])
            .Sample(
                (body, at, with, how) =>
                {
                    var index = at % body.Length;
                    var changed = how switch
                    {
                        0 => body[..index] + with + body[(index + 1)..],
                        1 => body[..index],
                        _ => body.Insert(index, with.ToString()),
                    };
                    OtrForge.GiveAsync(alice, changed).GetAwaiter().GetResult();
                },
                iter: 2000,
                threads: 1
            );
    }
}
