// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;
using static ChatSecure.Network.Tests.Xeps.GroupChat.RoomFixture;

namespace ChatSecure.Network.Tests.Xeps.GroupChat;

/// <summary>What owners, admins and moderators ask of rooms (XEP-0045, sections 8 to 10; XEP-0425).</summary>
public sealed class RoomAdminTests
{
    private const string Owner = "http://jabber.org/protocol/muc#owner";
    private const string Admin = "http://jabber.org/protocol/muc#admin";
    private const string Form =
        "<x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field><field type='fixed'><value>Hi</value></field><field var='muc#roomconfig_roomname'><value>Old</value></field><field var='muc#roomconfig_membersonly' type='boolean'><value>0</value></field><field var='muc#roomconfig_whois' type='list-single'><value>moderators</value></field><field var='muc#roomconfig_lang'><value>en</value></field></x>";

    private readonly RoomFixture _fixture;
    private readonly RoomAdminModule _module;

    public RoomAdminTests()
    {
        RoomAdminModule? module = null;
        _fixture = new(rooms => module = new(rooms));
        _module = module!;
        _fixture.Session.Answer("get", "query", Owner, _ => $"<query xmlns='{Owner}'>{Form}</query>");
        _fixture.Session.Answer("set", "query", Owner, _ => null);
        _fixture.Session.Answer("set", "query", Admin, _ => null);
    }

    private IqStanza LastRequest => _fixture.Session.Requests[^1];

    [Fact]
    public async Task A_new_room_is_configured_before_others_can_enter()
    {
        var creating = _module.CreateAsync(
            Address,
            "me",
            new()
            {
                Name = "The Coven",
                IsMembersOnly = true,
                IsNonAnonymous = true,
            }
        );
        await _fixture.EnterAsync("me", "<status code='110'/><status code='201'/>", id: "own");
        var room = (await creating).Room!;

        var form = DataForm.Read(_fixture.Session.Requests.Single(request => request.Type == "set").Payload!.Children[0])!;
        Assert.Equal(("submit", "http://jabber.org/protocol/muc#roomconfig"), (form.Type, form.FormType));
        Assert.Equal(
            ["The Coven", "1", "anyone", "en"],
            new[] { "roomname", "membersonly", "whois", "lang" }.Select(name => form["muc#roomconfig_" + name]?.Value)
        );
        Assert.False(room.IsNew);
        Assert.Equal("own", room.Self!.OccupantId);
    }

    [Fact]
    public async Task A_room_that_somebody_made_before_is_not_ours()
    {
        var creating = _module.CreateAsync(Address, "me", new());
        await _fixture.EnterAsync("me", "<status code='110'/>");
        await WaitAsync(() => _fixture.LastPresence.Type == "unavailable");
        await _fixture.ExitAsync("me", "<status code='110'/>");

        Assert.Equal(new(RoomAdmission.Exists, null), await creating);
        Assert.DoesNotContain(_fixture.Session.Requests, request => request.Payload!.Namespace == Owner);
        Assert.Empty(_fixture.Module.Rooms);
    }

    [Fact]
    public async Task A_room_that_can_not_be_configured_as_demanded_is_not_made()
    {
        var creating = _module.CreateAsync(Address, "me", new() { Password = "rose" });
        await _fixture.EnterAsync("me", "<status code='110'/><status code='201'/>");
        await WaitAsync(() => _fixture.LastPresence.Type == "unavailable");
        await _fixture.ExitAsync("me", "<status code='110'/>");

        Assert.Equal(ErrorKind.NotSupported, (await Assert.ThrowsAsync<ChatSecureException>(() => creating)).Kind);
        Assert.Equal("cancel", LastRequest.Payload!.Children[0]["type"]);
        Assert.Empty(_fixture.Module.Rooms);
    }

    [Fact]
    public async Task A_name_that_the_room_does_not_take_is_left_out()
    {
        var form = new RoomSettings { Description = "x", AllowsInvitations = true }.Apply(await _module.GetConfigurationAsync(Address));

        Assert.Null(form["muc#roomconfig_roomdesc"]);
        Assert.Equal("Old", form["muc#roomconfig_roomname"]?.Value);
    }

    [Fact]
    public async Task A_room_without_a_form_is_told()
    {
        _fixture.Session.Answer("get", "query", Owner, _ => $"<query xmlns='{Owner}'/>");

        Assert.Equal(
            ErrorKind.Protocol,
            (await Assert.ThrowsAsync<ChatSecureException>(() => _module.GetConfigurationAsync(Address))).Kind
        );
        await Assert.ThrowsAsync<ArgumentException>(() => _module.ConfigureAsync(Address, new("form", [])));
    }

