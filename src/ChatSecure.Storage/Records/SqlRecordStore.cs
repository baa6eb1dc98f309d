// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Records;

internal sealed class SqlRecordStore(Database database) : IRecordStore
{
    public ValueTask<byte[]?> GetAsync(string collection, string key, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare("SELECT value FROM records WHERE collection = ?1 AND key = ?2");
                return statement.Bind(1, collection).Bind(2, key).Step() ? statement.Blob(0) : null;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<StoredRecord>> ListAsync(
        string collection,
        string keyPrefix = "",
        int limit = 1000,
        string? after = null,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return database.ReadAsync<IReadOnlyList<StoredRecord>>(
            connection => List(connection, collection, keyPrefix, limit, after),
            cancellationToken
        );
    }

    public async ValueTask WriteAsync(string collection, IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        StoreRules.Collection(collection);
        foreach (var record in records)
        {
            StoreRules.Check(record);
        }

        await database
            .WriteAsync(
                (connection, topics) =>
                {
                    foreach (var record in records)
                    {
                        Write(connection, collection, record);
                    }

                    return topics.Add(FeedTopic.Records(collection));
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public IAsyncEnumerable<ListDiffBatch<StoredRecord>> WatchAsync(
        string collection,
        string keyPrefix = "",
        int window = 1000,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return database.Feeds.WatchAsync(
            FeedTopic.Records(StoreRules.Collection(collection)),
            connection => List(connection, collection, keyPrefix, window, after: null),
            record => record.Key,
            cancellationToken
        );
    }

    private static List<StoredRecord> List(SqliteConnection connection, string collection, string keyPrefix, int limit, string? after)
    {
        // Keys that start with the prefix follow it without a gap.
        using var statement = connection.Prepare(
            "SELECT key, value FROM records WHERE collection = ?1 AND key >= ?2 AND (?3 IS NULL OR key > ?3) ORDER BY key LIMIT ?4"
        );
        statement.Bind(1, collection).Bind(2, keyPrefix).Bind(3, after).Bind(4, limit);
        List<StoredRecord> records = [];
        while (statement.Step() && statement.Text(0)!.StartsWith(keyPrefix, StringComparison.Ordinal))
        {
            records.Add(new(statement.Text(0)!, statement.Blob(1)));
        }

        return records;
    }

    private static void Write(SqliteConnection connection, string collection, StoredRecord record)
    {
        if (record.Value is { } value)
        {
            using var upsert = connection.Prepare(
                "INSERT INTO records (collection, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value"
            );
            upsert.Bind(1, collection).Bind(2, record.Key).Bind(3, value.Span).Run();
        }
        else
        {
            using var delete = connection.Prepare("DELETE FROM records WHERE collection = ?1 AND key = ?2");
            delete.Bind(1, collection).Bind(2, record.Key).Run();
        }
    }
}
