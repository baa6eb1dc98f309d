// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Ratchet;

/// <summary>The Double Ratchet over a session's state. Every method changes the state that it is given; the caller commits it or throws it away.</summary>
internal sealed class DoubleRatchet(RatchetProfile profile, ICurve25519 curve, IRandomSource random)
{
    /// <summary>How many messages one message may pass over.</summary>
    public const uint MaxSkip = 1000;

    /// <summary>From this number on a chain asks, once, for a message that lets the sender take a new ratchet key (XEP-0384, section 6.4).</summary>
    public const uint HeartbeatAt = 53;

    private readonly MessageCipher _cipher = new(profile);

    /// <summary>The initiator's state after key agreement: the peer's signed prekey serves as its first ratchet key. Null if that key is not acceptable.</summary>
    public RatchetState? Initiate(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> peerSignedPreKey)
    {
        var state = new RatchetState(isInitiator: true);
        secret.CopyTo(state.RootKey);
        if (StartSendingChain(state, peerSignedPreKey))
        {
            return state;
        }

        state.Dispose();
        return null;
    }

    /// <summary>The responder's state after key agreement.</summary>
    public static RatchetState Accept(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> ownSignedPreKeyPrivate, byte[] ownSignedPreKey)
    {
        var state = new RatchetState(isInitiator: false) { OwnRatchetKey = ownSignedPreKey };
        secret.CopyTo(state.RootKey);
        ownSignedPreKeyPrivate.CopyTo(state.OwnRatchetPrivate);
        return state;
    }

