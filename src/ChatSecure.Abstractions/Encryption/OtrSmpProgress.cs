// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>How far a comparison of secrets (SMP) has come.</summary>
public enum OtrSmpProgress
{
    /// <summary>The peer began: a person is to enter the secret, or to answer the question.</summary>
    Asked,

    /// <summary>Messages go to and fro.</summary>
    InProgress,

    /// <summary>The secrets are equal. The peer's key is verified by it, unless the peer asked a question: then the peer has verified ours.</summary>
    Succeeded,

    /// <summary>The secrets differ, or the peer cheated.</summary>
    Failed,

    /// <summary>One side gave up.</summary>
    Aborted,
}
