// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>The drawings beside what can be done with a row.</summary>
internal static class ActionIcons
{
    /// <summary>The drawing of an action; none for one of an app's own.</summary>
    public static IconKind? Of(string id) =>
        id switch
        {
            "reply" => IconKind.Reply,
            "react" => IconKind.Emoji,
            "edit" => IconKind.Edit,
            "copy" => IconKind.Copy,
            "forward" => IconKind.Forward,
            "preview" => IconKind.Search,
            "retry" => IconKind.Retry,
            "cancel" => IconKind.Close,
            "retract" or "moderate" or "delete" => IconKind.Delete,
            "pin" or "unpin" => IconKind.Pin,
            "mute" or "mute1" or "mute8" => IconKind.Muted,
            "unmute" => IconKind.Bell,
            "markRead" => IconKind.Tick,
            "markUnread" => IconKind.Chats,
            "archive" or "unarchive" => IconKind.Archive,
            _ => null,
        };
}
