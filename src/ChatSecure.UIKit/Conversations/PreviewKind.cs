// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Conversations;

/// <summary>What a conversation's preview shows.</summary>
public enum PreviewKind
{
    /// <summary>There is no message yet.</summary>
    None,

    /// <summary>The beginning of a received message.</summary>
    Incoming,

    /// <summary>The beginning of an own message.</summary>
    Outgoing,

    /// <summary>The last message can't be read here.</summary>
    Undecryptable,

    /// <summary>The last message was taken back.</summary>
    Retracted,

    /// <summary>What was typed and not sent.</summary>
    Draft,
}
