// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Media;

/// <summary>A file as the database knows it.</summary>
internal sealed record MediaRow(string Id, long Size, string Sha256, string? MediaType, string? ThumbnailId, byte[] Key)
{
    private const string Columns = "m.media_id, m.size, m.sha256, m.media_type, m.thumbnail, m.file_key, m.used_at";
    private const string OfAccount = $"SELECT {Columns} FROM media m JOIN accounts a ON a.id = m.account_id WHERE a.jid = ?1";

    private const string Unnamed = """
        WHERE added_at < ?1
          AND NOT EXISTS (SELECT 1 FROM message_media x WHERE x.media_id = media.media_id)
          AND NOT EXISTS (SELECT 1 FROM media y WHERE y.thumbnail = media.media_id)
        """;

    public bool IsUseStale { get; private init; }

    public MediaInfo Info => new(Id, Size, Sha256, MediaType, ThumbnailId);

    public static MediaRow? Find(SqliteConnection connection, Jid account, string id, DateTimeOffset staleBefore = default)
    {
        using var statement = connection.Prepare($"{OfAccount} AND m.media_id = ?2");
        return statement.Bind(1, account.ToString()).Bind(2, id).Step()
            ? Read(statement) with
            {
                IsUseStale = statement.Int64(6) < staleBefore.UtcTicks,
            }
            : null;
    }

    /// <summary>Finds a file with the same content and gives it new time to be named.</summary>
    public static MediaInfo? Reuse(SqliteConnection connection, Jid account, string sha256, DateTimeOffset now)
    {
        MediaInfo known;
        using (var statement = connection.Prepare($"{OfAccount} AND m.sha256 = ?2"))
        {
            if (!statement.Bind(1, account.ToString()).Bind(2, sha256).Step())
            {
                return null;
            }

            known = Read(statement).Info;
        }

        using var update = connection.Prepare("UPDATE media SET added_at = ?2, used_at = ?2 WHERE media_id = ?1");
        update.Bind(1, known.Id).Bind(2, now.UtcTicks).Run();
        return known;
    }

    public MediaInfo Add(SqliteConnection connection, Jid account, bool isEvictable, DateTimeOffset now, long quota)
    {
        if (Usage(connection, account) + Size > quota)
        {
            throw MediaFolder.Full(quota);
        }

        using var insert = connection.Prepare(
            """
            INSERT INTO media (account_id, media_id, sha256, size, media_type, file_key, is_evictable, added_at, used_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
            """
        );
        insert
            .Bind(1, AccountIds.GetOrAdd(connection, account))
            .Bind(2, Id)
            .Bind(3, Sha256)
            .Bind(4, Size)
            .Bind(5, MediaType)
            .Bind(6, Key.AsSpan())
            .Bind(7, isEvictable ? 1L : 0L)
            .Bind(8, now.UtcTicks)
            .Run();
        return Info;
    }

    public static bool Touch(SqliteConnection connection, string id, DateTimeOffset now)
    {
        using var update = connection.Prepare("UPDATE media SET used_at = ?2 WHERE media_id = ?1");
        update.Bind(1, id).Bind(2, now.UtcTicks).Run();
        return true;
    }

    public static long Usage(SqliteConnection connection, Jid account)
    {
        using var statement = connection.Prepare(
            "SELECT coalesce(sum(size), 0) FROM media WHERE account_id = (SELECT id FROM accounts WHERE jid = ?1)"
        );
        statement.Bind(1, account.ToString()).Step();
        return statement.Int64(0);
    }

