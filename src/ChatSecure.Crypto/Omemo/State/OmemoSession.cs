// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Ratchet;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>A session with a device. Dispose it to forget its secrets.</summary>
/// <param name="id">The initiator's ephemeral key, which names the session on both sides.</param>
/// <param name="ratchet">Its ratchet.</param>
internal sealed class OmemoSession(byte[] id, RatchetState ratchet) : IDisposable
{
    private const uint ChainsField = 1u << 9;

    public byte[] Id { get; } = id;

    public RatchetState Ratchet { get; } = ratchet;

    /// <summary>The keys with which we started it: every message repeats the key exchange until the peer's first answer. Null from then on, and for
    /// sessions that the peer started.</summary>
    public (uint PreKeyId, uint SignedPreKeyId)? Unanswered { get; set; }

    public byte[] Serialize()
    {
        using var writer = new ProtoWriter(stackalloc byte[768]);
        writer.Bytes(1, Id);
        writer.UInt32(2, Ratchet.IsInitiator ? 1u : 0u);
        writer.Bytes(3, Ratchet.RootKey);
        if (Ratchet.OwnRatchetKey is { } own)
        {
            writer.Bytes(4, own);
            writer.Bytes(5, Ratchet.OwnRatchetPrivate);
        }

        if (Ratchet.HasSendingChain)
        {
            writer.Bytes(6, Ratchet.SendingChainKey);
        }

        writer.UInt32(7, Ratchet.SendingCounter);
        writer.UInt32(8, Ratchet.PreviousCounter);
        Span<byte> scratch = stackalloc byte[96];
        for (var i = 0; i < Ratchet.Chains.Count; i++)
        {
            using var chain = new ProtoWriter(scratch);
            chain.Bytes(1, Ratchet.Chains[i].RatchetKey);
            chain.Bytes(2, Ratchet.ChainKey(i));
            chain.UInt32(3, Ratchet.Chains[i].Next);
            chain.UInt32(4, Ratchet.Chains[i].HeartbeatAsked ? 1u : 0u);
            writer.Bytes(9, chain.Written);
        }

        if (Unanswered is { } exchange)
        {
            writer.UInt32(10, exchange.PreKeyId);
            writer.UInt32(11, exchange.SignedPreKeyId);
        }

        return writer.ToArray();
    }

    public static OmemoSession Deserialize(ReadOnlySpan<byte> record)
    {
        byte[] id = [];
        byte[]? own = null;
        ReadOnlySpan<byte> root = [];
        ReadOnlySpan<byte> ownPrivate = [];
        ReadOnlySpan<byte> sending = [];
        uint initiator = 0;
        uint counter = 0;
        uint previous = 0;
        uint? preKeyId = null;
        uint? signedPreKeyId = null;
        var chains = 0;
        var reader = new ProtoReader(record, ChainsField);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    id = reader.Bytes().ToArray();
                    break;
                case 2:
                    initiator = reader.UInt32();
                    break;
                case 3:
                    root = reader.Bytes();
                    break;
                case 4:
                    own = reader.Bytes().ToArray();
                    break;
                case 5:
                    ownPrivate = reader.Bytes();
                    break;
                case 6:
                    sending = reader.Bytes();
                    break;
                case 7:
                    counter = reader.UInt32();
                    break;
                case 8:
                    previous = reader.UInt32();
                    break;
                case 9:
                    reader.Skip();
                    chains++;
                    break;
                case 10:
                    preKeyId = reader.UInt32();
                    break;
                case 11:
                    signedPreKeyId = reader.UInt32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (
            reader.Failed
            || id.Length != 32
            || root.Length != 32
            || own is { Length: not 32 }
            || ownPrivate.Length != (own is null ? 0 : 32)
            || sending.Length is not (0 or 32)
            || chains > RatchetState.MaxChains
        )
        {
            throw StateDamage.Exception();
        }

        var ratchet = new RatchetState(initiator == 1)
        {
            OwnRatchetKey = own,
            HasSendingChain = !sending.IsEmpty,
            SendingCounter = counter,
            PreviousCounter = previous,
        };
        root.CopyTo(ratchet.RootKey);
        ownPrivate.CopyTo(ratchet.OwnRatchetPrivate);
        sending.CopyTo(ratchet.SendingChainKey);
        ReadChains(record, ratchet);
        return new(id, ratchet) { Unanswered = preKeyId is { } one && signedPreKeyId is { } signed ? (one, signed) : null };
    }

    public void Dispose() => Ratchet.Dispose();

    private static void ReadChains(ReadOnlySpan<byte> record, RatchetState ratchet)
    {
        var reader = new ProtoReader(record, ChainsField);
        while (reader.Next(out var field))
        {
            if (field == 9)
            {
                ReadChain(reader.Bytes(), ratchet);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadChain(ReadOnlySpan<byte> nested, RatchetState ratchet)
    {
        byte[] ratchetKey = [];
        ReadOnlySpan<byte> chainKey = [];
        uint next = 0;
        uint asked = 0;
        var reader = new ProtoReader(nested);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    ratchetKey = reader.Bytes().ToArray();
                    break;
                case 2:
                    chainKey = reader.Bytes();
                    break;
                case 3:
                    next = reader.UInt32();
                    break;
                case 4:
                    asked = reader.UInt32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.Failed || ratchetKey.Length != 32 || chainKey.Length != 32)
        {
            throw StateDamage.Exception();
        }

        ratchet.AddOldest(new ReceivingChain(ratchetKey) { Next = next, HeartbeatAsked = asked == 1 }, chainKey);
    }
}
