// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>Our DSA key. Dispose it to forget the private part.</summary>
internal sealed class OtrPrivateKey : IDisposable
{
    private readonly byte[] _p;
    private readonly byte[] _q;
    private readonly byte[] _g;
    private readonly byte[] _y;
    private readonly SecretBytes _x;

    /// <summary>Takes over numbers that are known to be a pair.</summary>
    public OtrPrivateKey(byte[] p, byte[] q, byte[] g, byte[] y, ReadOnlySpan<byte> x)
    {
        (_p, _q, _g, _y) = (p, q, g, y);
        _x = new(x.Length);
        x.CopyTo(_x.Span);
        Public = new(p, q, g, y);
    }

    public OtrPublicKey Public { get; }

    /// <summary>Makes a key. Takes up to a few seconds.</summary>
    public static OtrPrivateKey Generate(IRandomSource random)
    {
        var (p, q, g, y, x) = Dsa.Generate(random);
        var key = new OtrPrivateKey(p, q, g, y, x);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(x);
        return key;
    }

    public byte[] Sign(ReadOnlySpan<byte> message, IRandomSource random) => Dsa.Sign(_p, _q, _g, _x.Span, message, random);

    public byte[] Serialize()
    {
        using var writer = new OtrWriter(stackalloc byte[512]);
        writer.Mpi(_p);
        writer.Mpi(_q);
        writer.Mpi(_g);
        writer.Mpi(_y);
        writer.Mpi(_x.Span);
        return writer.ToArray();
    }

    public static OtrPrivateKey Deserialize(ReadOnlySpan<byte> record)
    {
        var reader = new OtrReader(record);
        var (p, q, g, y) = (reader.Mpi().ToArray(), reader.Mpi().ToArray(), reader.Mpi().ToArray(), reader.Mpi().ToArray());
        var x = reader.Mpi();
        return reader.IsComplete ? new(p, q, g, y, x) : throw StateDamage.Exception();
    }

    public void Dispose() => _x.Dispose();
}
