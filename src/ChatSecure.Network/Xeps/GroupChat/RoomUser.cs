// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What a room says of an occupant: the <c>x</c> element of its presences and messages (XEP-0045, section 18.3).</summary>
internal sealed class RoomUser
{
    // There are about thirty codes; who sends more means no good.
    private const int MaxCodes = 32;
    private readonly HashSet<int> _codes = [];
    private readonly XmppElement? _item;

    public RoomUser(XmppElement element)
    {
        Element = element;
        _item = element.Child("item", RoomPayload.UserNamespace);
        foreach (var status in element.Elements("status", RoomPayload.UserNamespace).Take(MaxCodes))
        {
            if (int.TryParse(status["code"], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                _codes.Add(code);
            }
        }
    }

    public XmppElement Element { get; }

    public string? NewNickname => _item?["nick"];

    public Jid? RealAddress => Jid.TryParse(_item?["jid"], out var address) ? address : null;

    /// <summary>How an item says that somebody stands to the room; null if it does not.</summary>
    public (Jid User, RoomAffiliation Affiliation)? Membership =>
        _item?["affiliation"] is not null && RealAddress is { } user ? (user.Bare, Affiliation) : null;

    public string? Actor => _item?.Child("actor", RoomPayload.UserNamespace)?["nick"];

    public string? Text => RoomPayload.Shorten((_item?.Child("reason", RoomPayload.UserNamespace) ?? DestructionReason)?.Text);

    public Jid? Alternate => Jid.TryParse(Destruction?["jid"], out var room) ? room.Bare : null;

    public RoomRole Role =>
        _item?["role"] switch
        {
            "visitor" => RoomRole.Visitor,
            "participant" => RoomRole.Participant,
            "moderator" => RoomRole.Moderator,
            _ => RoomRole.None,
        };

    public RoomAffiliation Affiliation => AffiliationNames.Read(_item?["affiliation"]);

    // The gravest is told: a service may give several, such as 307 beside 333.
    public RoomLeaveReason Reason =>
        Destruction is not null ? RoomLeaveReason.Destroyed
        : Has(301) ? RoomLeaveReason.Banned
        : Has(333) ? RoomLeaveReason.Failed
        : Has(307) ? RoomLeaveReason.Kicked
        : Has(321) ? RoomLeaveReason.AffiliationLost
        : Has(322) ? RoomLeaveReason.MembersOnly
        : Has(332) ? RoomLeaveReason.Shutdown
        : RoomLeaveReason.Left;

    private XmppElement? Destruction => Element.Child("destroy", RoomPayload.UserNamespace);

    private XmppElement? DestructionReason => Destruction?.Child("reason", RoomPayload.UserNamespace);

    public bool Has(int code) => _codes.Contains(code);
}
