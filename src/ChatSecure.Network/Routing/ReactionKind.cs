// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Routing;

/// <summary>What we do because of what others send.</summary>
public enum ReactionKind
{
    /// <summary>Answering a question, or refusing a request.</summary>
    Answer,

    /// <summary>Telling the sender something: a receipt, a displayed marker, a message without content.</summary>
    Report,

    /// <summary>Asking for something: capabilities, an avatar, a device list, a bundle.</summary>
    Fetch,
}
