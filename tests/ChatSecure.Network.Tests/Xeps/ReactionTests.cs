// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ReactionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MessageAuthor Romeo = MessageAuthor
        .OfDirect(new(ParseXml("<message from='romeo@montague.example'/>")), Me)!
        .Value;

    [Fact]
    public void Reactions_round_trip_through_xml()
    {
        var message = new MessageStanza(Reparse(Reactions.CreateReactions(Peer, new("m1", ["👋", "🐢", "👋"])).Element));

        var read = message.GetReactions()!;

        Assert.Equal(("m1", "👋,🐢"), (read.Id, string.Join(',', read.Emojis)));
        Assert.True(message.HasHint(ProcessingHint.Store));
    }

    [Fact]
    public void No_reactions_take_all_back() =>
        Assert.Empty(new MessageStanza(Reparse(Reactions.CreateReactions(Peer, new("m1", [])).Element)).GetReactions()!.Emojis);

    [Theory]
    [InlineData("<message><reactions xmlns='urn:xmpp:reactions:0' id='a'/><reactions xmlns='urn:xmpp:reactions:0' id='a'/></message>")]
    [InlineData("<message type='error'><reactions xmlns='urn:xmpp:reactions:0' id='a'/></message>")]
    [InlineData("<message><reactions xmlns='urn:xmpp:reactions:0'/></message>")]
    public void A_message_with_two_sets_or_without_id_has_no_reactions(string xml) =>
        Assert.Null(new MessageStanza(ParseXml(xml)).GetReactions());

    [Fact]
    public void A_reaction_counts_once_and_many_are_cut()
    {
        var emojis = string.Concat(
            Enumerable.Range(0x1F400, Reactions.MaxReactions + 8).Select(code => $"<reaction>{char.ConvertFromUtf32(code)}</reaction>")
        );
        var message = ParseXml($"<message><reactions xmlns='urn:xmpp:reactions:0' id='a'>{emojis}{emojis}</reactions></message>");

        var read = new MessageStanza(message).GetReactions()!.Emojis;

        Assert.Equal(Reactions.MaxReactions, read.Count);
        Assert.Distinct(read);
    }

    [Theory]
    [InlineData("❤️")]
    [InlineData("👩🏻‍❤️‍💋‍👩🏿")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("🇩🇪")]
    [InlineData("1️⃣")]
    [InlineData("☺")]
    public void An_emoji_is_one(string text) => Assert.True(Emoji.IsOne(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("no")]
    [InlineData("👋👋")]
    [InlineData("1")]
    [InlineData("a\u0301")]
    [InlineData("👋\u0300")]
    [InlineData("\u202E")]
    [InlineData("\u200D")]
    [InlineData("<")]
    public void Words_accents_and_invisible_characters_are_no_reactions(string text)
    {
        Assert.False(Emoji.IsOne(text == "<" ? "<b>" : text));
        Assert.Throws<ArgumentException>(() => Reactions.CreateReactions(Peer, new("m1", [text == "<" ? "<b>" : text])));
    }

    [Theory]
    [InlineData("<message id='m1'><origin-id xmlns='urn:xmpp:sid:0' id='o1'/></message>", "o1")]
    [InlineData("<message id='m1'/>", "m1")]
    [InlineData("<message id='m1' type='groupchat' from='room@muc.example/x'/>", null)]
    [InlineData(
        "<message id='m1' type='groupchat' from='room@muc.example/x'><stanza-id xmlns='urn:xmpp:sid:0' by='room@muc.example' id='s1'/></message>",
        "s1"
    )]
    [InlineData("<message id='m1' type='error'/>", null)]
    public void The_id_of_a_stanza_in_a_room_is_never_used(string xml, string? id) =>
        Assert.Equal(id, new MessageStanza(ParseXml(xml)).GetReferenceId());

    [Fact]
    public void The_newest_set_of_an_author_counts_and_a_delayed_older_one_does_not()
    {
        var tally = new ReactionTally();

        Assert.True(tally.Apply(Romeo, new("m1", ["👋"]), Now));
        Assert.True(tally.Apply(Romeo, new("m1", ["🐢", "👋"]), Now.AddSeconds(1)));
        Assert.False(tally.Apply(Romeo, new("m1", ["🐍"]), Now));

        Assert.Equal([new("🐢", 1), new("👋", 1)], tally.Counts);
        Assert.True(tally.TryGet(Romeo, out var reactions));
        Assert.Equal(2, reactions.Emojis.Count);
    }

    [Fact]
    public void A_flood_of_authors_is_not_remembered()
    {
        var tally = new ReactionTally();
        for (var i = 0; i < ReactionTally.MaxAuthors; i++)
        {
            Assert.True(tally.Apply(Author(i), new("m1", ["👋"]), Now));
        }

        Assert.False(tally.Apply(Author(-1), new("m1", ["👋"]), Now));
        Assert.True(tally.Apply(Author(0), new("m1", []), Now));
        Assert.Equal([new("👋", ReactionTally.MaxAuthors - 1)], tally.Counts);
    }

    [Fact]
    public void Restrictions_are_heeded()
    {
        var info = DiscoInfo.Read(
            ParseXml(
                $"<query xmlns='{DiscoInfo.Namespace}'><feature var='urn:xmpp:reactions:0'/><x xmlns='jabber:x:data' type='result'>"
                    + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:reactions:0:restrictions</value></field>"
                    + "<field var='max_reactions_per_user'><value>1</value></field>"
                    + "<field var='allowlist'><value>💘</value><value>💜</value></field></x></query>"
            )
        )!;

        var restrictions = ReactionRestrictions.Read(info)!;

        Assert.True(restrictions.Allow(new("m", ["💘"])));
        Assert.True(restrictions.Allow(new("m", [])));
        Assert.False(restrictions.Allow(new("m", ["💘", "💜"])));
        Assert.False(restrictions.Allow(new("m", ["👋"])));
    }

    [Fact]
    public void Who_does_not_know_reactions_has_no_restrictions()
    {
        Assert.Null(ReactionRestrictions.Read(new([], [], [])));
        Assert.True(ReactionRestrictions.Read(new([], [Reactions.Namespace], []))!.Allow(new("m", ["👋", "🐢"])));
    }

    private static MessageAuthor Author(int number) =>
        MessageAuthor.OfRoom(new(ParseXml("<message from='room@muc.example/x'/>")), $"o{number}")!.Value;
}
