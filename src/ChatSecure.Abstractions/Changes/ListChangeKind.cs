// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Changes;

/// <summary>What a <see cref="ListChange{T}"/> does.</summary>
public enum ListChangeKind
{
    /// <summary>The list starts anew with the batch's <see cref="ListDiffBatch{T}.Items"/>.</summary>
    Reset,

    /// <summary>An item comes in.</summary>
    Insert,

    /// <summary>An item is replaced by a newer value of itself.</summary>
    Update,

    /// <summary>An item goes to another place.</summary>
    Move,

    /// <summary>An item leaves.</summary>
    Remove,
}
