// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Core.Encryption;

/// <summary>Asks the network for many things, some at a time: neither one after the other nor all at once.</summary>
internal static class Requests
{
    /// <summary>How many wait for an answer at the most.</summary>
    public const int AtOnce = 8;

    public static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> ask, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (item, token) => await ask(item, token).ConfigureAwait(false)
        );
}
