// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Ratchet;

/// <summary>Encrypts and authenticates one message under its message key: encrypt, then MAC; on the way back the MAC first, always.</summary>
internal sealed class MessageCipher(RatchetProfile profile)
{
    private const int DerivedSize = AesCbc.KeySize + Hmac.Size + AesCbc.IvSize;

    public byte[] Seal(ReadOnlySpan<byte> messageKey, in MessageContext context, IRatchetWire wire, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> keys = stackalloc byte[DerivedSize];
        Derive(messageKey, keys);
        try
        {
            var ciphertext = AesCbc.Encrypt(keys[..32], keys[64..], plaintext);
            var authenticated = wire.WriteAuthenticated(context.RatchetKey, context.Counter, context.PreviousCounter, ciphertext);
            Span<byte> mac = stackalloc byte[Hmac.Size];
            ComputeMac(keys[32..64], context.Identities, sending: true, context.IsInitiator, authenticated, mac);
            return wire.WriteMessage(authenticated, mac[..profile.MacLength]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keys);
        }
    }

    /// <summary>Opens a message; null if anything about it is wrong, without telling what.</summary>
    public byte[]? TryOpen(ReadOnlySpan<byte> messageKey, RatchetIdentities identities, bool initiator, RatchetMessage message)
    {
        Span<byte> keys = stackalloc byte[DerivedSize];
        Derive(messageKey, keys);
        try
        {
            Span<byte> mac = stackalloc byte[Hmac.Size];
            ComputeMac(keys[32..64], identities, sending: false, initiator, message.Authenticated.Span, mac);
            return CryptographicOperations.FixedTimeEquals(mac[..profile.MacLength], message.Mac.Span)
                ? AesCbc.TryDecrypt(keys[..32], keys[64..], message.Ciphertext.Span)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keys);
        }
    }

    private void Derive(ReadOnlySpan<byte> messageKey, Span<byte> keys) =>
        Hmac.Expand(messageKey, KeySchedule.NoSalt, profile.MessageInfo, keys);

    private void ComputeMac(
        ReadOnlySpan<byte> key,
        RatchetIdentities identities,
        bool sending,
        bool initiator,
        ReadOnlySpan<byte> authenticated,
        Span<byte> mac
    )
    {
        var length = identities.Length + authenticated.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var input = rented.AsSpan(0, length);
        identities.Write(profile, sending, initiator, input);
        authenticated.CopyTo(input[identities.Length..]);
        Hmac.Compute(key, input, mac);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
