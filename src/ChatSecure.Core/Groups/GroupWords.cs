// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Core.Groups;

/// <summary>Network's words for rooms in those of the engine.</summary>
internal static class GroupWords
{
    public static GroupRole Of(RoomRole role) => (GroupRole)role;

    public static RoomRole Of(GroupRole role) => (RoomRole)role;

    public static GroupAffiliation Of(RoomAffiliation affiliation) => (GroupAffiliation)affiliation;

    public static RoomAffiliation Of(GroupAffiliation affiliation) => (RoomAffiliation)affiliation;

    /// <summary>Why a room did not let us in, as a stable word.</summary>
    public static string Of(RoomAdmission admission) =>
        admission switch
        {
            RoomAdmission.PasswordRequired => "password-required",
            RoomAdmission.Banned => "banned",
            RoomAdmission.NotFound => "not-found",
            RoomAdmission.NotAllowed => "not-allowed",
            RoomAdmission.NicknameReserved => "nick-reserved",
            RoomAdmission.MembersOnly => "members-only",
            RoomAdmission.NicknameTaken => "nick-taken",
            RoomAdmission.Full => "full",
            RoomAdmission.Exists => "conflict",
            _ => "refused",
        };

    /// <summary>Whether what keeps us out of a room may pass by itself.</summary>
    public static bool MayPass(string? refusal) => refusal is null or "full" or "not-found" or "nick-taken" or "refused";

    /// <summary>Why somebody is no longer in a room, as a stable word; null if by themselves.</summary>
    public static string? Of(RoomLeaveReason reason) =>
        reason switch
        {
            RoomLeaveReason.Left => null,
            RoomLeaveReason.Kicked => "kicked",
            RoomLeaveReason.Banned => "banned",
            RoomLeaveReason.AffiliationLost => "affiliation-lost",
            RoomLeaveReason.MembersOnly => "members-only",
            RoomLeaveReason.Shutdown => "shutdown",
            RoomLeaveReason.Failed => "failed",
            RoomLeaveReason.Destroyed => "destroyed",
            RoomLeaveReason.TooManyOccupants => "too-many-occupants",
            _ => "disconnected",
        };
}
