// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>What an entry of the outbox sends.</summary>
public enum OutboxKind
{
    /// <summary>A stored message.</summary>
    Message,

    /// <summary>A stored act: an edit, a retraction or a reaction.</summary>
    Act,
}
