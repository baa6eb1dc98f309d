// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>All that is known in memory of a peer. It does not change: a step makes the next one.</summary>
internal sealed record Conversation(Jid Peer)
{
    /// <summary>Clients of one peer that are remembered; those without a conversation make room first.</summary>
    public const int MaxInstances = 16;

    public ImmutableDictionary<uint, Instance> Instances { get; init; } = ImmutableDictionary<uint, Instance>.Empty;

    public Offer? Offer { get; init; }

    /// <summary>Whether there has been an encrypted conversation that nobody has ended on this side.</summary>
    public bool WasEncrypted { get; init; }

    /// <summary>Whether the peer has answered in plain text: it has no use for offers.</summary>
    public bool PeerSpokePlainly { get; init; }

    /// <summary>Bounds error messages and new queries.</summary>
    public TokenBucket Complaints { get; } = new(3, TimeSpan.FromSeconds(20));

    /// <summary>Bounds key exchanges: each costs powers of 1536 bits.</summary>
    public TokenBucket Exchanges { get; } = new(10, TimeSpan.FromSeconds(5));

    /// <summary>The client that texts go to: of those with an encrypted conversation the one last heard.</summary>
    public Instance? Active => Instances.Values.Where(instance => instance.Session is not null).MaxBy(instance => instance.LastHeard);

    /// <summary>Everything in it that is to be zeroed when it is gone.</summary>
    public IEnumerable<IDisposable> Secrets =>
        (Offer?.State.Secrets ?? []).Concat(Instances.Values.SelectMany(instance => instance.Secrets));

    /// <summary>Whether there is anything that would be lost by forgetting it.</summary>
    public bool IsInUse => Instances.Values.Any(instance => instance.Session is not null);

    public OtrState State =>
        IsInUse ? OtrState.Encrypted
        : WasEncrypted ? OtrState.Finished
        : OtrState.Plaintext;
}
