// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>Who decides about a key that is seen for the first time. A brand may demand the stricter one, never the laxer.</summary>
public enum TrustPolicy
{
    /// <summary>New keys of a contact are trusted until one of the contact's keys has been verified; from then on a person decides.</summary>
    BlindTrustBeforeVerification,

    /// <summary>A person decides about every key.</summary>
    Manual,

    /// <summary>The devices that a contact has when we first learn of any are trusted; about every later key a person decides.</summary>
    FirstUse,

    /// <summary>Only keys that a person verified count: of any other, trusted ones included, a person has yet to decide, and nothing is encrypted to it.</summary>
    VerifiedOnly,
}
