// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Invitations;
using static ChatSecure.Network.Tests.Xeps.GroupChat.RoomFixture;

namespace ChatSecure.Network.Tests.Xeps.GroupChat;

/// <summary>Invitations to rooms (XEP-0045, section 7.8.2; XEP-0249).</summary>
public sealed class InvitationTests
{
    private static readonly Jid Inviter = Jid.Parse("crone1@shakespeare.lit/desktop");
    private readonly RoomFixture _fixture;
    private readonly InvitationsModule _module;
    private readonly List<RoomInvitation> _invitations = [];
    private readonly List<RoomDecline> _declines = [];

    public InvitationTests()
    {
        InvitationsModule? module = null;
        _fixture = new(rooms =>
            module = new(rooms)
            {
                Invited = (invitation, _) =>
                {
                    _invitations.Add(invitation);
                    return ValueTask.CompletedTask;
                },
                Declined = (decline, _) =>
                {
                    _declines.Add(decline);
                    return ValueTask.CompletedTask;
                },
            }
        );
        _module = module!;
    }

    [Fact]
    public async Task What_a_former_process_received_waits_again_untold_within_the_same_bounds()
    {
        var kept = new RoomInvitation(Address, Inviter, IsMediated: true) { Password = "cauldronburn" };

        Assert.True(_module.Restore(kept));
        Assert.False(_module.Restore(kept));
        Assert.Equal([kept], _module.Waiting);
        Assert.Empty(_invitations);
        await ReceiveAsync($"{Address}", Mediated(string.Empty, string.Empty));
        Assert.Empty(_invitations);
        for (var i = 0; i < InvitationsModule.MaxPerDomain; i++)
        {
            _module.Restore(new(Jid.Parse($"room{i}@{Address.Domain}"), Inviter, IsMediated: true));
        }

        Assert.Equal(InvitationsModule.MaxPerDomain, _module.Waiting.Count);
    }

    [Fact]
    public async Task A_room_invites_in_the_name_of_somebody()
    {
        await ReceiveAsync(
            $"{Address}",
            Mediated("<reason>Hey Hecate</reason><continue thread='t1'/>", "<password>cauldronburn</password>")
                + "<x xmlns='jabber:x:conference' jid='other@chat.example'/>"
        );

        Assert.Equal(
            [
                new(Address, Inviter, true)
                {
                    Reason = "Hey Hecate",
                    Password = "cauldronburn",
                    Continues = true,
                    Thread = "t1",
                },
            ],
            _invitations
        );
        Assert.Equal(_invitations, _module.Waiting);
        Assert.Empty(_fixture.Session.Ordinary);
    }

    [Fact]
    public async Task Somebody_invites_directly()
    {
        await ReceiveAsync(
            $"{Inviter}",
            $"<x xmlns='jabber:x:conference' jid='{Address}' password='p' reason='r' continue='true' thread='t'/><body>Join us</body>"
        );

        Assert.Equal(
            [
                new(Address, Inviter, false)
                {
                    Reason = "r",
                    Password = "p",
                    Continues = true,
                    Thread = "t",
                },
            ],
            _invitations
        );
        Assert.Contains("jabber:x:conference", _module.Features);
    }

    [Theory]
    [InlineData("coven@chat.example/other", "")]
    [InlineData("chat.example", "")]
    [InlineData("@", "")]
    [InlineData("coven@chat.example", "type='groupchat'")]
    [InlineData("coven@chat.example", "type='error'")]
    public async Task Only_a_room_itself_invites_in_its_name(string from, string attributes)
    {
        await ReceiveAsync(from, Mediated("", ""), attributes);

        Assert.Empty(_invitations);
    }

    [Theory]
    [InlineData("<x xmlns='jabber:x:conference'/>")]
    [InlineData("<x xmlns='jabber:x:conference' jid='@'/>")]
    [InlineData("<x xmlns='jabber:x:conference' jid='chat.example'/>")]
    [InlineData("<x xmlns='jabber:x:conference' jid='a@chat.example'/><x xmlns='jabber:x:conference' jid='b@chat.example'/>")]
    [InlineData("<x xmlns='http://jabber.org/protocol/muc#user'><invite from='@'/></x>")]
    [InlineData("<x xmlns='http://jabber.org/protocol/muc#user'><invite/></x>")]
    [InlineData("<x xmlns='http://jabber.org/protocol/muc#user'><invite from='a@b.example'/><invite from='c@d.example'/></x>")]
    public async Task A_malformed_invitation_is_none_and_no_message(string content)
    {
        await ReceiveAsync($"{Address}", content + "<body>x</body>");

        Assert.Empty(_invitations);
        Assert.Empty(_fixture.Session.Ordinary);
    }

    [Fact]
    public async Task Two_invitations_to_a_room_are_told_once_until_it_is_answered()
    {
        await ReceiveAsync($"{Inviter}", Direct(Address));
        await ReceiveAsync($"{Address}", Mediated("", ""));
        Assert.Single(_invitations);

        await _module.DeclineAsync(_invitations[0]);
        await ReceiveAsync($"{Address}", Mediated("", ""));
        Assert.Equal(2, _invitations.Count);
        _module.Dismiss(Address);
        Assert.Empty(_module.Waiting);
    }

