// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>How far a device's key is believed to belong to its owner.</summary>
public enum TrustLevel
{
    /// <summary>Nobody has decided; nothing is encrypted to it.</summary>
    Undecided,

    /// <summary>A policy trusts it (blind trust before verification): encrypted to, but not verified.</summary>
    Trusted,

    /// <summary>A person compared the fingerprint.</summary>
    Verified,

    /// <summary>A person rejected it; nothing is encrypted to it.</summary>
    Distrusted,

    /// <summary>A person put the key away, with its device: nothing is encrypted to it, and it is listed no more. If it shows up again, it is
    /// <see cref="Undecided"/>.</summary>
    Removed,
}
