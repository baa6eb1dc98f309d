// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Media;

/// <summary>An <c>aesgcm</c> URL (XEP-0454): the whole text of an encrypted message that shares an encrypted file. Its fragment holds the key, so it must not be
/// logged, turned into a link, or given to anything that makes requests; <see cref="Download"/> is the address without it. Dispose it to forget the
/// key.</summary>
public sealed class AesGcmUrl : IDisposable
{
    private const string Scheme = "aesgcm://";
    private const string ThumbnailStart = "data:image/jpeg,";
    private const int MaxUrlLength = 4096;
    private const int MaxTextLength = 64 * 1024;

    private AesGcmUrl(Uri download, MediaKey key) => (Download, Key) = (download, key);

    /// <summary>Where the encrypted file is: by HTTPS, without the key.</summary>
    public Uri Download { get; }

    /// <summary>The key of the file.</summary>
    public MediaKey Key { get; }

    /// <summary>Reads the text of a message. It must be one URL and nothing else; a second line with a thumbnail, as some clients send it, is ignored.</summary>
    /// <param name="text">The decrypted text. Text that was not encrypted must not be read so.</param>
    /// <param name="url">What it says; the caller disposes of it.</param>
    /// <returns>Whether it is such a URL: with a host, without a user, and with 88 or 96 hexadecimal digits (a vector of 12 or 16 bytes, and a key
    /// of 32).</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AesGcmUrl? url)
    {
        url = null;
        if (text is null || text.Length > MaxTextLength || !text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var lines = text.Split('\n');
        var isTail = lines.Length == 1 || (lines.Length == 2 && lines[1].StartsWith(ThumbnailStart, StringComparison.Ordinal));
        var hash = lines[0].IndexOf('#', StringComparison.Ordinal);
        if (
            !isTail
            || hash < 0
            || lines[0].Length > MaxUrlLength
            || lines[0].AsSpan().ContainsAnyExceptInRange('!', '~')
            || !Uri.TryCreate(
                string.Concat("https://", lines[0].AsSpan(Scheme.Length, hash - Scheme.Length)),
                UriKind.Absolute,
                out var download
            )
            || download is not { Scheme: "https", UserInfo.Length: 0, Host.Length: > 0, AbsolutePath.Length: > 1 }
            || ReadKey(lines[0].AsSpan(hash + 1)) is not { } key
        )
        {
            return false;
        }

        url = new(download, key);
        return true;
    }

    /// <summary>Writes the text of a message that shares a file.</summary>
    /// <param name="download">Where the encrypted file was uploaded, by HTTPS.</param>
    /// <param name="key">Its key, of 256 bits.</param>
    /// <returns>The URL with the key, to be encrypted and forgotten.</returns>
    /// <exception cref="ArgumentException">The address is not by HTTPS, has a user or a fragment, or the key is a short one.</exception>
    public static string Write(Uri download, MediaKey key)
    {
        if (download is not { IsAbsoluteUri: true, Scheme: "https", UserInfo.Length: 0, Fragment.Length: 0 } || !key.Is256Bit)
        {
            throw new ArgumentException(
                "The file's address must be by HTTPS, without user and fragment, and its key of 256 bits.",
                nameof(download)
            );
        }

        return string.Concat(
            Scheme,
            download.AbsoluteUri.AsSpan("https://".Length),
            "#",
            string.Concat(Convert.ToHexStringLower(key.Iv), Convert.ToHexStringLower(key.Key))
        );
    }

    /// <summary>The address without the key.</summary>
    /// <returns><see cref="Download"/> as text.</returns>
    public override string ToString() => Download.ToString();

    /// <summary>Forgets the key.</summary>
    public void Dispose() => Key.Dispose();

    private static MediaKey? ReadKey(ReadOnlySpan<char> fragment)
    {
        const int KeyDigits = 2 * MediaKey.KeySize;
        if (fragment.Length is not (KeyDigits + (2 * Gcm.IvSize)) and not (KeyDigits + (2 * Gcm.OldIvSize)))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[fragment.Length / 2];
        var isHex = Convert.FromHexString(fragment, bytes, out _, out _) == OperationStatus.Done;
        var key = isHex ? MediaKey.FromBytes(bytes[^MediaKey.KeySize..], bytes[..^MediaKey.KeySize]) : null;
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }
}