    /// <summary>Encrypts the next message.</summary>
    public byte[] Encrypt(RatchetState state, RatchetIdentities identities, IRatchetWire wire, ReadOnlySpan<byte> plaintext)
    {
        // The chain that the peer's last ratchet key asks for is made now and not on receipt: until then no secret for it exists that could leak.
        if (!state.HasSendingChain && !StartSendingChain(state, state.Chains[0].RatchetKey))
        {
            throw new InvalidOperationException("A stored ratchet key is not acceptable.");
        }

        Span<byte> messageKey = stackalloc byte[KeySchedule.KeySize];
        KeySchedule.StepChain(state.SendingChainKey, messageKey);
        try
        {
            var context = new MessageContext
            {
                Identities = identities,
                IsInitiator = state.IsInitiator,
                RatchetKey = state.OwnRatchetKey,
                Counter = state.SendingCounter,
                PreviousCounter = state.PreviousCounter,
            };
            state.SendingCounter = checked(state.SendingCounter + 1);
            return _cipher.Seal(messageKey, context, wire, plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(messageKey);
        }
    }

    public static RatchetPosition Locate(RatchetState state, RatchetMessage message) =>
        state.IndexOf(message.RatchetKey.Span) switch
        {
            -1 => RatchetPosition.NewChain,
            var chain when message.Counter < state.Chains[chain].Next => RatchetPosition.Behind,
            _ => RatchetPosition.Ahead,
        };

    /// <summary>Opens a message with a key that was skipped before; null if it is not that message.</summary>
    public byte[]? TryOpenSkipped(
        RatchetState state,
        RatchetIdentities identities,
        RatchetMessage message,
        ReadOnlySpan<byte> messageKey
    ) => _cipher.TryOpen(messageKey, identities, state.IsInitiator, message);

    /// <summary>Opens a message that is not <see cref="RatchetPosition.Behind"/>.</summary>
    public RatchetOutcome Decrypt(RatchetState state, RatchetIdentities identities, RatchetMessage message)
    {
        var chain = state.IndexOf(message.RatchetKey.Span);
        var next = chain < 0 ? 0 : state.Chains[chain].Next;
        if (message.Counter == uint.MaxValue || message.Counter - next > MaxSkip || (chain < 0 && SkipsTooMuch(state, message)))
        {
            return RatchetOutcome.Failed(DecryptFailure.TooFarAhead);
        }

        var isNewChain = chain < 0;
        if (isNewChain && !StartReceivingChain(state, message.RatchetKey.Span))
        {
            return RatchetOutcome.Failed(DecryptFailure.Invalid);
        }

        return OpenAhead(state, isNewChain ? 0 : chain, isNewChain, identities, message);
    }

    private static bool SkipsTooMuch(RatchetState state, RatchetMessage message) =>
        message.PreviousCounter > (state.Chains.Count == 0 ? 0UL : state.Chains[0].Next) + MaxSkip;

    private RatchetOutcome OpenAhead(RatchetState state, int index, bool isNewChain, RatchetIdentities identities, RatchetMessage message)
    {
        var skipped = new List<SkippedKeys>();
        PassOver(state, index, message.Counter, skipped);
        Span<byte> messageKey = stackalloc byte[KeySchedule.KeySize];
        KeySchedule.StepChain(state.ChainKey(index), messageKey);
        var plaintext = _cipher.TryOpen(messageKey, identities, state.IsInitiator, message);
        CryptographicOperations.ZeroMemory(messageKey);
        if (plaintext is null)
        {
            skipped.ForEach(keys => CryptographicOperations.ZeroMemory(keys.Keys));
            return RatchetOutcome.Failed(DecryptFailure.Invalid);
        }

        state.Chains[index].Next = message.Counter + 1;
        if (isNewChain && state.Chains.Count > 1)
        {
            // The header says how long the chain before was: its missing keys are put aside, so that they outlive the chain.
            PassOver(state, 1, message.PreviousCounter, skipped);
        }

        return new(plaintext, skipped, default);
    }

    /// <summary>Derives a chain's keys up to a message that it leaves for the caller.</summary>
    private static void PassOver(RatchetState state, int index, uint until, List<SkippedKeys> skipped)
    {
        var chain = state.Chains[index];
        if (until <= chain.Next)
        {
            return;
        }

        var keys = new byte[(until - chain.Next) * KeySchedule.KeySize];
        for (var offset = 0; offset < keys.Length; offset += KeySchedule.KeySize)
        {
            KeySchedule.StepChain(state.ChainKey(index), keys.AsSpan(offset, KeySchedule.KeySize));
        }

        skipped.Add(new(chain.RatchetKey, chain.Next, keys));
        chain.Next = until;
    }

    private bool StartSendingChain(RatchetState state, ReadOnlySpan<byte> peerRatchetKey)
    {
        var publicKey = new byte[KeySchedule.KeySize];
        random.Fill(state.OwnRatchetPrivate);
        curve.CompleteKeyPair(state.OwnRatchetPrivate, publicKey);
        if (!TryStepRoot(state, peerRatchetKey, state.SendingChainKey))
        {
            return false;
        }

        (state.OwnRatchetKey, state.HasSendingChain, state.SendingCounter) = (publicKey, true, 0);
        return true;
    }

    private bool StartReceivingChain(RatchetState state, ReadOnlySpan<byte> peerRatchetKey)
    {
        // An honest peer takes a new ratchet key only in answer to ours: without one that waits for its answer, the message is forged or stray.
        Span<byte> chainKey = stackalloc byte[KeySchedule.KeySize];
        if (state.OwnRatchetKey is null || !TryStepRoot(state, peerRatchetKey, chainKey))
        {
            return false;
        }

        state.AddNewest(new ReceivingChain(peerRatchetKey.ToArray()), chainKey);
        CryptographicOperations.ZeroMemory(chainKey);
        CryptographicOperations.ZeroMemory(state.OwnRatchetPrivate);
        CryptographicOperations.ZeroMemory(state.SendingChainKey);
        (state.PreviousCounter, state.SendingCounter) = (state.HasSendingChain ? state.SendingCounter : 0, 0);
        (state.OwnRatchetKey, state.HasSendingChain) = (null, false);
        return true;
    }

    private bool TryStepRoot(RatchetState state, ReadOnlySpan<byte> peerRatchetKey, Span<byte> chainKey)
    {
        Span<byte> agreement = stackalloc byte[KeySchedule.KeySize];
        if (!curve.TryAgree(state.OwnRatchetPrivate, peerRatchetKey, agreement))
        {
            return false;
        }

        KeySchedule.StepRoot(agreement, profile.RootInfo, state.RootKey, chainKey);
        CryptographicOperations.ZeroMemory(agreement);
        return true;
    }
}
