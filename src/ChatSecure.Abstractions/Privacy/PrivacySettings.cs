// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Privacy;

/// <summary>What an account tells others about its owner, and what it fetches without being asked. What is off is not sent, whatever an app calls.</summary>
public sealed record PrivacySettings
{
    /// <summary>Whether senders are told that their messages have arrived (XEP-0184). Default true; in any case only contacts who may see our presence are.</summary>
    public bool Receipts { get; init; } = true;

    /// <summary>Whether contacts are told what has been read (XEP-0333). Default true; in any case only those who ask for it and may see our presence are.</summary>
    public bool ReadMarkers { get; init; } = true;

    /// <summary>Whether contacts see that something is being written (XEP-0085). Default true.</summary>
    public bool Typing { get; init; } = true;

    /// <summary>Whether our picture and nickname are published, and those of contacts fetched. Default true. Switching it off leaves what is published already: take
    /// that back by <see cref="Clients.IPersona"/>.</summary>
    public bool Avatars { get; init; } = true;

    /// <summary>Whether contacts who may see our presence also see how we are: the choice between available and busy, a text; and whether a
    /// contact that we ask to see may see us in return without another question. Default true. Off, they see a plain "online": that can't be hidden from
    /// those who were allowed to see it, but taken from them by <see cref="Clients.IContacts.DenyAsync"/>.</summary>
    public bool Presence { get; init; } = true;

    /// <summary>Whether contacts who may see our presence also see since when nobody has been here (XEP-0012, XEP-0319). Default false. When we were last
    /// connected, our server may tell them in any case.</summary>
    public bool LastSeen { get; init; }

    /// <summary>Whether people who are no contacts may ask to become some. Default true; off, their questions are neither shown nor answered.</summary>
    public bool RequestsFromStrangers { get; init; } = true;

    /// <summary>Whether the name of this device stands on its list of devices, which everybody may read. Default false.</summary>
    public bool AnnounceDeviceName { get; init; }

    /// <summary>Whose files are fetched as soon as they are announced, up to a size that the app sets: their hosts learn our address, and when we are
    /// there. Default <see cref="AutoDownload.Never"/>: a person asks for each.</summary>
    public AutoDownload AutoDownload { get; init; }

    /// <summary>Whether a person may have a page asked what it tells of itself (<see cref="Clients.IConversations.FetchLinkAsync"/>), which tells its site that somebody
    /// looked. Default true; in any case nothing asks before the person wants it, link by link.</summary>
    public bool LinkPreviews { get; init; } = true;

    /// <summary>What a notification may show on a screen that others can see. Default <see cref="NotificationContent.Everything"/>.</summary>
    public NotificationContent Notifications { get; init; } = NotificationContent.Everything;
}
