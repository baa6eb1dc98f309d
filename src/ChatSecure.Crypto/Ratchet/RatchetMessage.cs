// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>A ratchet message taken apart, nothing of it verified.</summary>
/// <param name="RatchetKey">The sender's ratchet key, 32 bytes.</param>
/// <param name="Counter">The message's number on the sender's chain.</param>
/// <param name="PreviousCounter">How many messages the sender's chain before had (libsignal writes one less).</param>
/// <param name="Ciphertext">The encrypted content.</param>
/// <param name="Authenticated">The bytes as received that the code covers, after the associated data.</param>
/// <param name="Mac">The code.</param>
internal sealed record RatchetMessage(
    ReadOnlyMemory<byte> RatchetKey,
    uint Counter,
    uint PreviousCounter,
    ReadOnlyMemory<byte> Ciphertext,
    ReadOnlyMemory<byte> Authenticated,
    ReadOnlyMemory<byte> Mac
);
