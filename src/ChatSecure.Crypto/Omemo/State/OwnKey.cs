// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>A signed or one-time prekey of ours. Dispose it to forget the private key.</summary>
internal sealed class OwnKey(uint id, byte[] publicKey) : IDisposable
{
    private const uint SessionsField = 1u << 6;
    private readonly SecretBytes _private = new(32);

    public uint Id { get; } = id;

    public byte[] Public { get; } = publicKey;

    public Span<byte> Private => _private.Span;

    /// <summary>A signed prekey's signature; empty for a one-time key.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>When a signed prekey was made, seconds since 1970.</summary>
    public long Created { get; init; }

    /// <summary>When a signed prekey was replaced; null while it is the current one.</summary>
    public long? Retired { get; set; }

    /// <summary>The sessions (by ephemeral key) that a one-time key has started. Not empty: it is used up, and kept only for what is still under way.</summary>
    public List<byte[]> Sessions { get; } = [];

    public byte[] Serialize()
    {
        using var writer = new ProtoWriter(stackalloc byte[256]);
        writer.UInt32(1, Id);
        writer.Bytes(2, Private);
        writer.Bytes(3, Public);
        writer.Bytes(4, Signature);
        writer.UInt64(5, (ulong)Created);
        foreach (var session in Sessions)
        {
            writer.Bytes(6, session);
        }

        if (Retired is { } retired)
        {
            writer.UInt64(7, (ulong)retired);
        }

        return writer.ToArray();
    }

    public static OwnKey Deserialize(ReadOnlySpan<byte> record)
    {
        uint id = 0;
        byte[] publicKey = [];
        byte[] signature = [];
        ReadOnlySpan<byte> secret = [];
        List<byte[]> sessions = [];
        long created = 0;
        long? retired = null;
        var reader = new ProtoReader(record, SessionsField);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    id = reader.UInt32();
                    break;
                case 2:
                    secret = reader.Bytes();
                    break;
                case 3:
                    publicKey = reader.Bytes().ToArray();
                    break;
                case 4:
                    signature = reader.Bytes().ToArray();
                    break;
                case 5:
                    created = (long)reader.UInt64();
                    break;
                case 6:
                    sessions.Add(reader.Bytes().ToArray());
                    break;
                case 7:
                    retired = (long)reader.UInt64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.Failed || secret.Length != 32 || publicKey.Length != 32)
        {
            throw StateDamage.Exception();
        }

        var key = new OwnKey(id, publicKey)
        {
            Signature = signature,
            Created = created,
            Retired = retired,
        };
        key.Sessions.AddRange(sessions);
        secret.CopyTo(key.Private);
        return key;
    }

    public void Dispose() => _private.Dispose();
}
