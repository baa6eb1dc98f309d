// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.Messages;

/// <summary>An encrypted conversation with one instance of a peer. It does not change (but for the counters of <see cref="DataKeys"/>, which must never go
/// back): each step makes the next one, so a step that is not completed leaves nothing behind.</summary>
internal sealed record OtrSession
{
    public required OtrVersion Version { get; init; }

    public required Fingerprint Fingerprint { get; init; }

    public required byte[] SessionId { get; init; }

    /// <summary>Whether ours is the first half of the session's id.</summary>
    public required bool WeRevealed { get; init; }

    /// <summary>Our key pair that the peer knows and that we send with, number <see cref="OwnKeyId"/>.</summary>
    public required DhKeyPair Own { get; init; }

    /// <summary>Our next key pair, number <see cref="OwnKeyId"/> + 1.</summary>
    public required DhKeyPair OwnNext { get; init; }

    public required uint OwnKeyId { get; init; }

    /// <summary>The peer's newest key, number <see cref="PeerKeyId"/>.</summary>
    public required byte[] Peer { get; init; }

    /// <summary>The peer's key before that; null if it has had none.</summary>
    public byte[]? PeerBefore { get; init; }

    public required uint PeerKeyId { get; init; }

    /// <summary>The pairings that have been needed so far: our key with the peer's newest (which we send with) and the one before, then our next key with
    /// both. Never changed in place.</summary>
    public required KeyPairing?[] Pairings { get; init; }

    /// <summary>Receiving code keys that have served: the next message reveals them, so that anybody could have forged what they verified.</summary>
    public byte[] ToReveal { get; init; } = [];
}
