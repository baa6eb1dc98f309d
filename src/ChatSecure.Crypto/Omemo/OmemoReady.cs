// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The message is encrypted.</summary>
/// <param name="Envelope">What to send, once the changes are committed and never before.</param>
/// <param name="Changes">To commit.</param>
/// <param name="Excluded">Devices on the recipients' and our own list that it was not encrypted to, and why.</param>
public sealed record OmemoReady(
    OmemoEnvelope Envelope,
    IReadOnlyList<CryptoRecord> Changes,
    IReadOnlyList<(Jid Owner, DeviceId Device, OmemoExclusion Reason)> Excluded
) : OmemoEncryptResult;
