// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

public sealed class ActRulesTests
{
    private static readonly Jid Room = Jid.Parse("room@conference.example.org");

    private static ChatMessage Message(EncryptionKind encryption = EncryptionKind.None, TrustLevel? trust = null) =>
        new()
        {
            Conversation = WithBob,
            Id = new("m1"),
            From = Bob,
            Direction = MessageDirection.Incoming,
            Timestamp = default,
            Body = "text",
            Encryption = encryption,
            Trust = trust,
        };

    private static MessageAct Act(
        MessageActKind kind = MessageActKind.Edit,
        EncryptionKind encryption = EncryptionKind.None,
        TrustLevel? trust = null
    ) =>
        new()
        {
            Conversation = WithBob,
            Id = new("a1"),
            From = Bob,
            Direction = MessageDirection.Incoming,
            Kind = kind,
            Target = new("m1"),
            At = default,
            Encryption = encryption,
            Trust = trust,
        };

    [Theory]
    [InlineData(EncryptionKind.None, EncryptionKind.None, null)]
    [InlineData(EncryptionKind.None, EncryptionKind.Omemo, null)]
    [InlineData(EncryptionKind.None, EncryptionKind.Omemo2, null)]
    [InlineData(EncryptionKind.None, EncryptionKind.Otr, null)]
    [InlineData(EncryptionKind.Omemo, EncryptionKind.None, ActRefusal.Protection)]
    [InlineData(EncryptionKind.Omemo, EncryptionKind.Omemo, null)]
    [InlineData(EncryptionKind.Omemo, EncryptionKind.Omemo2, null)]
    [InlineData(EncryptionKind.Omemo, EncryptionKind.Otr, ActRefusal.Protection)]
    [InlineData(EncryptionKind.Omemo2, EncryptionKind.None, ActRefusal.Protection)]
    [InlineData(EncryptionKind.Omemo2, EncryptionKind.Omemo, ActRefusal.Protection)]
    [InlineData(EncryptionKind.Omemo2, EncryptionKind.Omemo2, null)]
    [InlineData(EncryptionKind.Omemo2, EncryptionKind.Otr, ActRefusal.Protection)]
    [InlineData(EncryptionKind.Otr, EncryptionKind.None, ActRefusal.Protection)]
    [InlineData(EncryptionKind.Otr, EncryptionKind.Omemo2, ActRefusal.Protection)]
    [InlineData(EncryptionKind.Otr, EncryptionKind.Otr, null)]
    public void An_act_is_protected_as_well_as_its_message(EncryptionKind message, EncryptionKind act, object? refusal)
    {
        foreach (var kind in Enum.GetValues<MessageActKind>())
        {
            Assert.Equal((ActRefusal?)refusal, ActRules.WhyNot(Message(message, TrustLevel.Trusted), Act(kind, act, TrustLevel.Trusted)));
        }
    }

    [Theory]
    [InlineData(TrustLevel.Verified, TrustLevel.Verified, true)]
    [InlineData(TrustLevel.Verified, TrustLevel.Trusted, false)]
    [InlineData(TrustLevel.Verified, TrustLevel.Undecided, false)]
    [InlineData(TrustLevel.Trusted, TrustLevel.Verified, true)]
    [InlineData(TrustLevel.Trusted, TrustLevel.Trusted, true)]
    [InlineData(TrustLevel.Trusted, TrustLevel.Undecided, false)]
    [InlineData(TrustLevel.Trusted, TrustLevel.Distrusted, false)]
    [InlineData(TrustLevel.Undecided, TrustLevel.Undecided, true)]
    [InlineData(TrustLevel.Undecided, TrustLevel.Distrusted, false)]
    [InlineData(TrustLevel.Distrusted, TrustLevel.Distrusted, true)]
    [InlineData(null, TrustLevel.Undecided, true)]
    [InlineData(null, TrustLevel.Distrusted, false)]
    [InlineData(TrustLevel.Trusted, null, false)]
    public void The_key_of_an_act_is_trusted_as_much_as_that_of_its_message(TrustLevel? message, TrustLevel? act, bool may)
    {
        foreach (var kind in Enum.GetValues<MessageActKind>())
        {
            var refusal = ActRules.WhyNot(Message(EncryptionKind.Omemo2, message), Act(kind, EncryptionKind.Omemo2, act));
            Assert.Equal(may ? null : ActRefusal.Protection, refusal);
        }
    }

