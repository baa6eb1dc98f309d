// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Migrations;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Backups;

/// <summary>Writes a backup of what a connection sees.</summary>
internal sealed class BackupWriter(SealedWriter writer, BackupOptions options, MediaFolder media) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _json = new();
    private long _rows;
    private long _files;

    public void Write(SqliteConnection connection, CancellationToken cancellationToken)
    {
        Entry(BackupEntry.Head, new(Migrator.Version(connection), options.MovesSessions), BackupContext.Default.BackupHead);
        foreach (var (table, columns) in TableList.Read(connection))
        {
            if (Condition(table) is { } condition)
            {
                Table(connection, table, columns, condition, cancellationToken);
            }
        }

        foreach (var id in options.HasMedia ? MediaRow.Ids(connection) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            File(id);
        }

        Entry(BackupEntry.End, new(_rows, _files), BackupContext.Default.BackupEnd);
        writer.Finish();
    }

    public void Dispose()
    {
        _json.Clear();
        writer.Dispose();
    }

    /// <summary>Which rows of a table are in the backup; null for none.</summary>
    private string? Condition(string table) =>
        table switch
        {
            "connection_records" => null,
            "media" or "message_media" => options.HasMedia ? "" : null,
            "outbox" or "owed" => options.MovesSessions ? "" : null,
            "crypto_records" when !options.MovesSessions => "WHERE \"table\" IN (SELECT value FROM json_each(?1))",
            _ => "",
        };

    private void Table(
        SqliteConnection connection,
        string table,
        IReadOnlyList<string> columns,
        string condition,
        CancellationToken cancellationToken
    )
    {
        Entry(BackupEntry.Table, new(table, columns), BackupContext.Default.BackupTable);
        using var statement = connection.Prepare($"SELECT * FROM {TableList.Quote(table)} {condition}");
        if (condition.Length > 0)
        {
            statement.Bind(1, Rows.StoredText.List(options.KeepCryptoTables));
        }

        while (statement.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Row(statement, columns.Count);
            _rows++;
        }
    }

    private void Row(SqliteStatement row, int count)
    {
        using (var json = Begin())
        {
            json.WriteStartArray();
            for (var i = 0; i < count; i++)
            {
                switch (row.Value(i))
                {
                    case long number:
                        json.WriteNumberValue(number);
                        break;
                    case string text:
                        json.WriteStringValue(text);
                        break;
                    case byte[] bytes:
                        json.WriteStartObject();
                        json.WriteBase64String("blob", bytes);
                        json.WriteEndObject();
                        CryptographicOperations.ZeroMemory(bytes);
                        break;
                    default:
                        json.WriteNullValue();
                        break;
                }
            }

            json.WriteEndArray();
        }

        Put(BackupEntry.Row);
    }

    /// <summary>A file that is missing in the folder is left out: the restored message says that it is not here.</summary>
    private void File(string id)
    {
        if (!System.IO.File.Exists(media.Path(id)))
        {
            return;
        }

        using var source = System.IO.File.OpenRead(media.Path(id));
        var left = source.Length;
        Entry(BackupEntry.File, new(id, left), BackupContext.Default.BackupFile);
        var buffer = new byte[64 * 1024];
        while (left > 0)
        {
            var count = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (count == 0)
            {
                throw MediaChunks.Damaged();
            }

            writer.Write(buffer.AsSpan(0, count));
            left -= count;
        }

        _files++;
    }

    private void Entry<T>(BackupEntry kind, T value, JsonTypeInfo<T> type)
    {
        using (var json = Begin())
        {
            JsonSerializer.Serialize(json, value, type);
        }

        Put(kind);
    }

    private Utf8JsonWriter Begin()
    {
        _json.Clear();
        return new(_json);
    }

    private void Put(BackupEntry kind)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], _json.WrittenCount);
        writer.Write(head);
        writer.Write(_json.WrittenSpan);
    }
}
