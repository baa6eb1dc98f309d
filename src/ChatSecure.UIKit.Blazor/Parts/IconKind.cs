// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>The kit's icons.</summary>
public enum IconKind
{
    /// <summary>Conversations.</summary>
    Chats,

    /// <summary>People.</summary>
    People,

    /// <summary>A lens.</summary>
    Search,

    /// <summary>Settings.</summary>
    Settings,

    /// <summary>Back to where one came from.</summary>
    Back,

    /// <summary>Put away.</summary>
    Close,

    /// <summary>Add.</summary>
    Add,

    /// <summary>More that can be done.</summary>
    More,

    /// <summary>Send.</summary>
    Send,

    /// <summary>A file to be sent.</summary>
    Attach,

    /// <summary>An emoji.</summary>
    Emoji,

    /// <summary>Answer.</summary>
    Reply,

    /// <summary>Change.</summary>
    Edit,

    /// <summary>Take away.</summary>
    Delete,

    /// <summary>Copy.</summary>
    Copy,

    /// <summary>Pinned.</summary>
    Pin,

    /// <summary>Silent.</summary>
    Muted,

    /// <summary>Put into the archive.</summary>
    Archive,

    /// <summary>A closed lock.</summary>
    Locked,

    /// <summary>An open lock.</summary>
    Unlocked,

    /// <summary>A shield with a tick.</summary>
    Verified,

    /// <summary>Something to look at.</summary>
    Warning,

    /// <summary>One tick.</summary>
    Tick,

    /// <summary>Two ticks.</summary>
    Ticks,

    /// <summary>Waiting.</summary>
    Clock,

    /// <summary>Down to the newest.</summary>
    Down,

    /// <summary>A file.</summary>
    File,

    /// <summary>A picture.</summary>
    Picture,

    /// <summary>Play.</summary>
    Play,

    /// <summary>Stop for a while.</summary>
    Pause,

    /// <summary>A microphone.</summary>
    Microphone,

    /// <summary>Fetch.</summary>
    Download,

    /// <summary>Several people.</summary>
    Group,

    /// <summary>A QR code.</summary>
    Code,

    /// <summary>Notifications.</summary>
    Bell,

    /// <summary>A server.</summary>
    Server,

    /// <summary>A key.</summary>
    Key,

    /// <summary>Again.</summary>
    Retry,

    /// <summary>To somebody else.</summary>
    Forward,

    /// <summary>A sticker.</summary>
    Sticker,

    /// <summary>A person.</summary>
    Person,

    /// <summary>Nobody gets through.</summary>
    Block,

    /// <summary>An open eye: it was seen.</summary>
    Seen,
}
