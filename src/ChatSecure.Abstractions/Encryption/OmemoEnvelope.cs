// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>An OMEMO message (XEP-0384 <c>encrypted</c> element) as values: what Network reads from and writes to XML, and Crypto makes and opens.</summary>
/// <param name="Kind"><see cref="EncryptionKind.Omemo"/> or <see cref="EncryptionKind.Omemo2"/>.</param>
/// <param name="Sender">The sending device.</param>
/// <param name="Keys">A key for each receiving device.</param>
/// <param name="Iv">The initialisation vector of the payload (legacy: 12 bytes, 16 from old clients); empty in omemo:2.</param>
/// <param name="Payload">The encrypted content; null for a message that only moves keys (key transport, heartbeat).</param>
public sealed record OmemoEnvelope(
    EncryptionKind Kind,
    DeviceId Sender,
    IReadOnlyList<OmemoKey> Keys,
    ReadOnlyMemory<byte> Iv,
    ReadOnlyMemory<byte>? Payload
);
