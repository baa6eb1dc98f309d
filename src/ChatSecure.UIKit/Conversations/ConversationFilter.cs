// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Conversations;

/// <summary>Which conversations are shown.</summary>
public enum ConversationFilter
{
    /// <summary>All that are not put away.</summary>
    All,

    /// <summary>Those with something unread.</summary>
    Unread,

    /// <summary>Groups.</summary>
    Groups,

    /// <summary>Those that are put away.</summary>
    Archived,
}
