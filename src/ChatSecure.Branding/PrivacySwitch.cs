// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>What others, or the system, may learn: <c>privacy.…</c> in a brand's manifest.</summary>
public enum PrivacySwitch
{
    /// <summary>Telling contacts what this device is called.</summary>
    AnnounceDeviceName,

    /// <summary>Fetching pictures and files without being asked.</summary>
    AutoDownload,

    /// <summary>Telling senders that their messages arrived.</summary>
    DeliveryReceipts,

    /// <summary>Leaving names and texts out of notifications.</summary>
    HideNotificationContent,

    /// <summary>Asking keyboards not to learn what is typed.</summary>
    IncognitoKeyboard,

    /// <summary>Telling contacts when one was last there.</summary>
    LastSeen,

    /// <summary>Fetching previews of links, which tells their hosts.</summary>
    LinkPreviews,

    /// <summary>Showing one's picture and name to contacts.</summary>
    Picture,

    /// <summary>Telling contacts whether one is free or busy, and what one says of it.</summary>
    Presence,

    /// <summary>Telling contacts what has been read.</summary>
    ReadReceipts,

    /// <summary>Being asked by people whom nobody here knows.</summary>
    RequestsFromStrangers,

    /// <summary>Pictures of the screen, and the preview in the system's list of apps.</summary>
    Screenshots,

    /// <summary>Telling contacts that one is typing.</summary>
    Typing,
}
