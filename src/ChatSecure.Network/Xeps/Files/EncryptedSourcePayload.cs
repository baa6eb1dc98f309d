// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>Encrypted sources of shared files (XEP-0448) to and from XML.</summary>
internal static class EncryptedSourcePayload
{
    public const string Namespace = "urn:xmpp:esfs:0";

    private static readonly ImmutableArray<(FileCipher Cipher, string Name, int KeyBytes, int IvBytes)> _ciphers =
    [
        (FileCipher.Aes256Gcm, "urn:xmpp:ciphers:aes-256-gcm-nopadding:0", 32, 12),
        (FileCipher.Aes128Gcm, "urn:xmpp:ciphers:aes-128-gcm-nopadding:0", 16, 12),
        (FileCipher.Aes256Cbc, "urn:xmpp:ciphers:aes-256-cbc-pkcs7:0", 32, 16),
    ];

    /// <summary>Reads a source; null if its cipher is unknown, its key or vector is missing, twice there or of another length than the cipher's, or there is
    /// nowhere to fetch it from. Sources within are plain ones: what is encrypted is not encrypted again.</summary>
    public static EncryptedSource? Read(XmppElement encrypted)
    {
        foreach (var (cipher, name, keyBytes, ivBytes) in _ciphers)
        {
            if (encrypted["cipher"] == name)
            {
                return
                    TryReadBytes(encrypted, "key", keyBytes, out var key)
                    && TryReadBytes(encrypted, "iv", ivBytes, out var iv)
                    && FileSharing.ReadSources(encrypted.Child("sources", FileSharing.Namespace)) is { Count: > 0 } sources
                    ? new(cipher, key, iv, sources) { Hashes = ContentHashes.Read(encrypted) }
                    : null;
            }
        }

        return null;
    }

    /// <exception cref="ArgumentException">The source can't be written: see <see cref="FileSharing.AddSharedFile"/>.</exception>
    public static XmppElement Write(EncryptedSource source)
    {
        var known = _ciphers.FirstOrDefault(known => known.Cipher == source.Cipher);
        if (
            known.Name is null
            || source.Cipher == FileCipher.Aes256Cbc
            || source.Key.Length != known.KeyBytes
            || source.Iv.Length != known.IvBytes
            || source.Sources.Count == 0
        )
        {
            throw new ArgumentException(
                "An encrypted source has an authenticating cipher, its key and vector, and an address.",
                nameof(source)
            );
        }

        var encrypted = new XmppElement("encrypted", Namespace) { ["cipher"] = known.Name }
            .Add(new XmppElement("key", Namespace) { Text = Base64Text.Encode(source.Key) })
            .Add(new XmppElement("iv", Namespace) { Text = Base64Text.Encode(source.Iv) });
        foreach (var hash in source.Hashes)
        {
            encrypted.Add(ContentHashes.Write(hash));
        }

        return encrypted.Add(FileSharing.WriteSources(source.Sources));
    }

    private static bool TryReadBytes(XmppElement encrypted, string name, int length, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        return encrypted.Elements(name, Namespace).ToList() is [var only] && Base64Text.TryDecode(only.Text, length, length, out bytes);
    }
}
