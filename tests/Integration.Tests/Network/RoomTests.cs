// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;
using ChatSecure.Network.Xeps.GroupChat.Invitations;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>Rooms of a real server (XEP-0045 and what belongs to it).</summary>
public abstract class RoomTests(LabServer server)
{
    private readonly Jid _address = Jid.Parse($"r{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}@muc.{server.Domain}");

    [Fact]
    public async Task Two_talk_in_a_room_that_one_of_them_made()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        var created = await juliet.Admin.CreateAsync(
            _address,
            "Juliet",
            new()
            {
                Name = "The Balcony",
                IsNonAnonymous = true,
                IsHidden = true,
            }
        );
        var room = created.Room!;
        Assert.True(room.Details is { Name: "The Balcony", IsNonAnonymous: true, IsHidden: true, HasOccupantIds: true, HasArchive: true });
        Assert.Equal(RoomAffiliation.Owner, room.Self!.Affiliation);

        var entered = (await romeo.Rooms.JoinAsync(_address, "Romeo")).Room!;
        Assert.True(entered.IsNonAnonymous);
        Assert.Equal(["Juliet", "Romeo"], entered.Occupants.Select(occupant => occupant.Nickname).Order());
        var joined = await juliet.HappensAsync<OccupantChanged>();
        Assert.Equal((OccupantChange.Joined, romeo.Account), (joined.Change, joined.Occupant.RealAddress?.Bare));

        var reflected = await juliet.Rooms.SendAsync(_address, new MessageStanza(to: null) { Body = "Wherefore art thou?" });
        var heard = await romeo.ReceivesAsync(message => message.Stanza.Body == "Wherefore art thou?");
        Assert.Equal((MessageDirection.Outgoing, true), (reflected.Direction, reflected.Room!.IsReflection));
        Assert.Equal((MessageDirection.Incoming, false, false), (heard.Direction, heard.Room!.IsReflection, heard.Room.IsHistory));
        Assert.NotNull(heard.ArchiveId);
        Assert.Equal(reflected.ArchiveId, heard.ArchiveId);
        Assert.Equal(("Juliet", juliet.Account), (heard.Room.Nickname, heard.Room.RealAddress));
        Assert.Equal(room.Self.OccupantId, heard.Room.OccupantId);
        Assert.Equal(reflected.Room.Author, heard.Room.Author);

        await romeo.Rooms.SendPrivateAsync(_address, "Juliet", new MessageStanza(to: null) { Body = "Psst" });
        var secret = await juliet.ReceivesAsync(message => message.Stanza.Body == "Psst");
        Assert.True(secret.Room is { IsPrivate: true, Nickname: "Romeo" });

