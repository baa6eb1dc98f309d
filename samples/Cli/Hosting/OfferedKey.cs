// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Secrets;

namespace ChatSecure.Cli.Hosting;

/// <summary>A key that somebody passes with a request, for when the profile's key is asked for meanwhile, in place of that of the options.</summary>
internal sealed class OfferedKey
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ProfileKey? _key;

    /// <summary>Does something, one after the other, while a key lies ready for it.</summary>
    /// <param name="key">The key; null for that of the options.</param>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    public async Task UseAsync(Func<ProfileKey?> key, Func<Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _key = key();
            await work();
        }
        finally
        {
            Take()?.Dispose();
            _turn.Release();
        }
    }

    /// <summary>Takes the key away; null if there is none.</summary>
    public ProfileKey? Take() => Interlocked.Exchange(ref _key, null);
}
