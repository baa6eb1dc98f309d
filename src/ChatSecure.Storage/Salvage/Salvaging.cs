// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Errors;
using ChatSecure.Storage.Backups;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Migrations;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Salvage;

/// <summary>Makes a new profile of what can be read of a damaged one, which stays as it is.</summary>
internal static class Salvaging
{
    public static async ValueTask<SalvageReport> RunAsync(
        SqlCipherOptions options,
        SqlCipherOptions target,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var provider = options.Provider ?? SystemSqlCipher.Provider;
        CipherConnection.Probe(provider);
        var files = new ProfileFiles(options.Directory, options.FileName);
        var keys = new ProfileKeys(options, provider, files, time);
        using var key = await keys.AskAsync(cancellationToken).ConfigureAwait(false);
        using var profileLock = FileErrors.Guard(() => ProfileLock.Take(files));
        using var secret = FileErrors.Guard(() => keys.Unlock(key));
        SalvageReport? report = null;
        await Restoring
            .MakeAsync(
                target,
                time,
                (connection, media) =>
                {
                    using var source = new DamagedSource(() => CipherConnection.OpenDamaged(provider, files.Database, secret));
                    report = new Run(source, connection).Copy(new(files.Media), media, cancellationToken);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return report!;
    }

    private sealed class Run(DamagedSource source, SqliteConnection target)
    {
        private readonly SortedDictionary<string, long> _read = new(StringComparer.Ordinal);
        private readonly List<string> _damaged = [];
        private long _orphans;

        public SalvageReport Copy(MediaFolder from, MediaFolder to, CancellationToken cancellationToken)
        {
            var version = source.Try(connection => connection.Scalar("PRAGMA user_version") ?? "");
            if (version is null || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var schema) || schema < 1)
            {
                throw new ChatSecureException(
                    ErrorKind.StorageDamaged,
                    "The beginning of the database is damaged: nothing of it can be read."
                );
            }

            Migrator.Migrate(target, Math.Min(schema, Migrator.NewestVersion));
            target.Write(open =>
            {
                open.Execute("PRAGMA defer_foreign_keys = ON");
                foreach (var (table, columns) in TableList.Read(open))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Table(table, columns);
                }

                DropOrphans();
                return true;
            });
            Migrator.Migrate(target);
            target.Execute(
                """
                UPDATE conversations SET
                  last_message = coalesce(
                    (SELECT m.id FROM messages m WHERE m.conversation_id = conversations.id ORDER BY m.timestamp DESC, m.id DESC LIMIT 1), 0),
                  unread_count = (SELECT count(*) FROM messages m WHERE m.conversation_id = conversations.id AND m.direction = 0 AND m.state <> 4)
                """
            );
            return new(_read, [.. _damaged.Order(StringComparer.Ordinal)], _orphans, Files(from, to));
        }

        private void Table(string table, IReadOnlyList<string> columns)
        {
            var hasRowId = target.Scalar($"SELECT 1 FROM sqlite_master WHERE name = '{table}' AND sql LIKE '%WITHOUT ROWID'") is null;
            var values = string.Join(", ", Enumerable.Repeat("?", columns.Count));
            var insert = $"INSERT OR IGNORE INTO {TableList.Quote(table)} VALUES ({values})";
            _read[table] = 0;
            var isWhole = source.Read(
                table,
                hasRowId,
                columns,
                row =>
                {
                    using var statement = target.Prepare(insert);
                    for (var i = 0; i < row.Length; i++)
                    {
                        statement.BindValue(i + 1, row[i]);
                    }

                    statement.Run();
                    _read[table] += target.Changes;
                }
            );
            if (!isWhole)
            {
                _damaged.Add(table);
            }
        }

        /// <summary>Rows whose owner could not be read belong to nobody.</summary>
        private void DropOrphans()
        {
            long dropped;
            do
            {
                dropped = 0;
                foreach (var table in _read.Keys.ToArray())
                {
                    foreach (var (parent, columns) in Owners(table))
                    {
                        var same = string.Join(
                            " AND ",
                            columns.Select(pair => $"p.{TableList.Quote(pair.To)} = {TableList.Quote(table)}.{TableList.Quote(pair.From)}")
                        );
                        using var delete = target.Prepare(
                            $"DELETE FROM {TableList.Quote(table)} WHERE NOT EXISTS (SELECT 1 FROM {TableList.Quote(parent)} p WHERE {same})"
                        );
                        delete.Run();
                        dropped += target.Changes;
                    }
                }

                _orphans += dropped;
            } while (dropped > 0);
        }

        private List<(string Parent, List<(string From, string To)> Columns)> Owners(string table)
        {
            using var statement = target.Prepare(
                "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1) ORDER BY id, seq"
            );
            statement.Bind(1, table);
            Dictionary<long, (string Parent, List<(string, string)> Columns)> owners = [];
            while (statement.Step())
            {
                if (!owners.TryGetValue(statement.Int64(0), out var owner))
                {
                    owners.Add(statement.Int64(0), owner = (statement.Text(1)!, []));
                }

                owner.Columns.Add((statement.Text(2)!, statement.Text(3)!));
            }

            return [.. owners.Values];
        }

        /// <summary>Copies the files that are whole.</summary>
        private int Files(MediaFolder from, MediaFolder to)
        {
            var missing = 0;
            foreach (var row in MediaRow.All(target))
            {
                try
                {
                    using (var stream = new MediaStream(from.Path(row.Id), row.Key, row.Size))
                    {
                        stream.CopyTo(Stream.Null);
                    }

                    to.Create();
                    File.Copy(from.Path(row.Id), to.Path(row.Id));
                }
                catch (Exception error)
                    when (error
                            is ChatSecureException { Kind: ErrorKind.StorageDamaged }
                                or FileNotFoundException
                                or DirectoryNotFoundException
                    )
                {
                    missing++;
                }
            }

            return missing;
        }
    }
}
