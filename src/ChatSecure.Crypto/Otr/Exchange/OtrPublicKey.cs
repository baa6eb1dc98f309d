// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>The DSA key that a person is known by.</summary>
internal sealed class OtrPublicKey
{
    private const ushort DsaType = 0;

    private readonly byte[] _p;
    private readonly byte[] _q;
    private readonly byte[] _g;
    private readonly byte[] _y;

    public OtrPublicKey(byte[] p, byte[] q, byte[] g, byte[] y)
    {
        (_p, _q, _g, _y) = (p, q, g, y);
        using var writer = new OtrWriter(stackalloc byte[512]);
        writer.Short(DsaType);
        writer.Mpi(p);
        writer.Mpi(q);
        writer.Mpi(g);
        writer.Mpi(y);
        Encoded = writer.ToArray();

        // The hash of everything but the type, which old versions did not have.
        Fingerprint = Fingerprint.FromBytes(SHA1.HashData(Encoded.AsSpan(sizeof(ushort))));
    }

    /// <summary>The key as on the wire.</summary>
    public byte[] Encoded { get; }

    public Fingerprint Fingerprint { get; }

    /// <summary>Reads a key; null if it can't be one.</summary>
    public static OtrPublicKey? Read(ref OtrReader reader)
    {
        var type = reader.Short();
        var (p, q, g, y) = (reader.Mpi().ToArray(), reader.Mpi().ToArray(), reader.Mpi().ToArray(), reader.Mpi().ToArray());
        return !reader.Failed && type == DsaType && Dsa.IsPublicKey(p, q, g, y) ? new(p, q, g, y) : null;
    }

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => Dsa.Verify(_p, _q, _g, _y, message, signature);
}
