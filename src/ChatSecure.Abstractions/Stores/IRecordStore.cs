// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;

namespace ChatSecure.Stores;

/// <summary>An app's own records, in collections that it names: settings, flags, small state. They belong to the profile, not to an account. Implementations
/// are safe for concurrent use.</summary>
public interface IRecordStore
{
    /// <summary>Reads one record.</summary>
    /// <param name="collection">The collection; 1 to 64 ASCII characters.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bytes; null if there is no such record.</returns>
    ValueTask<byte[]?> GetAsync(string collection, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads the records whose key starts with a prefix, in the order of their keys in UTF-8.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="keyPrefix">What the keys start with; empty for all.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="after">Only keys behind this one, to read on; null from the first.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The records.</returns>
    ValueTask<IReadOnlyList<StoredRecord>> ListAsync(
        string collection,
        string keyPrefix = "",
        int limit = 1000,
        string? after = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Writes and removes records of one collection in one transaction.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="records">What to write; a record without a value is removed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask WriteAsync(string collection, IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default);

    /// <summary>Watches the first records whose key starts with a prefix. The first batch is a reset with what is there; then one batch a commit that
    /// changed them. A consumer that is too slow gets a reset instead of what it missed.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="keyPrefix">What the keys start with; empty for all.</param>
    /// <param name="window">How many records, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The feed, without end.</returns>
    IAsyncEnumerable<ListDiffBatch<StoredRecord>> WatchAsync(
        string collection,
        string keyPrefix = "",
        int window = 1000,
        CancellationToken cancellationToken = default
    );
}