    /// <summary>Removes a file; the messages that name it stay, without it.</summary>
    public static bool Remove(SqliteConnection connection, Jid account, string id, ISet<FeedTopic> topics)
    {
        foreach (var (message, conversation, attachments) in Naming(connection, account, id))
        {
            ValueList<Attachment> without = [.. attachments.Select(file => file.MediaId == id ? file with { MediaId = null } : file)];
            using var update = connection.Prepare("UPDATE messages SET attachments = ?2 WHERE id = ?1");
            update.Bind(1, message).Bind(2, StoredRelations.Write(without)).Run();
            topics.Add(conversation);
            topics.Add(FeedTopic.ListOf(account));
        }

        Run(connection, "UPDATE media SET thumbnail = NULL WHERE thumbnail = ?1", id);
        Run(
            connection,
            """
            DELETE FROM media WHERE media_id = (SELECT thumbnail FROM media WHERE media_id = ?1)
              AND NOT EXISTS (SELECT 1 FROM message_media x WHERE x.media_id = media.media_id)
              AND NOT EXISTS (SELECT 1 FROM media y WHERE y.thumbnail = media.media_id AND y.media_id <> ?1)
            """,
            id
        );
        Run(connection, "DELETE FROM message_media WHERE media_id = ?1", id);
        Run(connection, "DELETE FROM media WHERE media_id = ?1", id);
        return true;
    }

    public static long Evict(SqliteConnection connection, Jid account, long maxBytes, ISet<FeedTopic> topics)
    {
        var before = Usage(connection, account);
        List<(string Id, long Size)> candidates = [];
        using (
            var statement = connection.Prepare(
                """
                SELECT media_id, size FROM media WHERE account_id = (SELECT id FROM accounts WHERE jid = ?1) AND is_evictable
                ORDER BY used_at, id
                """
            )
        )
        {
            statement.Bind(1, account.ToString());
            while (statement.Step())
            {
                candidates.Add((statement.Text(0)!, statement.Int64(1)));
            }
        }

        var used = before;
        foreach (var (id, _) in candidates)
        {
            if (used <= maxBytes)
            {
                break;
            }

            Remove(connection, account, id, topics);
            used = Usage(connection, account);
        }

        return before - used;
    }

    /// <summary>Whether there are files that nothing names and that had their time.</summary>
    public static bool HasUnnamed(SqliteConnection connection, DateTimeOffset addedBefore)
    {
        using var statement = connection.Prepare($"SELECT 1 FROM media {Unnamed} LIMIT 1");
        return statement.Bind(1, addedBefore.UtcTicks).Step();
    }

    /// <summary>Removes files that nothing names and that had their time. What stood for a removed file goes with the second round.</summary>
    public static bool Collect(SqliteConnection connection, DateTimeOffset addedBefore)
    {
        int changes;
        do
        {
            using var delete = connection.Prepare($"DELETE FROM media {Unnamed}");
            delete.Bind(1, addedBefore.UtcTicks).Run();
            changes = connection.Changes;
        } while (changes > 0);

        return true;
    }

    /// <summary>Every file.</summary>
    public static IReadOnlyList<MediaRow> All(SqliteConnection connection)
    {
        using var statement = connection.Prepare($"SELECT {Columns} FROM media m");
        List<MediaRow> rows = [];
        while (statement.Step())
        {
            rows.Add(Read(statement));
        }

        return rows;
    }

    public static HashSet<string> Ids(SqliteConnection connection)
    {
        using var statement = connection.Prepare("SELECT media_id FROM media");
        HashSet<string> ids = [];
        while (statement.Step())
        {
            ids.Add(statement.Text(0)!);
        }

        return ids;
    }

    private static List<(long Message, ConversationId Conversation, ValueList<Attachment> Attachments)> Naming(
        SqliteConnection connection,
        Jid account,
        string id
    )
    {
        using var statement = connection.Prepare(
            """
            SELECT m.id, c.peer, m.attachments
            FROM message_media x JOIN messages m ON m.id = x.message_id JOIN conversations c ON c.id = m.conversation_id
            WHERE x.media_id = ?1
            """
        );
        statement.Bind(1, id);
        List<(long, ConversationId, ValueList<Attachment>)> messages = [];
        while (statement.Step())
        {
            messages.Add(
                (statement.Int64(0), new(account, StoredText.Jid(statement.Text(1))), StoredRelations.Attachments(statement.Text(2)))
            );
        }

        return messages;
    }

    private static void Run(SqliteConnection connection, string sql, string id)
    {
        using var statement = connection.Prepare(sql);
        statement.Bind(1, id).Run();
    }

    private static MediaRow Read(SqliteStatement row) =>
        new(row.Text(0)!, row.Int64(1), row.Text(2)!, row.Text(3), row.Text(4), row.Blob(5)!);
}
