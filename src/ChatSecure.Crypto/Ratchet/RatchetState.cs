// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Ratchet;

/// <summary>A session's ratchet. It is read from the store for one step and thrown away after it, so it is always a working copy. The peer's last
/// five chains are kept, as libsignal does: messages that come late on an old chain open without trusting the header's count of it.</summary>
internal sealed class RatchetState(bool isInitiator) : IDisposable
{
    public const int MaxChains = 5;

    private const int FixedKeys = 3;
    private readonly SecretBytes _secrets = new((FixedKeys + MaxChains) * KeySchedule.KeySize);
    private readonly List<ReceivingChain> _chains = new(MaxChains);

    /// <summary>Whether this device started the session.</summary>
    public bool IsInitiator { get; } = isInitiator;

    public Span<byte> RootKey => Key(0);

    /// <summary>The private half of <see cref="OwnRatchetKey"/>.</summary>
    public Span<byte> OwnRatchetPrivate => Key(1);

    public Span<byte> SendingChainKey => Key(2);

    /// <summary>The ratchet key that the peer knows or is about to learn; null between the peer's answer to it and our next message, which makes a new
    /// one.</summary>
    public byte[]? OwnRatchetKey { get; set; }

    /// <summary>Whether <see cref="SendingChainKey"/> holds a chain.</summary>
    public bool HasSendingChain { get; set; }

    /// <summary>The number of the next message on the sending chain.</summary>
    public uint SendingCounter { get; set; }

    /// <summary>How many messages the sending chain before had.</summary>
    public uint PreviousCounter { get; set; }

    /// <summary>The peer's chains, newest first.</summary>
    public IReadOnlyList<ReceivingChain> Chains => _chains;

    public Span<byte> ChainKey(int index) => Key(FixedKeys + index);

    /// <summary>The index of the chain with this ratchet key, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> ratchetKey)
    {
        for (var i = 0; i < _chains.Count; i++)
        {
            if (_chains[i].RatchetKey.AsSpan().SequenceEqual(ratchetKey))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Puts a chain before the others; beyond five the oldest goes.</summary>
    public void AddNewest(ReceivingChain chain, ReadOnlySpan<byte> chainKey)
    {
        if (_chains.Count == MaxChains)
        {
            _chains.RemoveAt(MaxChains - 1);
        }

        for (var i = _chains.Count; i > 0; i--)
        {
            ChainKey(i - 1).CopyTo(ChainKey(i));
        }

        chainKey.CopyTo(ChainKey(0));
        _chains.Insert(0, chain);
    }

    /// <summary>Puts a chain after the others, as the store's order has it.</summary>
    public void AddOldest(ReceivingChain chain, ReadOnlySpan<byte> chainKey)
    {
        chainKey.CopyTo(ChainKey(_chains.Count));
        _chains.Add(chain);
    }

    public void Dispose() => _secrets.Dispose();

    private Span<byte> Key(int index) => _secrets.Span.Slice(index * KeySchedule.KeySize, KeySchedule.KeySize);
}
