// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.Versioning;
using ChatSecure.Storage.Secrets;

namespace ChatSecure.Storage;

/// <summary>The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC), through <c>libsecret-1.so.0</c>, in the person's default collection. Any
/// program of the same person can read it once it is unlocked: it protects against who takes the disk, not against malware.</summary>
[SupportedOSPlatform("linux")]
public sealed class SecretServiceStore : ISecretStore
{
    /// <inheritdoc/>
    /// <remarks>Cancelling gives up waiting; a prompt that is on the screen stays there.</remarks>
    public async ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        await RunAsync(() => LibSecret.Lookup(name), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask SetAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) =>
        await RunAsync(
                () =>
                {
                    LibSecret.Store(name, secret.Span);
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(string name, CancellationToken cancellationToken = default) =>
        await RunAsync(
                () =>
                {
                    LibSecret.Clear(name);
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <summary>libsecret blocks while the person is asked.</summary>
    private static async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            throw LibSecret.Unavailable(error);
        }
    }
}
