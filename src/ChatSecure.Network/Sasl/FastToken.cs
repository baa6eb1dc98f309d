// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ChatSecure.Network.Sasl;

/// <summary>A token for quick logins (XEP-0484). As secret as a password; disposing it erases it.</summary>
/// <param name="Mechanism">The one mechanism that it is for.</param>
/// <param name="Secret">Its bytes.</param>
/// <param name="ExpiresAt">When the server ceases to accept it.</param>
/// <param name="Count">How many logins were attempted with it.</param>
internal sealed record FastToken(string Mechanism, byte[] Secret, DateTimeOffset ExpiresAt, int Count) : IDisposable
{
    /// <summary>A server has no use for longer ones.</summary>
    public const int MaxSecretBytes = 1024;

    // More than a token's fields can fill, so that the buffer never grows and leaves a copy behind.
    private const int MaxBytes = 4096;

    /// <summary>Reads a token.</summary>
    /// <param name="content">What <see cref="Write"/> made.</param>
    /// <returns>The token; null if it is not one.</returns>
    public static FastToken? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new(
                root.GetProperty("mechanism").GetString()!,
                root.GetProperty("secret").GetBytesFromBase64(),
                root.GetProperty("expiresAt").GetDateTimeOffset(),
                root.GetProperty("count").GetInt32()
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the token.</summary>
    /// <returns>Its bytes, which the caller erases.</returns>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(MaxBytes);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mechanism", Mechanism);
            json.WriteBase64String("secret", Secret);
            json.WriteString("expiresAt", ExpiresAt);
            json.WriteNumber("count", Count);
            json.WriteEndObject();
        }

        var content = buffer.WrittenSpan.ToArray();
        buffer.Clear();
        return content;
    }

    /// <summary>Shows nothing of the secret.</summary>
    public override string ToString() => nameof(FastToken);

    public void Dispose() => CryptographicOperations.ZeroMemory(Secret);
}
