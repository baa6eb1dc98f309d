// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>What a key exchange derives from the shared secret: for the one who reveals (c, m1, m2) and for the other (c', m1', m2'), and the session's id.</summary>
internal sealed class ExchangeKeys : IDisposable
{
    public const int SessionIdSize = 8;
    private const int HashSize = 32;

    private readonly SecretBytes _secrets = new(6 * HashSize);

    public ExchangeKeys(DhKeyPair own, ReadOnlySpan<byte> peer)
    {
        using var secret = new SharedSecret(own, peer);
        for (byte i = 0; i < 6; i++)
        {
            secret.Hash2(i, _secrets.Span.Slice(i * HashSize, HashSize));
        }
    }

    public byte[] SessionId => _secrets.Span[..SessionIdSize].ToArray();

    /// <summary>The cipher key of one side's signature.</summary>
    public ReadOnlySpan<byte> Cipher(bool ofRevealer) => _secrets.Span.Slice(HashSize + (ofRevealer ? 0 : AesCtr.KeySize), AesCtr.KeySize);

    /// <summary>The key of the code that is signed (m1).</summary>
    public ReadOnlySpan<byte> Signed(bool ofRevealer) => _secrets.Span.Slice((ofRevealer ? 2 : 4) * HashSize, HashSize);

    /// <summary>The key of the code over the encrypted signature (m2).</summary>
    public ReadOnlySpan<byte> Outer(bool ofRevealer) => _secrets.Span.Slice((ofRevealer ? 3 : 5) * HashSize, HashSize);

    public void Dispose() => _secrets.Dispose();
}
