// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>What a <see cref="NoticeRow"/> tells.</summary>
public enum NoticeKind
{
    /// <summary>From here on messages are encrypted, or no longer.</summary>
    Encryption,

    /// <summary>The contact, or the person, has a new device or key, or a key was decided about.</summary>
    KeyChange,

    /// <summary>A private conversation (OTR) began or ended.</summary>
    PrivateConversation,

    /// <summary>Messages from before this device was there, which were not encrypted for it.</summary>
    BeforeThisDevice,

    /// <summary>Somebody came to the group or left it, or it is called otherwise or about something else.</summary>
    Group,
}
