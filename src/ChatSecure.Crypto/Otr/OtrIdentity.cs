// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Otr;

/// <summary>Who this account is to OTR.</summary>
/// <param name="Fingerprint">The fingerprint of its key.</param>
/// <param name="InstanceTag">What tells this client from others of the same account.</param>
/// <param name="Changes">What to commit; empty if it was there already.</param>
public sealed record OtrIdentity(Fingerprint Fingerprint, uint InstanceTag, IReadOnlyList<CryptoRecord> Changes);
