// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Otr.Smp;

/// <summary>How far a comparison of secrets has come. Not begun is null. Names of numbers are the specification's.</summary>
internal abstract record SmpState
{
    private SmpState() { }

    /// <summary>What is to be zeroed when the state is over.</summary>
    public abstract IEnumerable<IDisposable> Secrets { get; }

    /// <summary>The peer began: a person is asked for the secret.</summary>
    public sealed record Asked(byte[] G2A, byte[] G3A, string? Question) : SmpState
    {
        public override IEnumerable<IDisposable> Secrets => [];
    }

    /// <summary>We began and wait for message 2.</summary>
    public sealed record Expect2(SecretBytes Secret, SecretBytes A2, SecretBytes A3) : SmpState
    {
        public override IEnumerable<IDisposable> Secrets => [Secret, A2, A3];
    }

    /// <summary>We answered and wait for message 3.</summary>
    public sealed record Expect3(byte[] G3A, byte[] G2, byte[] G3, SecretBytes B3, byte[] Pb, byte[] Qb, bool WasQuestion) : SmpState
    {
        public override IEnumerable<IDisposable> Secrets => [B3];
    }

    /// <summary>We began and wait for message 4.</summary>
    public sealed record Expect4(byte[] G3B, byte[] PaPb, byte[] QaQb, SecretBytes A3) : SmpState
    {
        public override IEnumerable<IDisposable> Secrets => [A3];
    }
}
