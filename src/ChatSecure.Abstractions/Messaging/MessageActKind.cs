// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>What somebody can do to a message that is there.</summary>
public enum MessageActKind
{
    /// <summary>Changes its text (XEP-0308).</summary>
    Edit,

    /// <summary>Takes it back (XEP-0424).</summary>
    Retraction,

    /// <summary>Answers to it with emojis, in place of all former ones of the same person (XEP-0444).</summary>
    Reaction,
}
