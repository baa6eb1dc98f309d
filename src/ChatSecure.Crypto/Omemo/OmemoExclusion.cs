// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo;

/// <summary>Why nothing is encrypted to a device, or to any device of a recipient.</summary>
public enum OmemoExclusion
{
    /// <summary>The recipient's device list is empty.</summary>
    NoDevices,

    /// <summary>A person has to decide about the key.</summary>
    Undecided,

    /// <summary>A person rejected the key, or put it away.</summary>
    Distrusted,

    /// <summary>There is no session, and the bundle to start one with was missing or malformed not long ago.</summary>
    NoBundle,

    /// <summary>The recipient asked not to be sent encrypted messages, and nobody here has decided what to do.</summary>
    OptedOut,
}
