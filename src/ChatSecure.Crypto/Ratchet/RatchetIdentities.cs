// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>The identity keys at the two ends of a session, encoded as the namespace demands for associated data.</summary>
internal readonly record struct RatchetIdentities(ReadOnlyMemory<byte> Own, ReadOnlyMemory<byte> Peer)
{
    public int Length => Own.Length + Peer.Length;

    /// <summary>Writes the associated data of one message.</summary>
    public void Write(RatchetProfile profile, bool sending, bool initiator, Span<byte> destination)
    {
        var ownFirst = profile.SenderFirst ? sending : initiator;
        var (first, second) = ownFirst ? (Own, Peer) : (Peer, Own);
        first.Span.CopyTo(destination);
        second.Span.CopyTo(destination[first.Length..]);
    }
}
