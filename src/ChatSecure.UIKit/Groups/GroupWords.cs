// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Groups;

/// <summary>Groups in the brand's words.</summary>
internal static class GroupWords
{
    private const int MaxSubject = 1000;

    /// <summary>What to call a group: its name is its owner's choice, so the address stands in where there is none.</summary>
    public static string Name(RoomInfo room) => DisplayText.Name(room.Name) ?? DisplayText.Line(room.Jid.ToString(), 200);

    public static string? Subject(RoomInfo room) =>
        room.Subject is { } subject ? DisplayText.Line(subject, MaxSubject).NullIfEmpty() : null;

    public static string Kind(Group group, Brand brand) => brand.Text(group.IsPrivate ? "group.private" : "group.open");

    public static string State(Group group, Brand brand) =>
        group.State switch
        {
            GroupState.Joined => Kind(group, brand),
            GroupState.Joining => brand.Text("group.state.joining"),
            GroupState.Refused => Refusal(group.Reason, brand),
            _ => brand.Text("group.state.left"),
        };

    /// <summary>Why a room does not let us in, and what to do.</summary>
    public static string Refusal(string? reason, Brand brand) =>
        reason switch
        {
            "banned" => brand.Text("group.youWereBanned"),
            "kicked" => brand.Text("group.youWereKicked"),
            "destroyed" => brand.Text("group.refused.destroyed"),
            "members-only" or "affiliation-lost" => brand.Text("group.refused.membersOnly"),
            "password-required" => brand.Text("group.refused.passwordRequired"),
            "not-found" => brand.Text("group.refused.notFound"),
            "nick-taken" or "nick-reserved" => brand.Text("group.refused.nickTaken"),
            "full" or "too-many-occupants" => brand.Text("group.refused.full"),
            _ => brand.Text("group.refused.other"),
        };

    /// <summary>How somebody stands to a group.</summary>
    public static string Standing(GroupAffiliation affiliation, Brand brand) =>
        brand.Text("group.affiliation." + char.ToLowerInvariant(affiliation.ToString()[0]) + affiliation.ToString()[1..]);

    private static string? NullIfEmpty(this string text) => text.Length == 0 ? null : text;
}
