// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Bookmarks;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.FileTransfer;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Invitations;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.VCards;
using ChatSecure.Network.Xml;
using CsCheck;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>Whatever stands in the elements that others send, readers answer or say no: none of them falls over.</summary>
public sealed class HostilePayloadTests
{
    // Elements as they are, so that chance often puts one into the place where it is looked for.
    private static readonly (string Name, string Namespace)[] _kinds =
    [
        .. Kinds(Stanza.ClientNamespace, "body"),
        .. Kinds(Fallbacks.Namespace, "fallback body"),
        .. Kinds(Retractions.Namespace, "retract retracted"),
        .. Kinds(Reactions.Namespace, "reactions reaction"),
        .. Kinds(Replies.Namespace, "reply"),
        .. Kinds(FileSharing.Namespace, "file-sharing sources"),
        .. Kinds(FileMetadataPayload.Namespace, "file name size date media-type width"),
        .. Kinds(ContentHashes.Namespace, "hash hash-used"),
        .. Kinds("http://jabber.org/protocol/url-data", "url-data"),
        .. Kinds(OutOfBand.Namespace, "x url"),
        .. Kinds(AvatarPayload.MetadataNamespace, "metadata info"),
        .. Kinds(AvatarPayload.DataNamespace, "data"),
        .. Kinds(VCardModule.Namespace, "vCard PHOTO BINVAL FN"),
        .. Kinds(HttpUploadModule.Namespace, "slot put get header"),
        .. Kinds(DiscoInfo.Namespace, "query feature"),
        .. Kinds(DataForm.Namespace, "x field value option"),
        .. Kinds("urn:xmpp:media-element", "media uri"),
        .. Kinds(JinglePayload.Namespace, "jingle content reason"),
        .. Kinds(JinglePayload.FileNamespace, "description file range checksum name size"),
        .. Kinds(JinglePayload.TransportNamespace, "transport"),
        .. Kinds(EncryptionHint.Namespace, "encryption"),
        .. Kinds(StableIds.Namespace, "origin-id stanza-id"),
        .. Kinds(RoomPayload.UserNamespace, "x item status invite decline reason password continue destroy actor"),
        .. Kinds(RoomPayload.InvitationNamespace, "x"),
        .. Kinds(RoomPayload.ModerationNamespace, "moderated moderate"),
        .. Kinds(OccupantIdPayload.Namespace, "occupant-id"),
        .. Kinds(BookmarkPayload.Namespace, "conference nick extensions"),
        .. Kinds(BookmarkPayload.ListNamespace, "storage conference nick url"),
    ];
    private static readonly string[] _attributes =
        "id for start end to by stamp algo type url target sid action name creator senders block-size offset length bytes var cid disposition jid nick code role affiliation autojoin from reason continue thread".Split(
            ' '
        );
    private static readonly Gen<string> _text = Gen.OneOf(
        OneOf("", "0", "-1", "1", "65536", "99999999999999999999", "=", "YWJj", "sha-256", "image/png", "initiator", "💘\u0301", "\u202E"),
        OneOf(
            "https://x.example/a",
            "http://[::1",
            "session-initiate",
            "2026-01-01T00:00:00Z",
            "9999-99-99T99:99:99Z",
            "a@b/c",
            "@",
            "submit"
        ),
        Gen.String[0, 12].Select(text => string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= 32 && rune.Value < 0xFFFE)))
    );
    private static readonly Gen<XmppElement> _element = Gen.Recursive<XmppElement>(
        (depth, element) =>
            Gen.Select(
                    OneOf(_kinds),
                    Gen.Select(OneOf(_attributes), _text).Array[0, 6],
                    _text,
                    depth < 4 ? element.Array[0, 5] : Gen.Const(Array.Empty<XmppElement>())
                )
                .Select(
                    (kind, attributes, text, children) =>
                    {
                        var made = new XmppElement(kind.Name, kind.Namespace) { Text = text };
                        attributes.ToList().ForEach(attribute => made[attribute.Item1] = attribute.Item2);
                        children.ToList().ForEach(child => made.Add(child));
                        return made;
                    }
                )
    );

    [Fact]
    public void Readers_of_messages_answer_or_say_no() =>
        _element
            .Array[0, 5]
            .Sample(
                children =>
                {
                    var message = new MessageStanza(Peer);
                    children.ToList().ForEach(child => message.Element.Add(child));
                    _ = message.GetBodyWithoutFallback(Replies.Namespace, Retractions.Namespace, "");
                    _ = new IncomingMessage(message, MessageSource.Archive, MessageDirection.Incoming, null, null).GetTombstone();
                    _ = (
                        message.GetRetracts(),
                        message.GetRetractableId(),
                        message.GetReferenceId(),
                        message.GetReply(),
                        message.GetEncryptionName()
                    );
                    ReadAsRoom(message);
                    Assert.All(message.GetReactions()?.Emojis ?? [], emoji => Assert.True(Emoji.IsOne(emoji)));
                    Assert.All(
                        message.GetSharedFiles().SelectMany(file => file.Sources).Append(message.GetOutOfBand() ?? new("https://x")),
                        uri => Assert.Equal("https", uri.Scheme)
                    );
                },
                iter: 2000
            );

    [Fact]
    public void Readers_of_other_elements_answer_or_say_no() =>
        _element.Sample(
            element =>
            {
                _ = (AvatarPayload.ReadMetadata(element), AvatarPayload.ReadData(element).Length, new VCard(element).Photo.Length);
                _ = (DataForm.Read(element), FileMetadataPayload.Read(element), JinglePayload.ReadReason(element));
                Assert.All(UploadPayload.ReadSlot(element, 1, "a/b")?.Headers ?? [], header => Assert.DoesNotContain('\n', header.Value));
                var bookmarks = BookmarkPayload.ReadList(element);
                Assert.All(bookmarks, bookmark => Assert.True(bookmark.Room is { IsBare: true, Local: not null }));
                _ = BookmarkPayload.WriteList(element, Peer, new(Peer)).ToUtf8();
                if (BookmarkPayload.Read(new("a@b", element)) is { } saved)
                {
                    Assert.Equal(saved, BookmarkPayload.Read(new("a@b", BookmarkPayload.Write(saved, element))));
                }

                if (DiscoInfo.Read(element) is { } info)
                {
                    _ = RoomDetails.Read(info);
                    _ = (ReactionRestrictions.Read(info), ServerContacts.Read(info));
                }

                try
                {
                    var terms = JinglePayload.ReadInitiate(element);
                    _ = (JinglePayload.ReadAccept(element, terms), JinglePayload.ReadChecksum(element, terms));
                }
                catch (StanzaErrorException refused)
                {
                    Assert.NotNull(refused.Condition);
                }
            },
            iter: 2000
        );

    private static void ReadAsRoom(MessageStanza message)
    {
        var room = new Room(Peer, new("me"), new() { HasOccupantIds = true, HasMessageIds = true }, default) { IsJoined = true };
        foreach (var from in new[] { Peer, Peer.WithResource("other") })
        {
            message.From = from;
            foreach (var type in new[] { "groupchat", "chat", "error", null })
            {
                message.Type = type;
                var incoming = RoomMessages.ReadLive(message, from, room, Me);
                Assert.Equal(from.Resource, incoming is null ? from.Resource : incoming.Room!.Nickname);
                Assert.InRange(incoming?.Room?.OccupantId?.Length ?? 1, 1, OccupantIdPayload.MaxLength);
                Assert.True(incoming?.Room?.Moderation is null || (from.IsBare && type == "groupchat"));
                var invitation = RoomInvitation.Read(message);
                Assert.True(invitation is null || invitation.Room is { IsBare: true, Local: not null });
                Assert.True(invitation?.IsMediated != true || (from.IsBare && invitation.Room == from));
                Assert.InRange(invitation?.Reason?.Length ?? 0, 0, RoomPayload.MaxText);
                var user = RoomPayload.ReadUser(message);
                _ = (user?.Role, user?.Affiliation, user?.Reason, user?.RealAddress, user?.Text, user?.Alternate, user?.Actor);
            }
        }
    }

    private static IEnumerable<(string, string)> Kinds(string ns, string names) => names.Split(' ').Select(name => (name, ns));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