    [Fact]
    public async Task Roles_go_by_nickname_and_affiliations_by_address_and_never_both()
    {
        await _module.SetRoleAsync(Address, "pistol", RoomRole.None, "Avaunt!");
        var role = LastRequest.Payload!.Children[0];
        await _module.SetAffiliationAsync(Address, Jid.Parse("earl@shakespeare.lit/x"), RoomAffiliation.Outcast, "Treason");
        var affiliation = LastRequest.Payload!.Children[0];

        Assert.Equal(("pistol", "none", null, null), (role["nick"], role["role"], role["jid"], role["affiliation"]));
        Assert.Equal("Avaunt!", role.Child("reason", Admin)!.Text);
        Assert.Equal(
            ("earl@shakespeare.lit", "outcast", null, null),
            (affiliation["jid"], affiliation["affiliation"], affiliation["nick"], affiliation["role"])
        );
        Assert.Equal(Address, LastRequest.To);
    }

    [Fact]
    public async Task A_list_is_read_without_what_does_not_belong_there()
    {
        _fixture.Session.Answer(
            "get",
            "query",
            Admin,
            _ =>
                $"<query xmlns='{Admin}'><item affiliation='outcast' jid='earl@shakespeare.lit'><reason>Treason</reason></item><item affiliation='member' jid='hag@shakespeare.lit'/><item affiliation='outcast' jid='@'/><item affiliation='outcast'/></query>"
        );

        Assert.Equal(
            [new(Jid.Parse("earl@shakespeare.lit"), RoomAffiliation.Outcast, null, "Treason")],
            await _module.FetchAffiliatesAsync(Address, RoomAffiliation.Outcast)
        );
        Assert.Equal("outcast", LastRequest.Payload!.Children[0]["affiliation"]);
    }

    [Fact]
    public async Task A_list_that_is_too_long_is_refused()
    {
        var items = string.Concat(Enumerable.Repeat("<item/>", RoomAdminModule.MaxAffiliates + 1));
        _fixture.Session.Answer("get", "query", Admin, _ => $"<query xmlns='{Admin}'>{items}</query>");

        Assert.Equal(
            ErrorKind.Protocol,
            (await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchAffiliatesAsync(Address, RoomAffiliation.Member))).Kind
        );
    }

    [Fact]
    public async Task Destroying_says_why_and_where_to_go()
    {
        await _module.DestroyAsync(Address, "Macbeth doth come.", Jid.Parse("coven2@chat.example/x"));

        var destroy = LastRequest.Payload!.Children[0];
        Assert.Equal(
            ("destroy", "coven2@chat.example", "Macbeth doth come."),
            (destroy.Name, destroy["jid"], destroy.Child("reason", Owner)!.Text)
        );
    }

    [Fact]
    public async Task A_message_is_moderated_by_the_id_that_the_room_gave_it()
    {
        _fixture.Session.Answer("set", "moderate", "urn:xmpp:message-moderate:1", _ => null);

        await _module.ModerateAsync(Message("<body>x</body>"), "Rude");

        var moderate = LastRequest.Payload!;
        Assert.Equal((Address, "a1"), (LastRequest.To, moderate["id"]));
        Assert.NotNull(moderate.Child("retract", "urn:xmpp:message-retract:1"));
        Assert.Equal("Rude", moderate.Child("reason", "urn:xmpp:message-moderate:1")!.Text);
    }

    [Fact]
    public async Task What_is_no_message_to_people_or_has_no_id_is_not_moderated()
    {
        await RefusesAsync(Message("<data xmlns='http://jabber.org/protocol/ibb'/>"));
        await RefusesAsync(Message("<x xmlns='http://jabber.org/protocol/rosterx'/>"));
        await RefusesAsync(Message("<body>x</body>") with { ArchiveId = null });
        await RefusesAsync(Message("<body>x</body>") with { Room = null });
        await RefusesAsync(Message("<body>x</body>") with { Room = new(Address, "other") { IsPrivate = true } });
        Assert.Empty(_fixture.Session.Requests);

        Task RefusesAsync(IncomingMessage message) => Assert.ThrowsAsync<ArgumentException>(() => _module.ModerateAsync(message));
    }

    private static IncomingMessage Message(string content) =>
        new(
            new(FakeXmppSession.ParseXml($"<message type='groupchat' from='{Address}/other'>{content}</message>")),
            MessageSource.Live,
            MessageDirection.Incoming,
            null,
            "a1"
        )
        {
            Room = new(Address, "other"),
        };

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }
}
