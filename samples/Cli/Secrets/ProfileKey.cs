// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Secrets;

/// <summary>The key of a profile's database: the bytes of a passphrase, or a raw key of 32 bytes. Disposing erases it.</summary>
internal sealed class ProfileKey(byte[] bytes, bool isRaw) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public bool IsRaw => isRaw;

    /// <summary>The key as the engine takes it, valid until this is disposed.</summary>
    public UnlockSecret Secret => new(bytes, isRaw);

    /// <summary>Reads a passphrase, or a raw key written as <c>x'</c>, 64 hexadecimal digits and <c>'</c>.</summary>
    /// <param name="text">The text in UTF-8; erased here.</param>
    /// <returns>The key; null if the text is empty or looks like a raw key but is none.</returns>
    public static ProfileKey? Parse(byte[] text)
    {
        try
        {
            if (text is [(byte)'x', (byte)'\'', .. var hex, (byte)'\''])
            {
                var raw = new byte[32];
                return Convert.FromHexString(hex, raw, out _, out var length) == System.Buffers.OperationStatus.Done && length == 32
                    ? new(raw, true)
                    : null;
            }

            return text.Length == 0 ? null : new([.. text], false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);
}
