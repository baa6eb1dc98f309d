// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>A Diffie-Hellman key pair that lives as long as it is in use. Dispose it to forget the private key.</summary>
internal sealed class DhKeyPair : IDisposable
{
    private readonly SecretBytes _exponent = new(ModpGroup.ExponentSize);

    public DhKeyPair(IRandomSource random)
    {
        random.Fill(_exponent.Span);
        Public = ModpGroup.Power(ModpGroup.Generator, _exponent.Span);
    }

    private DhKeyPair(DhKeyPair other)
    {
        other._exponent.Span.CopyTo(_exponent.Span);
        Public = other.Public;
    }

    /// <summary>The public key, 192 bytes.</summary>
    public byte[] Public { get; }

    /// <summary>Writes the secret that both sides share. The peer's key must be an element of the group.</summary>
    public void Agree(ReadOnlySpan<byte> peer, Span<byte> secret) => ModpGroup.Power(peer, _exponent.Span, secret);

    /// <summary>A copy that is disposed on its own.</summary>
    public DhKeyPair Copy() => new(this);

    public void Dispose() => _exponent.Dispose();
}