    [Fact]
    public void Trust_is_no_matter_for_a_message_that_came_in_the_clear() =>
        Assert.Null(ActRules.WhyNot(Message(), Act(encryption: EncryptionKind.Omemo2, trust: TrustLevel.Undecided)));

    [Theory]
    [InlineData(TrustLevel.Trusted, true)]
    [InlineData(TrustLevel.Undecided, false)]
    [InlineData(TrustLevel.Distrusted, false)]
    public void What_this_device_wrote_is_changed_by_other_devices_of_ours_that_are_trusted(TrustLevel other, bool may)
    {
        var mine = Message(EncryptionKind.Omemo2) with { Direction = MessageDirection.Outgoing, From = Alice };
        var act = Act(MessageActKind.Edit, EncryptionKind.Omemo2, other) with { Direction = MessageDirection.Outgoing, From = Alice };
        Assert.Equal(may ? null : ActRefusal.Protection, ActRules.WhyNot(mine, act));
    }

    [Fact]
    public void This_device_may_change_what_a_verified_one_of_ours_wrote()
    {
        var other = Message(EncryptionKind.Omemo2, TrustLevel.Verified) with { Direction = MessageDirection.Outgoing, From = Alice };
        var act = Act(MessageActKind.Retraction, EncryptionKind.Omemo2) with { Direction = MessageDirection.Outgoing, From = Alice };
        Assert.Null(ActRules.WhyNot(other, act));
    }

    [Theory]
    [InlineData(MessageActKind.Edit, ActRefusal.Author)]
    [InlineData(MessageActKind.Retraction, ActRefusal.Author)]
    [InlineData(MessageActKind.Reaction, null)]
    public void Only_its_author_changes_a_message_and_anybody_reacts_to_it(MessageActKind kind, object? refusal)
    {
        var ours = Message() with { Direction = MessageDirection.Outgoing, From = Alice };
        Assert.Equal((ActRefusal?)refusal, ActRules.WhyNot(ours, Act(kind)));
        Assert.Equal((ActRefusal?)refusal, ActRules.WhyNot(Message() with { From = Jid.Parse("eve@example.org") }, Act(kind)));
    }

    [Theory]
    [InlineData("o1", "o1", "Bob", "Bobby", null)]
    [InlineData("o1", "o2", "Bob", "Bob", ActRefusal.Author)]
    [InlineData("o1", null, "Bob", "Bob", ActRefusal.Author)]
    [InlineData(null, "o1", "Bob", "Bob", ActRefusal.Author)]
    [InlineData(null, null, "Bob", "Bob", ActRefusal.Author)]
    public void In_a_room_its_id_of_the_occupant_counts_and_no_name(
        string? author,
        string? actor,
        string name,
        string later,
        object? refusal
    )
    {
        var conversation = new ConversationId(Alice, Room);
        var message = Message() with { Conversation = conversation, From = Jid.Parse($"{Room}/{name}"), OccupantId = author };
        var act = Act() with { Conversation = conversation, From = Jid.Parse($"{Room}/{later}"), OccupantId = actor };
        Assert.Equal((ActRefusal?)refusal, ActRules.WhyNot(message, act));
    }

    [Fact]
    public void In_a_room_without_ids_the_real_address_counts()
    {
        var conversation = new ConversationId(Alice, Room);
        var message = Message() with { Conversation = conversation };
        var act = Act() with { Conversation = conversation };
        Assert.Null(ActRules.WhyNot(message, act));
        Assert.Equal(ActRefusal.Author, ActRules.WhyNot(message, act with { From = Jid.Parse("eve@example.org") }));
    }

    [Fact]
    public void Nobody_can_react_in_a_room_who_could_be_anybody()
    {
        var conversation = new ConversationId(Alice, Room);
        var act = Act(MessageActKind.Reaction) with { Conversation = conversation, From = Jid.Parse($"{Room}/Bob") };
        Assert.Equal(ActRefusal.Author, ActRules.WhyNot(Message() with { Conversation = conversation, OccupantId = "o1" }, act));
    }

    [Fact]
    public void What_was_taken_back_is_not_changed_any_more()
    {
        foreach (var kind in Enum.GetValues<MessageActKind>())
        {
            Assert.Equal(ActRefusal.Retracted, ActRules.WhyNot(Message() with { RetractedAt = DateTimeOffset.UnixEpoch }, Act(kind)));
        }
    }
}
