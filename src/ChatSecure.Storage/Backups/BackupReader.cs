// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatSecure.Errors;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Migrations;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Backups;

/// <summary>Puts a backup into an empty database. Whatever is wrong with it, even in its last byte, ends in an error, and the caller throws the database
/// away.</summary>
internal sealed class BackupReader(SealedReader reader, MediaFolder media)
{
    /// <summary>No entry of ours is longer: neither messages nor records are.</summary>
    private const int MaxEntry = 256 * 1024 * 1024;

    private long _rows;
    private long _files;

    public void Fill(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var (kind, json) = Next();
        var head = kind == BackupEntry.Head ? Parse(json, BackupContext.Default.BackupHead) : throw SealedReader.Damaged();
        if (head.Schema > Migrator.NewestVersion)
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "The backup was made by a newer version of this software.");
        }

        Migrator.Migrate(connection, head.Schema is > 0 ? head.Schema : throw SealedReader.Damaged());
        connection.Write(open =>
        {
            // Tables come in the order of their names.
            open.Execute("PRAGMA defer_foreign_keys = ON");
            Entries(open, cancellationToken);
            return true;
        });
        Migrator.Migrate(connection);
        if (!head.MovesSessions)
        {
            // What waited to be sent was not in the backup: it was sent from where it was.
            connection.Execute("UPDATE messages SET state = 5, failure_reason = 'restored' WHERE direction = 1 AND state = 0");
        }
    }

    private void Entries(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var tables = TableList.Read(connection);
        Insert? insert = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (kind, json) = Next();
            switch (kind)
            {
                case BackupEntry.Table:
                    insert = Insert.Into(Parse(json, BackupContext.Default.BackupTable), tables);
                    break;
                case BackupEntry.Row:
                    (insert ?? throw SealedReader.Damaged()).Run(connection, Parse(json, BackupContext.Default.JsonElement));
                    _rows++;
                    break;
                case BackupEntry.File:
                    CopyFile(Parse(json, BackupContext.Default.BackupFile));
                    _files++;
                    break;
                case BackupEntry.End when Parse(json, BackupContext.Default.BackupEnd) == new BackupEnd(_rows, _files):
                    reader.End();
                    return;
                default:
                    throw SealedReader.Damaged();
            }
        }
    }

    private void CopyFile(BackupFile file)
    {
        if (!MediaFolder.IsId(file.Id) || file.Length < 0)
        {
            throw SealedReader.Damaged();
        }

        media.Create();
        using var stream = ProfileFiles.OpenOwn(media.Path(file.Id), FileMode.CreateNew);
        var buffer = new byte[64 * 1024];
        for (var left = file.Length; left > 0; )
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            reader.Read(part);
            stream.Write(part);
            left -= part.Length;
        }

        stream.Flush(flushToDisk: true);
    }

    private (BackupEntry Kind, byte[] Json) Next()
    {
        Span<byte> head = stackalloc byte[5];
        reader.Read(head);
        var length = BinaryPrimitives.ReadInt32BigEndian(head[1..]);
        var json = new byte[length is >= 0 and <= MaxEntry ? length : throw SealedReader.Damaged()];
        reader.Read(json);
        return ((BackupEntry)head[0], json);
    }

    private static T Parse<T>(byte[] json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw SealedReader.Damaged();
        }
        catch (JsonException)
        {
            throw SealedReader.Damaged();
        }
    }

    /// <summary>The statement for a table's rows. Only tables and columns that the schema has are ever named in it.</summary>
    private sealed class Insert(string sql, int count)
    {
        public static Insert Into(BackupTable table, IReadOnlyDictionary<string, IReadOnlyList<string>> tables)
        {
            if (!tables.TryGetValue(table.Name, out var known) || table.Columns.Count == 0 || table.Columns.Except(known).Any())
            {
                throw SealedReader.Damaged();
            }

            var columns = string.Join(", ", table.Columns.Select(TableList.Quote));
            var values = string.Join(", ", Enumerable.Repeat("?", table.Columns.Count));
            return new($"INSERT INTO {TableList.Quote(table.Name)} ({columns}) VALUES ({values})", table.Columns.Count);
        }

        public void Run(SqliteConnection connection, JsonElement row)
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != count)
            {
                throw SealedReader.Damaged();
            }

            using var statement = connection.Prepare(sql);
            var index = 0;
            foreach (var value in row.EnumerateArray())
            {
                statement.BindValue(++index, Value(value));
            }

            try
            {
                statement.Run();
            }
            catch (ChatSecureException error) when (error.Kind == ErrorKind.Failed)
            {
                // A rule of the schema, such as a value that must not be missing.
                throw SealedReader.Damaged();
            }
        }

        private static object? Value(JsonElement value) =>
            value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Number when value.TryGetInt64(out var number) => number,
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Object when value.TryGetProperty("blob", out var blob) && blob.TryGetBytesFromBase64(out var bytes) => bytes,
                _ => throw SealedReader.Damaged(),
            };
    }
}
