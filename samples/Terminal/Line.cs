// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.Terminal.Screens.Conversations;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Media;
using ChatSecure.UIKit.Search;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Verification;

namespace ChatSecure.Terminal;

/// <summary>A line of a page.</summary>
/// <param name="Text">What it says; may be longer than the screen is wide.</param>
/// <param name="Tone">In which colour.</param>
/// <param name="Item">What it stands for, to do something with it; null for nothing.</param>
internal sealed record Line(string Text, Tone Tone = Tone.Text, object? Item = null)
{
    /// <summary>What stays of the item when it changes: rows are immutable, a change is another row.</summary>
    public object? Identity =>
        Item switch
        {
            Choice choice => choice.Text,
            MessageRow row => row.Reference,
            PendingFileRow row => row.Id,
            MessageFile file => file.Identity,
            MessageAct act => act.Identity,
            TimelineRow row => row.Id,
            SearchRow row => row.Message,
            GalleryRow row => (row.Message, row.File.Index),
            ConversationRow row => row.Id,
            ContactRow row => row.Id,
            GroupRow row => row.Id,
            GroupInvitationRow row => row.Id,
            GroupMemberRow row => row.Id,
            DeviceRow row => row.Id,
            SettingRow row => row.Key,
            AccountRow row => row.Id,
            MemberChoiceRow row => row.Id,
            _ => Item,
        };
}
