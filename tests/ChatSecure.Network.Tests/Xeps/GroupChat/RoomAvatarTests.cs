// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.VCards;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xeps.GroupChat;

/// <summary>Pictures of rooms (XEP-0486).</summary>
public sealed class RoomAvatarTests
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";
    private static readonly byte[] _png = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)10, .. "\0\0\0\rIHDR\0\0\0\u0010\0\0\0\u0010\b\u0006\0\0\0"u8];
    private readonly VCardModule _vCards = new();
    private readonly AvatarModule _avatars;
    private readonly RoomFixture _fixture;

    public RoomAvatarTests()
    {
        _avatars = new(new PubSubModule(), _vCards);
        _fixture = new RoomFixture(_vCards, _avatars);
    }

    [Theory]
    [InlineData("<photo>" + Id + "</photo>", Id)]
    [InlineData("<photo/>", null)]
    public async Task A_room_tells_by_its_own_presence_what_picture_it_has(string photo, string? expected)
    {
        await _fixture.JoinAsync();
        await AnnounceAsync(RoomFixture.Address.ToString(), photo);

        Assert.Equal(new RoomAvatarAnnounced(RoomFixture.Address, expected), Assert.Single(_fixture.Events));
    }

    [Theory]
    [InlineData("/Mallory", "<photo>" + Id + "</photo>")]
    [InlineData("", "<photo>no id</photo>")]
    [InlineData("", "")]
    public async Task What_an_occupant_says_or_nobody_can_read_is_no_picture_of_the_room(string who, string photo)
    {
        await _fixture.JoinAsync();
        await AnnounceAsync(RoomFixture.Address + who, photo);

        Assert.Empty(_fixture.Events.OfType<RoomAvatarAnnounced>());
    }

    [Fact]
    public void A_room_tells_in_what_it_announces_of_itself_too()
    {
        Assert.Equal(Id, Read(Id)!.AvatarId);
        Assert.Null(Read("../../etc/passwd")!.AvatarId);

        static RoomDetails? Read(string hash) =>
            RoomDetails.Read(
                DiscoInfo.Read(
                    XmppElement.Parse(
                        System.Text.Encoding.UTF8.GetBytes(
                            $"<query xmlns='{DiscoInfo.Namespace}'><identity category='conference' type='text'/><feature var='{GroupChatModule.Namespace}'/>"
                                + "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roominfo</value></field>"
                                + $"<field var='muc#roominfo_avatarhash'><value>{hash}</value></field></x></query>"
                        )
                    )
                )!
            );
    }

    [Fact]
    public async Task A_picture_is_written_into_the_card_that_the_room_has()
    {
        _fixture.Session.Answer("get", "vCard", VCardModule.Namespace, _ => "<vCard xmlns='vcard-temp'><FN>The Coven</FN></vCard>");
        _fixture.Session.Answer("set", "vCard", VCardModule.Namespace, _ => null);
        var avatar = await _avatars.SetRoomAvatarAsync(RoomFixture.Address, _png);

        var written = _fixture.Session.Requests.Last(request => request.Type == "set");
        Assert.Equal(RoomFixture.Address, written.To);
        Assert.Equal("The Coven", written.Payload!.Child("FN", VCardModule.Namespace)!.Text);
        Assert.Equal("image/png", written.Payload.Child("PHOTO", VCardModule.Namespace)!.Child("TYPE", VCardModule.Namespace)!.Text);
        Assert.Equal(40, avatar!.Id.Length);
        await Assert.ThrowsAsync<ArgumentException>(() => _avatars.SetRoomAvatarAsync(RoomFixture.Address, new byte[] { 1, 2, 3 }));
    }

    private Task AnnounceAsync(string from, string photo) =>
        _fixture.Session.ReceivePresenceAsync($"<presence from='{from}'><x xmlns='vcard-temp:x:update'>{photo}</x></presence>");
}