        await juliet.Rooms.SetSubjectAsync(_address, "Names");
        await romeo.HappensAsync<RoomSubjectChanged>(changed => changed is { Subject: "Names", Nickname: "Juliet" });
    }

    [Fact]
    public async Task A_newcomer_reads_the_room_s_archive_or_its_history()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet", new() { IsMembersOnly = false });
        for (var i = 1; i <= 3; i++)
        {
            await juliet.Rooms.SendAsync(_address, new MessageStanza(to: null) { Body = $"{i}" });
        }

        var room = (await romeo.Rooms.JoinAsync(_address, "Romeo", new() { HistoryMessages = 2, HistoryCharacters = null })).Room!;
        var old = await romeo.ReceivesAsync(message => message.Stanza.Body is not null);
        var page = await romeo.Rooms.FetchArchiveAsync(_address, new() { BeforeId = "", Max = 2 });
        var own = await juliet.Rooms.FetchArchiveAsync(_address, new() { Max = 10 });

        Assert.Equal("2", old.Stanza.Body);
        Assert.True(old.Room is { IsHistory: true, Nickname: "Juliet" });
        Assert.NotNull(old.Stamp);
        Assert.Equal(["2", "3"], page.Messages.Select(message => message.Stanza.Body));
        Assert.Equal(room.Find("Juliet")!.OccupantId, page.Messages[0].Room!.OccupantId);
        Assert.Equal(old.ArchiveId, page.Messages[0].ArchiveId);
        Assert.All(page.Messages, message => Assert.Equal(MessageDirection.Incoming, message.Direction));
        var said = own.Messages.Where(message => message.Stanza.Body is not null).ToArray();
        Assert.Equal(3, said.Length);
        Assert.All(said, message => Assert.Equal(MessageDirection.Outgoing, message.Direction));
    }

    [Fact]
    public async Task Names_are_taken_changed_and_kept_apart()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet");

        Assert.Equal(RoomAdmission.NicknameTaken, (await romeo.Rooms.JoinAsync(_address, "Juliet")).Admission);
        Assert.Equal(RoomAdmission.Exists, (await romeo.Admin.CreateAsync(_address, "Romeo")).Admission);
        var room = (await romeo.Rooms.JoinAsync(_address, "Romeo")).Room!;
        Assert.Equal(RoomAdmission.NicknameTaken, await romeo.Rooms.ChangeNicknameAsync(_address, "Juliet"));
        Assert.Equal(RoomAdmission.Admitted, await romeo.Rooms.ChangeNicknameAsync(_address, "Montague"));
        Assert.Equal("Montague", room.Nickname);

        var renamed = await juliet.HappensAsync<OccupantChanged>(changed => changed.Change == OccupantChange.Renamed);
        Assert.Equal(("Romeo", "Montague"), (renamed.FormerNickname, renamed.Occupant.Nickname));
        Assert.NotNull(juliet.Rooms.Find(_address)!.Find("Montague"));
        var sent = await romeo.Rooms.SendAsync(_address, new MessageStanza(to: null) { Body = "Still me" });
        Assert.Equal("Montague", sent.Room!.Nickname);
    }

    [Fact]
    public async Task A_ping_to_oneself_finds_out_that_one_is_gone()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet", new() { IsPersistent = true });

        Assert.Equal(RoomCheck.Joined, await juliet.Rooms.CheckAsync(_address));

        juliet.GoDeaf();
        await juliet.Lab.Client.SendAsync(new PresenceStanza("unavailable", _address.WithResource("Juliet")));

        Assert.NotNull(juliet.Rooms.Find(_address));
        Assert.Equal(RoomCheck.NotJoined, await juliet.Rooms.CheckAsync(_address));
        Assert.Null(juliet.Rooms.Find(_address));
    }

    [Fact]
    public async Task Who_is_banned_does_not_come_back()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet");
        await romeo.Rooms.JoinAsync(_address, "Romeo");
        await juliet.Admin.SetAffiliationAsync(_address, romeo.Account, RoomAffiliation.Outcast, "Feud");

        var left = await romeo.HappensAsync<RoomLeft>();
        Assert.Equal((RoomLeaveReason.Banned, "Feud"), (left.Reason, left.Text));
        Assert.Equal(RoomAdmission.Banned, (await romeo.Rooms.JoinAsync(_address, "Romeo")).Admission);
        Assert.Equal("Feud", Assert.Single(await juliet.Admin.FetchAffiliatesAsync(_address, RoomAffiliation.Outcast)).Reason);
    }

    [Fact]
    public async Task A_room_for_members_lets_in_whom_it_knows()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet", new() { IsMembersOnly = true, IsNonAnonymous = true });

        Assert.Equal(RoomAdmission.MembersOnly, (await romeo.Rooms.JoinAsync(_address, "Romeo")).Admission);
        await juliet.Admin.SetAffiliationAsync(_address, romeo.Account, RoomAffiliation.Member);
        Assert.Equal(
            [romeo.Account],
            (await juliet.Admin.FetchAffiliatesAsync(_address, RoomAffiliation.Member)).Select(one => one.Address)
        );
        Assert.Equal(RoomAdmission.Admitted, (await romeo.Rooms.JoinAsync(_address, "Romeo")).Admission);
        await juliet.Admin.SetAffiliationAsync(_address, romeo.Account, RoomAffiliation.None);

        Assert.Equal(RoomLeaveReason.AffiliationLost, (await romeo.HappensAsync<RoomLeft>()).Reason);
    }

    [Fact]
    public async Task A_password_is_asked_for_and_a_full_configuration_comes_back()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet", new() { Password = "rose", Name = "Garden" });

        Assert.Equal("rose", (await juliet.Admin.GetConfigurationAsync(_address))["muc#roomconfig_roomsecret"]?.Value);
        Assert.Equal(RoomAdmission.PasswordRequired, (await romeo.Rooms.JoinAsync(_address, "Romeo")).Admission);
        Assert.Equal(RoomAdmission.Admitted, (await romeo.Rooms.JoinAsync(_address, "Romeo", new() { Password = "rose" })).Admission);
        await juliet.Admin.ConfigureAsync(
            _address,
            new RoomSettings { Name = "Orchard" }.Apply(await juliet.Admin.GetConfigurationAsync(_address))
        );
        await romeo.HappensAsync<RoomConfigurationChanged>();

        Assert.Equal("Orchard", (await romeo.Rooms.QueryDetailsAsync(_address))!.Name);
        await Assert.ThrowsAsync<StanzaErrorException>(() => romeo.Admin.GetConfigurationAsync(_address));
    }

    [Fact]
    public async Task Who_is_kicked_banned_or_robbed_of_the_room_learns_why()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet", new() { IsModerated = true });
        await romeo.Rooms.JoinAsync(_address, "Romeo");
        await juliet.Admin.SetRoleAsync(_address, "Romeo", RoomRole.Visitor);
        if (romeo.Rooms.Find(_address)!.Self!.Role != RoomRole.Visitor)
        {
            await romeo.HappensAsync<OccupantChanged>(changed => changed.Occupant is { Nickname: "Romeo", Role: RoomRole.Visitor });
        }

        var refused = await Assert.ThrowsAsync<StanzaErrorException>(() =>
            romeo.Rooms.SendAsync(_address, new MessageStanza(to: null) { Body = "But soft" })
        );
        Assert.Equal("forbidden", refused.Condition);

        await juliet.Admin.SetRoleAsync(_address, "Romeo", RoomRole.None, "Too loud");
        var kicked = await romeo.HappensAsync<RoomLeft>();
        Assert.Equal((RoomLeaveReason.Kicked, "Too loud"), (kicked.Reason, kicked.Text));
        await romeo.Rooms.JoinAsync(_address, "Romeo");
        await juliet.Admin.DestroyAsync(_address, "Curtain", Jid.Parse($"tomb@muc.{server.Domain}"));
        var destroyed = await romeo.HappensAsync<RoomLeft>();
        Assert.Equal(
            (RoomLeaveReason.Destroyed, Jid.Parse($"tomb@muc.{server.Domain}"), "Curtain"),
            (destroyed.Reason, destroyed.Alternate, destroyed.Text)
        );
    }

    [Fact]
    public async Task Invitations_come_through_the_room_and_directly_once()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet");

        await juliet.Invitations.InviteAsync(_address, romeo.Account, "Come");
        var mediated = await romeo.IsInvitedAsync();
        Assert.Equal((_address, true, "Come"), (mediated.Room, mediated.IsMediated, mediated.Reason));
        // Prosody names the inviter as an occupant, ejabberd by the real address.
        Assert.Contains(mediated.Inviter, new[] { _address.WithResource("Juliet"), juliet.Account, juliet.Lab.Client.BoundAddress!.Value });
        var device = romeo.Lab.Client.BoundAddress!.Value;
        await juliet.Invitations.InviteDirectlyAsync(new(_address, juliet.Account, false) { Reason = "Once more" }, device);
        await juliet.Lab.Client.SendAsync(new MessageStanza(device) { Body = "Well?" });
        await romeo.ReceivesAsync(message => message.Stanza.Body == "Well?");
        await romeo.Invitations.DeclineAsync(mediated, "Busy");
        var declined = await juliet.IsDeclinedAsync();
        Assert.Equal((_address, romeo.Account, "Busy"), (declined.Room, declined.Invitee.Bare, declined.Reason));

        await juliet.Invitations.InviteDirectlyAsync(new(_address, juliet.Account, false) { Reason = "Again" }, device);
        var direct = await romeo.IsInvitedAsync();
        Assert.Equal("Again", direct.Reason);
        Assert.Equal((_address, juliet.Lab.Client.BoundAddress), (direct.Room, direct.Inviter));
        Assert.Equal(RoomAdmission.Admitted, (await romeo.Rooms.JoinAsync(direct.Room, "Romeo")).Admission);
        Assert.Empty(romeo.Invitations.Waiting);
    }

    [Fact]
    public async Task A_moderator_retracts_a_message_for_all()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var romeo = await RoomClient.ConnectAsync(server);
        var room = (await juliet.Admin.CreateAsync(_address, "Juliet")).Room!;
        Assert.True(room.Details.CanModerateMessages);
        await romeo.Rooms.JoinAsync(_address, "Romeo");
        await romeo.Rooms.SendAsync(_address, new MessageStanza(to: null) { Body = "Rude" });
        var rude = await juliet.ReceivesAsync(message => message.Stanza.Body == "Rude");

        await juliet.Admin.ModerateAsync(rude, "Manners");
        var announced = await romeo.ReceivesAsync(message => message.Room?.Moderation is not null);

        var moderation = announced.Room!.Moderation!;
        Assert.Equal((rude.ArchiveId, "Manners"), (moderation.MessageId, moderation.Reason));
        // Prosody tells the moderator's id, ejabberd the nickname.
        Assert.True(moderation.ModeratorId == room.Self!.OccupantId || moderation.ModeratorNickname == "Juliet");
        Assert.Null(announced.Room.Author);
        var refused = await Assert.ThrowsAsync<StanzaErrorException>(() =>
            romeo.Admin.ModerateAsync(announced with { ArchiveId = rude.ArchiveId })
        );
        Assert.Equal("forbidden", refused.Condition);
    }

    [Fact]
    public async Task What_an_occupant_forges_does_not_reach_the_others()
    {
        await using var juliet = await RoomClient.ConnectAsync(server);
        await using var mallory = await RoomClient.ConnectAsync(server);
        await juliet.Admin.CreateAsync(_address, "Juliet");
        await mallory.Rooms.JoinAsync(_address, "Mallory");
        var forged = new MessageStanza(to: null) { Body = "Hear" };
        forged.Element.Add(new("stanza-id", StableIds.Namespace) { ["id"] = "forged", ["by"] = _address.ToString() });
        forged.Element.Add(new("occupant-id", RoomDetails.OccupantIdFeature) { ["id"] = "forged" });
        forged.Element.Add(new("delay", Delay.Namespace) { ["from"] = _address.ToString(), ["stamp"] = "2001-01-01T00:00:00Z" });

        await mallory.Rooms.SendAsync(_address, forged);
        var heard = await juliet.ReceivesAsync(message => message.Stanza.Body == "Hear");

        Assert.Equal(mallory.Rooms.Find(_address)!.Self!.OccupantId, heard.Room!.OccupantId);
        Assert.NotEqual("forged", heard.ArchiveId);
        Assert.Null(heard.Stamp);
        Assert.False(heard.Room.IsHistory);
    }
}
