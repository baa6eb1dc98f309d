// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.VCards;
using CsCheck;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class AvatarTests
{
    private const string PubSub = "http://jabber.org/protocol/pubsub";
    private const string Metadata = "urn:xmpp:avatar:metadata";
    private static readonly byte[] Image = Png(64, 64);
    private static readonly string Id = Convert.ToHexStringLower(SHA1.HashData(Image));

    private readonly AvatarModule _module;
    private readonly List<(Jid Owner, AvatarInfo? Info)> _changes = [];
    private readonly List<(Jid Device, string? Id)> _announced = [];
    private readonly FakeXmppSession _session;

    public AvatarTests()
    {
        var discovery = new DiscoveryModule();
        var capabilities = new CapabilitiesModule(discovery);
        var presence = new PresenceModule(capabilities);
        var pubSub = new PubSubModule();
        var vCards = new VCardModule();
        _module = new(pubSub, vCards, presence)
        {
            Changed = (owner, info, _) =>
            {
                _changes.Add((owner, info));
                return ValueTask.CompletedTask;
            },
            VCardAvatarAnnounced = (device, id, _) =>
            {
                _announced.Add((device, id));
                return ValueTask.CompletedTask;
            },
        };
        _session = With(discovery, capabilities, presence, pubSub, vCards, _module);
        _session.Answer("set", "pubsub", PubSub, _ => null);
        _session.Answer("set", "vCard", VCardModule.Namespace, _ => null);
        _session.Answer("get", "vCard", VCardModule.Namespace, _ => "<vCard xmlns='vcard-temp'><FN>Juliet</FN></vCard>");
        AnswerFeatures();
    }

    [Fact]
    public async Task The_bytes_are_published_before_what_is_told_of_them()
    {
        AnswerFeatures(AvatarModule.ConversionFeature);

        var info = await _module.PublishAsync(Image);

        Assert.Equal(new(Id, "image/png", Image.Length), info);
        var published = _session
            .Requests.Where(request => request.Payload!.Name == "pubsub")
            .Select(request => request.Payload!.Children[0])
            .ToList();
        Assert.Equal(["urn:xmpp:avatar:data", Metadata], published.Select(publish => publish["node"]));
        Assert.All(published, publish => Assert.Equal(Id, publish.Children[0]["id"]));
        Assert.Empty(published[0].Children[0].Children[0].Attributes);
        Assert.Equal(info, AvatarPayload.ReadMetadata(published[1].Children[0].Children[0]));
        Assert.DoesNotContain(_session.Requests, request => request.Payload!.Name == "vCard");
        Assert.Empty(_session.Sent);
    }

    [Fact]
    public async Task A_server_that_does_not_convert_gets_the_avatar_in_the_vcard_too()
    {
        await _module.PublishAsync(Image, AccessModel.Open);

        var card = new VCard(Assert.Single(_session.Requests, request => request is { Type: "set", Payload.Name: "vCard" }).Payload!);
        Assert.Equal("Juliet", card.FullName);
        Assert.Equal(Image, card.Photo.ToArray());
        Assert.Equal(Id, Photo(Assert.Single(_session.Sent)));
    }

    [Fact]
    public async Task An_avatar_that_is_not_for_everybody_does_not_go_into_the_vcard()
    {
        await _module.PublishAsync(Image, AccessModel.Presence);

        Assert.DoesNotContain(_session.Requests, request => request is { Type: "set", Payload.Name: "vCard" });
        Assert.Equal("", Photo(Assert.Single(_session.Sent)));
    }

    [Fact]
    public async Task The_same_image_is_not_uploaded_again()
    {
        _session.Answer(
            "get",
            "vCard",
            VCardModule.Namespace,
            _ => $"<vCard xmlns='vcard-temp'><PHOTO><BINVAL>{Convert.ToBase64String(Image)}</BINVAL></PHOTO></vCard>"
        );

        await _module.PublishAsync(Image, AccessModel.Open);

        Assert.DoesNotContain(_session.Requests, request => request is { Type: "set", Payload.Name: "vCard" });
        Assert.Equal(Id, Photo(Assert.Single(_session.Sent)));
    }

    [Fact]
    public async Task An_avatar_is_taken_back()
    {
        await _module.RemoveAsync();

        var publish = _session.Requests.First(request => request.Payload!.Child("publish", PubSub) is not null).Payload!.Children[0];
        Assert.Equal(Metadata, publish["node"]);
        Assert.Empty(publish.Children[0].Children[0].Children);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(AvatarModule.MaxPixels + 1, 10)]
    [InlineData(10, -1)]
    public async Task An_image_beyond_the_bounds_is_not_published(int width, int height)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.PublishAsync(Png(width, height)));
        await Assert.ThrowsAsync<ArgumentException>(() => _module.PublishAsync(Gif(10, 10)));
        await Assert.ThrowsAsync<ArgumentException>(() => _module.PublishAsync(new byte[AvatarModule.MaxBytes + 1]));

        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task A_session_starts_by_knowing_of_no_avatar()
    {
        await _session.StartAsync();

        Assert.Null(Photo(Assert.Single(_session.Sent)));
    }

    [Theory]
    [InlineData("<presence from='juliet@capulet.example/other'/>", true)]
    [InlineData("<presence from='juliet@capulet.example/other'><x xmlns='vcard-temp:x:update'><photo/></x></presence>", true)]
    [InlineData("<presence from='juliet@capulet.example/other'><x xmlns='vcard-temp:x:update'><photo>00</photo></x></presence>", true)]
    [InlineData("<presence from='juliet@capulet.example/other'><x xmlns='vcard-temp:x:update'/></presence>", false)]
    [InlineData("<presence from='juliet@capulet.example/balcony'/>", false)]
    [InlineData("<presence from='romeo@montague.example/other'/>", false)]
    public async Task Another_device_that_changes_the_vcard_ends_what_we_say_of_it(string presence, bool ends)
    {
        await _module.PublishAsync(Image, AccessModel.Open);

        await _session.ReceivePresenceAsync(presence);
        await _session.ReceivePresenceAsync(presence);

        Assert.Equal(ends ? 2 : 1, _session.Sent.Count);
        Assert.Equal(ends ? null : Id, Photo(_session.Sent[^1]));
    }

    [Fact]
    public async Task A_change_is_told_with_its_owner()
    {
        await ReceiveAsync(
            "romeo@montague.example/orchard",
            $"<item><metadata xmlns='{Metadata}'><info id='{Id}' type='image/png' bytes='70'/></metadata></item>"
        );
        await ReceiveAsync("romeo@montague.example", $"<item><metadata xmlns='{Metadata}'/></item>");

        Assert.Equal([(Peer, new(Id, "image/png", 70)), (Peer, null)], _changes);
    }

    [Theory]
    [InlineData("id='x' type='image/png' bytes='1'")]
    [InlineData("type='image/png' bytes='1'")]
    [InlineData("id='{0}' type='image/svg+xml' bytes='1'")]
    [InlineData("id='{0}' type='image/png' bytes='0'")]
    [InlineData("id='{0}' type='image/png' bytes='-1'")]
    [InlineData("id='{0}' type='image/png' bytes='524289'")]
    [InlineData("id='{0}' type='image/png' bytes='1' url='https://evil.example/track.png'")]
    public async Task An_avatar_that_is_elsewhere_too_large_or_malformed_is_none(string attributes)
    {
        await ReceiveAsync(
            "romeo@montague.example",
            $"<item><metadata xmlns='{Metadata}'><info {attributes.Replace("{0}", Id, StringComparison.Ordinal)}/></metadata></item>"
        );

        Assert.Equal([(Peer, null)], _changes);
        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task Of_several_forms_the_png_counts_for_that_is_what_the_node_has()
    {
        var other = new string('a', 40);
        _session.Answer(
            "get",
            "pubsub",
            PubSub,
            _ =>
                $"<pubsub xmlns='{PubSub}'><items node='{Metadata}'><item><metadata xmlns='{Metadata}'><info id='{other}' type='image/gif' bytes='5'/>"
                + $"<info id='{Id.ToUpperInvariant()}' type='image/png' bytes='70'/></metadata></item></items></pubsub>"
        );

        Assert.Equal(new(Id, "image/png", 70), await _module.FetchInfoAsync(Peer));
    }

    [Fact]
    public async Task An_avatar_is_fetched_and_verified()
    {
        AnswerData(Image);

        var avatar = (await _module.FetchAsync(Peer, Info()))!;

        Assert.Equal((Id, "image/png", 64, 64), (avatar.Id, avatar.MediaType, avatar.Width, avatar.Height));
        Assert.Equal(Image, avatar.Bytes.ToArray());
        Assert.Equal((Peer, Id), (_session.Requests[0].To, _session.Requests[0].Payload!.Children[0].Children[0]["id"]));
    }

    [Fact]
    public async Task Other_bytes_than_announced_are_refused()
    {
        AnswerData(Png(65, 65));

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchAsync(Peer, Info()))).Kind);
    }

    [Fact]
    public async Task A_small_file_of_a_huge_image_is_refused()
    {
        var bomb = Png(50_000, 50_000);
        var id = Convert.ToHexStringLower(SHA1.HashData(bomb));
        AnswerData(bomb, id);

        await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchAsync(Peer, new(id, "image/png", bomb.Length)));
    }

    [Fact]
    public async Task An_avatar_that_is_gone_is_none()
    {
        _session.Answer("get", "pubsub", PubSub, _ => throw new StanzaErrorException("item-not-found"));

        Assert.Null(await _module.FetchAsync(Peer, Info()));
        Assert.Null(await _module.FetchInfoAsync(Peer));
    }

    [Theory]
    [InlineData("<photo>{0}</photo>", true)]
    [InlineData("<photo/>", false)]
    public async Task An_avatar_in_a_vcard_is_announced(string photo, bool hasAvatar)
    {
        await _session.ReceivePresenceAsync(
            $"<presence from='romeo@montague.example/a'><x xmlns='vcard-temp:x:update'>{photo.Replace("{0}", Id.ToUpperInvariant(), StringComparison.Ordinal)}</x></presence>"
        );

        Assert.Equal([(Peer.WithResource("a"), hasAvatar ? Id : null)], _announced);
    }

    [Theory]
    [InlineData("<presence from='romeo@montague.example/a'><x xmlns='vcard-temp:x:update'/></presence>")]
    [InlineData("<presence from='romeo@montague.example/a'><x xmlns='vcard-temp:x:update'><photo>xyz</photo></x></presence>")]
    [InlineData("<presence type='unavailable' from='romeo@montague.example/a'><x xmlns='vcard-temp:x:update'><photo/></x></presence>")]
    [InlineData("<presence from='@'><x xmlns='vcard-temp:x:update'><photo/></x></presence>")]
    public async Task What_says_nothing_of_an_avatar_is_not_told(string presence)
    {
        await _session.ReceivePresenceAsync(presence);

        Assert.Empty(_announced);
    }

    [Fact]
    public async Task An_avatar_in_a_vcard_is_verified_and_its_type_is_not_believed()
    {
        var gif = Gif(10, 20);
        var id = Convert.ToHexStringLower(SHA1.HashData(gif));
        _session.Answer(
            "get",
            "vCard",
            VCardModule.Namespace,
            _ =>
                $"<vCard xmlns='vcard-temp'><PHOTO><TYPE>text/html</TYPE><BINVAL>\n{Convert.ToBase64String(gif)}\r\n</BINVAL></PHOTO></vCard>"
        );

        Assert.Equal("image/gif", (await _module.FetchFromVCardAsync(Peer, id))!.MediaType);
        await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchFromVCardAsync(Peer, Id));
    }

    [Fact]
    public void Headers_of_images_are_read()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8, 0, 30, 0, 40, 3];

        Assert.Equal(new("image/png", 64, 65), ImageHeader.Read(Png(64, 65)));
        Assert.Equal(new("image/gif", 10, 20), ImageHeader.Read(Gif(10, 20)));
        Assert.Equal(new("image/jpeg", 40, 30), ImageHeader.Read(jpeg));
        Assert.Null(ImageHeader.Read("<svg xmlns='http://www.w3.org/2000/svg'/>"u8));
    }

    [Fact]
    public void Whatever_the_bytes_a_header_is_read_or_refused() =>
        Gen.Select(
                Gen.OneOf(Gen.Const(new byte[] { 0xFF, 0xD8, 0xFF }), Gen.Const("GIF89a"u8.ToArray()), Gen.Const(Png(1, 1)[..12])),
                Gen.Byte.Array[0, 60]
            )
            .Sample((start, rest) => Assert.InRange(ImageHeader.Read([.. start, .. rest])?.MediaType.Length ?? 9, 9, 10));

    private static AvatarInfo Info() => new(Id, "image/png", Image.Length);

    private static string? Photo(Stanza presence) =>
        presence.Element.Child("x", "vcard-temp:x:update")!.Child("photo", "vcard-temp:x:update")?.Text;

    private static byte[] Png(int width, int height)
    {
        byte[] image = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), height);
        return image;
    }

    private static byte[] Gif(byte width, byte height) => [.. "GIF89a"u8, width, 0, height, 0, 0, 0, 0];

    private Task ReceiveAsync(string from, string items) =>
        _session.ReceiveMessageAsync(
            $"<message from='{from}'><event xmlns='{PubSub}#event'><items node='{Metadata}'>{items}</items></event></message>"
        );

    private void AnswerData(byte[] image, string? id = null) =>
        _session.Answer(
            "get",
            "pubsub",
            PubSub,
            _ =>
                $"<pubsub xmlns='{PubSub}'><items node='urn:xmpp:avatar:data'><item id='{id ?? Id}'><data xmlns='urn:xmpp:avatar:data'>"
                + $"{Convert.ToBase64String(image)}</data></item></items></pubsub>"
        );

    private void AnswerFeatures(params string[] features) =>
        _session.Answer(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ =>
                $"<query xmlns='{DiscoInfo.Namespace}'><feature var='{PubSub}#publish-options'/>{string.Concat(features.Select(feature => $"<feature var='{feature}'/>"))}</query>"
        );
}
