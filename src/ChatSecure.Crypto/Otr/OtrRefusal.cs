// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr;

/// <summary>Why a text can't be sent.</summary>
public enum OtrRefusal
{
    /// <summary>There is no conversation yet. The result's messages ask for one; try again once it has started.</summary>
    NoSession,

    /// <summary>The conversation is over: the peer ended it, or this app was restarted. A person ends it here too, or starts a new one.</summary>
    Finished,

    /// <summary>Nobody has decided about the peer's key yet.</summary>
    Undecided,

    /// <summary>A person rejected the peer's key.</summary>
    Distrusted,
}
