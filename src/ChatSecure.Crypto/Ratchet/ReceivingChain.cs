// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>What is public about a chain that the peer sends on; its chain key lies with the session's other secrets.</summary>
/// <param name="ratchetKey">The peer's ratchet key, 32 bytes.</param>
internal sealed class ReceivingChain(byte[] ratchetKey)
{
    public byte[] RatchetKey { get; } = ratchetKey;

    /// <summary>The number of the next message whose key has not been derived.</summary>
    public uint Next { get; set; }

    /// <summary>Whether this chain has already asked for a heartbeat.</summary>
    public bool HeartbeatAsked { get; set; }
}