    [Fact]
    public async Task An_invitation_to_where_we_are_is_dropped()
    {
        await _fixture.JoinAsync();
        await ReceiveAsync($"{Address}", Mediated("", ""));
        await ReceiveAsync($"{Inviter}", Direct(Address));
        await ReceiveAsync($"{Address}/other", Direct(Address));
        await _fixture.SayAsync("other", Mediated("", ""), type: "chat");

        Assert.Empty(_invitations);
        Assert.Empty(_fixture.Session.Ordinary);
    }

    [Fact]
    public async Task Invitations_of_strangers_are_bounded()
    {
        for (var i = 0; i < 200; i++)
        {
            await ReceiveAsync("spammer@spam.example/a", Direct(Jid.Parse($"r{i}@chat.example")));
        }

        Assert.Equal(InvitationsModule.MaxPerDomain, _module.Waiting.Count);
        await ReceiveAsync($"{Inviter}", Direct(Address));
        Assert.Equal(Inviter, _invitations[^1].Inviter);

        for (var i = 0; i < 200; i++)
        {
            await ReceiveAsync($"spammer@spam{i}.example/a", Direct(Jid.Parse($"s{i}@chat.example")));
        }

        Assert.Equal(InvitationsModule.MaxWaiting, _module.Waiting.Count);
        Assert.Equal(InvitationsModule.MaxWaiting, _invitations.Count);
    }

    [Fact]
    public async Task A_long_reason_is_cut_between_characters()
    {
        await ReceiveAsync($"{Inviter}", $"<x xmlns='jabber:x:conference' jid='{Address}' reason='{new string('x', 1023)}😺'/>");

        Assert.Equal(new string('x', 1023), _invitations[0].Reason);
    }

    [Fact]
    public async Task Inviting_goes_through_the_room_or_directly()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _module.InviteAsync(Address, Inviter));
        await _fixture.JoinAsync();
        await _module.InviteAsync(Address, Inviter.Bare, "Hey");
        var mediated = Assert.IsType<MessageStanza>(_fixture.Session.Sent[^1]);
        await _module.InviteDirectlyAsync(new(Address, FakeXmppSession.Me, false) { Password = "p" }, Inviter.Bare);
        var direct = Assert.IsType<MessageStanza>(_fixture.Session.Sent[^1]);

        var invite = mediated.Element.Child("x", User)!.Child("invite", User)!;
        Assert.Equal(
            (Address, "normal", "crone1@shakespeare.lit", "Hey"),
            (mediated.To, mediated.Type, invite["to"], invite.Child("reason", User)!.Text)
        );
        var x = Assert.Single(direct.Element.Children);
        Assert.Equal((Inviter.Bare, "coven@chat.example", "p"), (direct.To, x["jid"], x["password"]));
    }

    [Fact]
    public async Task Only_a_mediated_invitation_is_declined_aloud()
    {
        await _module.DeclineAsync(new(Address, Inviter, IsMediated: false), "No");
        Assert.Empty(_fixture.Session.Sent);
        await _module.DeclineAsync(new(Address, Inviter, IsMediated: true), "No");

        var decline = _fixture.Session.Sent[0].Element.Child("x", User)!.Child("decline", User)!;
        Assert.Equal(
            (Address, Inviter.ToString(), "No"),
            (_fixture.Session.Sent[0].To, decline["to"], decline.Child("reason", User)!.Text)
        );
    }

    [Fact]
    public async Task Who_declines_is_told_by_a_room_that_we_are_in_and_nobody_else()
    {
        var decline = $"<x xmlns='{User}'><decline from='hecate@shakespeare.lit'><reason>Busy</reason></decline></x>";
        await ReceiveAsync($"{Address}", decline);
        await _fixture.JoinAsync();
        await ReceiveAsync($"{Address}/other", decline);
        await ReceiveAsync("elsewhere@chat.example", decline);
        Assert.Empty(_declines);
        await ReceiveAsync($"{Address}", decline);

        Assert.Equal([new(Address, Jid.Parse("hecate@shakespeare.lit"), "Busy")], _declines);
    }

    [Fact]
    public async Task A_private_message_with_the_mark_of_rooms_is_no_invitation()
    {
        await ReceiveAsync("elsewhere@chat.example/other", $"<x xmlns='{User}'/><body>x</body>");

        Assert.Single(_fixture.Session.Ordinary);
    }

    private Task ReceiveAsync(string from, string content, string attributes = "") =>
        _fixture.Session.ReceiveMessageAsync($"<message from='{from}' {attributes}>{content}</message>");

    private static string Mediated(string inside, string beside) =>
        $"<x xmlns='{User}'><invite from='{Inviter}'>{inside}</invite>{beside}</x>";

    private static string Direct(Jid room) => $"<x xmlns='jabber:x:conference' jid='{room}'/>";
}
