// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Ratchet;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>As much of urn:xmpp:omemo:2 as proves that the ratchet serves a second namespace: its constants and its message framing.</summary>
internal sealed class Omemo2Wire : IRatchetWire
{
    public static RatchetProfile Profile { get; } =
        new("OMEMO X3DH"u8.ToArray(), "OMEMO Root Chain"u8.ToArray(), "OMEMO Message Key Material"u8.ToArray(), 16, SenderFirst: false);

    public byte[] WriteAuthenticated(ReadOnlySpan<byte> ratchetKey, uint counter, uint previousCounter, ReadOnlySpan<byte> ciphertext)
    {
        using var writer = new ProtoWriter(stackalloc byte[256]);
        writer.UInt32(1, counter);
        writer.UInt32(2, previousCounter);
        writer.Bytes(3, ratchetKey);
        writer.Bytes(4, ciphertext);
        return writer.ToArray();
    }

    public byte[] WriteMessage(ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> mac)
    {
        using var writer = new ProtoWriter(stackalloc byte[256]);
        writer.Bytes(1, mac);
        writer.Bytes(2, authenticated);
        return writer.ToArray();
    }

    public static RatchetMessage Read(byte[] data)
    {
        var outer = Fields(data);
        var inner = Fields(outer.Bytes[2]);
        return new(inner.Bytes[3], inner.Numbers[1], inner.Numbers[2], inner.Bytes[4], outer.Bytes[2], outer.Bytes[1]);
    }

    private static (Dictionary<int, byte[]> Bytes, Dictionary<int, uint> Numbers) Fields(byte[] data)
    {
        var (bytes, numbers) = (new Dictionary<int, byte[]>(), new Dictionary<int, uint>());
        var isInner = data[0] >> 3 == 1 && (data[0] & 7) == 0;
        var reader = new ProtoReader(data);
        while (reader.Next(out var field))
        {
            if (isInner && field < 3)
            {
                numbers[field] = reader.UInt32();
            }
            else
            {
                bytes[field] = reader.Bytes().ToArray();
            }
        }

        Assert.False(reader.Failed);
        return (bytes, numbers);
    }
}
