// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>What a brand may have or not: <c>features.…</c> in its manifest. In a brand a feature that is off is not shown; the engine keeps understanding
/// what others send.</summary>
public enum BrandFeature
{
    /// <summary>Sending files and pictures.</summary>
    Attachments,

    /// <summary>Making and restoring backups.</summary>
    Backup,

    /// <summary>Choosing or typing a server.</summary>
    ChooseServer,

    /// <summary>The check of the server and its page.</summary>
    Diagnostics,

    /// <summary>Asking for donations, which go where the brand says (<see cref="BrandContacts.Donations"/>).</summary>
    Donations,

    /// <summary>Changing messages that were sent.</summary>
    Editing,

    /// <summary>Groups.</summary>
    Groups,

    /// <summary>Inviting others by link or code.</summary>
    Invitations,

    /// <summary>Keeping a log for support.</summary>
    Logs,

    /// <summary>More than one account.</summary>
    MultipleAccounts,

    /// <summary>Proxies and Tor.</summary>
    Proxy,

    /// <summary>Reacting to messages.</summary>
    Reactions,

    /// <summary>Creating accounts in the app.</summary>
    Registration,

    /// <summary>Answering one message.</summary>
    Replies,

    /// <summary>Taking messages back.</summary>
    Retraction,

    /// <summary>The brand's stickers.</summary>
    Stickers,

    /// <summary>Recording voice messages.</summary>
    VoiceMessages,
}
