// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>How a namespace writes ratchet messages. They are serialised once: the code covers exactly the bytes that go over the wire.</summary>
internal interface IRatchetWire
{
    /// <summary>Writes the part of a message that its code covers.</summary>
    byte[] WriteAuthenticated(ReadOnlySpan<byte> ratchetKey, uint counter, uint previousCounter, ReadOnlySpan<byte> ciphertext);

    /// <summary>Joins that part and the code into the message.</summary>
    byte[] WriteMessage(ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> mac);
}
