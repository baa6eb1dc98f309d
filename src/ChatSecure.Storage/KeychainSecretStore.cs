// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.Versioning;
using ChatSecure.Storage.Secrets;

namespace ChatSecure.Storage;

/// <summary>The Mac's login keychain.</summary>
/// <param name="service">Under which service the secrets stand; the app's identifier.</param>
[SupportedOSPlatform("macos")]
public sealed class KeychainSecretStore(string service) : ISecretStore
{
    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Keychain.Find(service, name));
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Keychain.Put(service, name, secret.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Keychain.Remove(service, name);
        return ValueTask.CompletedTask;
    }
}
