// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using ChatSecure.Crypto.Media;

namespace ChatSecure.Core.Media;

/// <summary>Where a file lies, with its key if it is encrypted: what an attachment's source says. Dispose it to forget the key.</summary>
internal sealed class FileLink : IDisposable
{
    private const string EncryptedScheme = "aesgcm://";
    private readonly AesGcmUrl? _encrypted;

    private FileLink(Uri url, AesGcmUrl? encrypted) => (Url, _encrypted) = (url, encrypted);

    public Uri Url { get; }

    public MediaKey? Key => _encrypted?.Key;

    public static bool IsEncrypted(string source) => source.StartsWith(EncryptedScheme, StringComparison.Ordinal);

    public static bool TryParse(string? source, [NotNullWhen(true)] out FileLink? link)
    {
        link =
            AesGcmUrl.TryParse(source, out var encrypted) ? new(encrypted.Download, encrypted)
            : Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? new(url, null)
            : null;
        return link is not null;
    }

    public void Dispose() => _encrypted?.Dispose();
}
