// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>Why an encrypted message can't be read.</summary>
public enum DecryptFailure
{
    /// <summary>The sender did not encrypt it for this device.</summary>
    NotForThisDevice,

    /// <summary>There is no session with the sending device, and the message does not start one.</summary>
    NoSession,

    /// <summary>It starts a session with a one-time key that is gone or never was.</summary>
    UnknownPreKey,

    /// <summary>The message or a key in it is malformed, or its authentication fails.</summary>
    Invalid,

    /// <summary>The key belongs to an identity other than the one this device knows, and a person has to decide first.</summary>
    IdentityChanged,

    /// <summary>A person rejected the sending device's key.</summary>
    Distrusted,

    /// <summary>It lies too far ahead in the sender's chain (more skipped messages than we keep keys for).</summary>
    TooFarAhead,

    /// <summary>It is encrypted in a way that this version can't read.</summary>
    Unsupported,
}
