// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;

namespace ChatSecure.Core.Encryption;

/// <summary>Whether somebody can be written to with OMEMO, as far as is known.</summary>
/// <param name="Kind">The best namespace in which it has a device that a message may be encrypted to; null if there is none, or nothing is known.</param>
/// <param name="WhyNot">Why it can't be written to; null if it can, or nothing is known.</param>
internal readonly record struct OmemoReach(EncryptionKind? Kind, OmemoExclusion? WhyNot);
