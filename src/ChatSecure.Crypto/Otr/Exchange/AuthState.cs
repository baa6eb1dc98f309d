// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>How far a key exchange has come. None is null.</summary>
internal abstract record AuthState
{
    private AuthState() { }

    /// <summary>What is to be zeroed when the state is over.</summary>
    public abstract IEnumerable<IDisposable> Secrets { get; }

    /// <summary>We sent a commitment and wait for the peer's key.</summary>
    public sealed record AwaitingDhKey(DhKeyPair Own, byte[] Secret, byte[] Hash, byte[] Message, DateTimeOffset Sent) : AuthState
    {
        public override IEnumerable<IDisposable> Secrets => [Own];
    }

    /// <summary>We got a commitment, sent our key, and wait for the peer's key and signature.</summary>
    public sealed record AwaitingRevealSignature(DhKeyPair Own, Wire.DhCommit Commit) : AuthState
    {
        public override IEnumerable<IDisposable> Secrets => [Own];
    }

    /// <summary>We revealed our key and signature, and wait for the peer's signature.</summary>
    public sealed record AwaitingSignature(DhKeyPair Own, byte[] Peer, ExchangeKeys Keys, byte[] Message) : AuthState
    {
        public override IEnumerable<IDisposable> Secrets => [Own, Keys];
    }
}
