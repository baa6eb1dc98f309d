// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The message is encrypted.</summary>
/// <param name="Envelopes">What to send, once the changes are committed and never before: one for each namespace that a receiving device needs, best first,
/// all in one stanza. Each device has a key in one of them.</param>
/// <param name="Changes">To commit.</param>
/// <param name="Excluded">Devices on the recipients' and our own list that it was not encrypted to, and why.</param>
public sealed record OmemoReady(
    IReadOnlyList<OmemoEnvelope> Envelopes,
    IReadOnlyList<CryptoRecord> Changes,
    IReadOnlyList<(Jid Owner, DeviceId Device, OmemoExclusion Reason)> Excluded
) : OmemoEncryptResult;
