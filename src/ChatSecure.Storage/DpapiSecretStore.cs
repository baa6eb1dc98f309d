// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.Versioning;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Secrets;

namespace ChatSecure.Storage;

/// <summary>Secrets in files of a folder, each encrypted by Windows for the signed-in person (DPAPI). Any program of the same person can decrypt them.</summary>
/// <param name="directory">The folder; made if it is not there. Not the profile's own.</param>
[SupportedOSPlatform("windows")]
public sealed class DpapiSecretStore(string directory) : ISecretStore
{
    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(name);
        return ValueTask.FromResult(FileErrors.Guard(() => File.Exists(path) ? Dpapi.Unprotect(File.ReadAllBytes(path)) : null));
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileErrors.Guard(() =>
        {
            ProfileFiles.CreateOwnDirectory(directory);
            new ProfileFiles(directory, "secrets").Replace(PathOf(name), Dpapi.Protect(secret.Span));
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileErrors.Guard(() => File.Delete(PathOf(name)));
        return ValueTask.CompletedTask;
    }

    /// <summary>A name may hold what a file's name may not.</summary>
    private string PathOf(string name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A secret without a name.");
        }

        return Path.Combine(directory, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))) + ".dpapi");
    }
}
