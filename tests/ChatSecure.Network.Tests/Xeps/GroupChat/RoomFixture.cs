// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Network.Tests.Xeps.GroupChat;

/// <summary>A scripted room that we can enter.</summary>
internal sealed class RoomFixture
{
    public const string User = "http://jabber.org/protocol/muc#user";
    public const string OccupantIds = "urn:xmpp:occupant-id:0";
    public static readonly Jid Address = Jid.Parse("coven@chat.example");
    private string[] _features = [OccupantIds, "urn:xmpp:mam:2"];

    public RoomFixture(params IXmppModule[] further)
        : this(_ => further) { }

    public RoomFixture(Func<GroupChatModule, IXmppModule> further)
        : this(rooms => [further(rooms)]) { }

    private RoomFixture(Func<GroupChatModule, IXmppModule[]> further)
    {
        var discovery = new DiscoveryModule();
        var archive = new ArchiveModule();
        Module = new(discovery, archive)
        {
            Changed = (happened, _) =>
            {
                Events.Add(happened);
                return ValueTask.CompletedTask;
            },
        };
        Session = FakeXmppSession.With([discovery, archive, Module, .. further(Module)]);
        Session.Answer("get", "query", DiscoInfo.Namespace, _ => InfoXml());
    }

    public FakeXmppSession Session { get; }

    public GroupChatModule Module { get; }

    public Recorded<RoomEvent> Events { get; } = new();

    public Room Room => Module.Find(Address)!;

    public PresenceStanza LastPresence => Session.Sent.OfType<PresenceStanza>().Last();

    /// <summary>What the room announces beyond being one.</summary>
    public RoomFixture Announcing(params string[] features)
    {
        _features = features;
        return this;
    }

    public async Task<Room> JoinAsync(string nickname = "me", bool withSubject = true)
    {
        var joining = Module.JoinAsync(Address, nickname);
        await EnterAsync(nickname, "<status code='110'/>", id: "own");
        var result = await joining;
        Assert.Equal(RoomAdmission.Admitted, result.Admission);
        if (withSubject)
        {
            await SayAsync(null, "<subject/>");
        }

        Events.Clear();
        return result.Room!;
    }

    /// <summary>An occupant's presence.</summary>
    public Task EnterAsync(
        string nickname,
        string statuses = "",
        string? id = null,
        string item = "affiliation='member' role='participant'"
    ) =>
        Session.ReceivePresenceAsync(
            $"<presence from='{Address}/{nickname}'><x xmlns='{User}'><item {item}/>{statuses}</x>{OccupantId(id)}</presence>"
        );

    public Task ExitAsync(string nickname, string content = "") =>
        Session.ReceivePresenceAsync(
            $"<presence type='unavailable' from='{Address}/{nickname}'><x xmlns='{User}'>{content}</x></presence>"
        );

    public Task ErrorAsync(string id, string condition, string nickname = "me") =>
        Session.ReceivePresenceAsync($"<presence type='error' id='{id}' from='{Address}/{nickname}'>{ErrorXml(condition)}</presence>");

    /// <summary>A message to all; of the room itself without nickname.</summary>
    public Task SayAsync(string? nickname, string content, string? occupantId = null, string attributes = "", string type = "groupchat") =>
        Session.ReceiveMessageAsync(
            $"<message type='{type}' from='{Address}{(nickname is null ? "" : "/" + nickname)}' {attributes}>{content}{OccupantId(occupantId)}</message>"
        );

    public static string OccupantId(string? id) => id is null ? "" : $"<occupant-id xmlns='{OccupantIds}' id='{id}'/>";

    public static string ErrorXml(string condition) =>
        $"<error type='cancel'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private string InfoXml() =>
        $"<query xmlns='{DiscoInfo.Namespace}'><identity category='conference' type='text' name='The Coven'/><feature var='{GroupChatModule.Namespace}'/>{string.Concat(_features.Select(feature => $"<feature var='{feature}'/>"))}</query>";
}
