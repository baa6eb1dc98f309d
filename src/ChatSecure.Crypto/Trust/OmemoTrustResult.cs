// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Trust;

/// <summary>What a decision about keys came to.</summary>
/// <param name="Changed">The devices whose trust changed, as they are now.</param>
/// <param name="Notices">Trust messages to send after the commit, for the account's other devices and for contacts; none under the manual policy.</param>
/// <param name="Changes">To commit.</param>
public sealed record OmemoTrustResult(
    IReadOnlyList<DeviceInfo> Changed,
    IReadOnlyList<OmemoTrustNotice> Notices,
    IReadOnlyList<CryptoRecord> Changes
);
