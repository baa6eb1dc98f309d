// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Storage.Encryption;

/// <summary>What SQLCipher encrypts the database with: a random key and the salt of the file. In memory that does not move, zeroed on disposal.</summary>
internal sealed class DatabaseSecret : IDisposable
{
    public const int KeyLength = 32;
    public const int SaltLength = 16;
    public const int Length = KeyLength + SaltLength;

    /// <summary>The length of the form in which SQLCipher takes it: <c>x'…'</c> with the key and the salt in hexadecimal.</summary>
    public const int SpecificationLength = (2 * Length) + 3;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(Length, pinned: true);

    public Span<byte> Bytes => _bytes;

    public ReadOnlySpan<byte> Salt => _bytes.AsSpan(KeyLength);

    public static DatabaseSecret Create()
    {
        var secret = new DatabaseSecret();
        RandomNumberGenerator.Fill(secret.Bytes);
        return secret;
    }

    /// <summary>Writes the form that <c>sqlite3_key</c> takes, without a string in between.</summary>
    /// <param name="destination"><see cref="SpecificationLength"/> bytes, which the caller zeroes.</param>
    public void WriteSpecification(Span<byte> destination)
    {
        destination[0] = (byte)'x';
        destination[1] = (byte)'\'';
        Convert.TryToHexStringLower(_bytes, destination[2..^1], out _);
        destination[^1] = (byte)'\'';
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
