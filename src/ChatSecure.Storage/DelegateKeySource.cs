// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage;

/// <summary>A key source made of a function. As safe for concurrent use as the function.</summary>
/// <param name="getKey">Fetches the key; must return a new one each time, since each is disposed of after use.</param>
public sealed class DelegateKeySource(Func<CancellationToken, ValueTask<DatabaseKey>> getKey) : IDatabaseKeySource
{
    /// <inheritdoc/>
    public ValueTask<DatabaseKey> GetKeyAsync(CancellationToken cancellationToken = default) => getKey(cancellationToken);
}
