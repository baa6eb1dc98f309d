// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What a room announces of itself (XEP-0045, section 6.4). What it does not announce does not count: a room of which nothing is known gives no ids
/// that could be believed.</summary>
public sealed record RoomDetails
{
    /// <summary>The feature of rooms that give occupants ids (XEP-0421).</summary>
    public const string OccupantIdFeature = OccupantIdPayload.Namespace;

    /// <summary>The feature of rooms that answer for a ping to oneself (XEP-0410, section 3.3).</summary>
    public const string SelfPingFeature = "http://jabber.org/protocol/muc#self-ping-optimization";

    private const string FormType = "http://jabber.org/protocol/muc#roominfo";

    /// <summary>What the room is called; null if not said.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about; null if not said.</summary>
    public string? Description { get; init; }

    /// <summary>The language spoken there, as a tag such as <c>en</c>; null if not said.</summary>
    public string? Language { get; init; }

    /// <summary>How many occupants it has; null if not said.</summary>
    public int? OccupantCount { get; init; }

    /// <summary>Whether only members may enter.</summary>
    public bool IsMembersOnly { get; init; }

    /// <summary>Whether a password is needed to enter.</summary>
    public bool IsPasswordProtected { get; init; }

    /// <summary>Whether only those with voice may speak.</summary>
    public bool IsModerated { get; init; }

    /// <summary>Whether everybody in the room sees everybody's real address.</summary>
    public bool IsNonAnonymous { get; init; }

    /// <summary>Whether it stays when the last occupant leaves.</summary>
    public bool IsPersistent { get; init; }

    /// <summary>Whether it can't be found by searching.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether it gives occupants ids that stay the same over visits and names (XEP-0421). Only then may such ids be believed.</summary>
    public bool HasOccupantIds { get; init; }

    /// <summary>Whether it gives messages ids (XEP-0359). Only then may such ids be believed.</summary>
    public bool HasMessageIds { get; init; }

    /// <summary>Whether it keeps an archive (XEP-0313).</summary>
    public bool HasArchive { get; init; }

    /// <summary>Whether its moderators can retract messages of others (XEP-0425).</summary>
    public bool CanModerateMessages { get; init; }

    /// <summary>Whether it answers a ping to oneself itself (XEP-0410).</summary>
    public bool AnswersSelfPings { get; init; }

    /// <summary>The id of the picture in its vCard (XEP-0486); null if not said.</summary>
    public string? AvatarId { get; init; }

    /// <summary>Reads what a room announces.</summary>
    /// <param name="info">The answer of the room to service discovery.</param>
    /// <returns>The room's information; null if whoever answered is no chat room.</returns>
    public static RoomDetails? Read(DiscoInfo info)
    {
        if (!info.HasFeature(GroupChatModule.Namespace) || info.Identities.All(identity => identity.Category != "conference"))
        {
            return null;
        }

        var form = info.Forms.FirstOrDefault(form => form.FormType == FormType);
        return new()
        {
            Name = RoomPayload.Shorten(info.Identities.First(identity => identity.Category == "conference").Name),
            Description = RoomPayload.Shorten(form?["muc#roominfo_description"]?.Value),
            Language = RoomPayload.Shorten(form?["muc#roominfo_lang"]?.Value),
            OccupantCount = int.TryParse(
                form?["muc#roominfo_occupants"]?.Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
                ? count
                : null,
            IsMembersOnly = info.HasFeature("muc_membersonly"),
            IsPasswordProtected = info.HasFeature("muc_passwordprotected"),
            IsModerated = info.HasFeature("muc_moderated"),
            IsNonAnonymous = info.HasFeature("muc_nonanonymous"),
            IsPersistent = info.HasFeature("muc_persistent"),
            IsHidden = info.HasFeature("muc_hidden"),
            HasOccupantIds = info.HasFeature(OccupantIdFeature),
            HasMessageIds = info.HasFeature(StableIds.Namespace) || info.HasFeature(ArchiveModule.Feature),
            HasArchive = info.HasFeature(ArchiveModule.Feature),
            CanModerateMessages = info.HasFeature(RoomPayload.ModerationNamespace),
            AnswersSelfPings = info.HasFeature(SelfPingFeature),
            AvatarId = AvatarPayload.ReadId(form?["muc#roominfo_avatarhash"]?.Value),
        };
    }
}
