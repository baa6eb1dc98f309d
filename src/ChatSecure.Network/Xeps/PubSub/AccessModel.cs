// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.PubSub;

/// <summary>Who may read a node (XEP-0060, section 4.5).</summary>
public enum AccessModel
{
    /// <summary>Everybody.</summary>
    Open,

    /// <summary>Who may see our presence.</summary>
    Presence,

    /// <summary>Contacts in certain roster groups.</summary>
    Roster,

    /// <summary>Whom the owner lets in, one by one.</summary>
    Authorize,

    /// <summary>Only who is on a list; for data of our own account, only we.</summary>
    Whitelist,
}
