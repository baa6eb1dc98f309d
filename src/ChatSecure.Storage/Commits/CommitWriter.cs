// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Writes one change-set, inside a transaction.</summary>
internal sealed class CommitWriter(SqliteConnection connection, ChangeSet changes, ISet<FeedTopic> topics)
{
    private readonly long _account = AccountIds.GetOrAdd(connection, changes.Account);

    public CommitResult Write()
    {
        var messages = new MessageWriter(connection, _account, topics);
        var editor = new MessageEditor(connection, messages, topics);
        var added = messages.Add(changes.Messages);
        List<ChatMessage> updated = [.. messages.Update(changes.Updates), .. editor.Apply(changes)];
        var writer = new ActWriter(connection, _account, editor);
        var acts = writer.Write(changes.Acts);
        var updatedActs = writer.Update(changes.Updates, updated);
        writer.Forget(changes.Edits);
        var notes = new NoteWriter(connection, _account).Write(changes.Notes);
        WriteCrypto();
        WriteOutbox();
        new OwedWriter(connection, _account).Write(changes);
        WriteArchive();
        messages.MarkRead(changes.Read);
        messages.MarkRead(changes.ReadThrough);
        var conversations = new ConversationWriter(connection, _account, messages, topics);
        conversations.Mark(changes.Markers);
        conversations.Change(changes.Conversations);
        new Eraser(connection, _account, topics).Erase(changes);
        if (topics.Count > 0)
        {
            topics.Add(FeedTopic.ListOf(changes.Account));
        }

        return new(added, updated)
        {
            Acts = acts,
            UpdatedActs = updatedActs,
            Notes = notes,
        };
    }

    private void WriteCrypto()
    {
        foreach (var record in changes.Crypto)
        {
            if (record.Value is { } value)
            {
                using var upsert = connection.Prepare(
                    """
                    INSERT INTO crypto_records (account_id, "table", key, value) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT (account_id, "table", key) DO UPDATE SET value = excluded.value
                    """
                );
                upsert.Bind(1, _account).Bind(2, record.Table).Bind(3, record.Key).Bind(4, value.Span).Run();
            }
            else
            {
                using var delete = connection.Prepare("""DELETE FROM crypto_records WHERE account_id = ?1 AND "table" = ?2 AND key = ?3""");
                delete.Bind(1, _account).Bind(2, record.Table).Bind(3, record.Key).Run();
            }
        }
    }

    private void WriteOutbox()
    {
        foreach (var entry in changes.Outbox)
        {
            using var upsert = connection.Prepare(
                """
                INSERT INTO outbox (account_id, message_id, recipient, encryption, prepared, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (account_id, message_id) DO UPDATE
                SET recipient = excluded.recipient, encryption = excluded.encryption, prepared = excluded.prepared, kind = excluded.kind
                """
            );
            upsert
                .Bind(1, _account)
                .Bind(2, entry.Id.Value)
                .Bind(3, entry.To.ToString())
                .Bind(4, (long)entry.Encryption)
                .Bind(5, entry.Prepared)
                .Bind(6, (long)entry.Kind)
                .Run();
        }

        foreach (var done in changes.OutboxDone)
        {
            using var delete = connection.Prepare("DELETE FROM outbox WHERE account_id = ?1 AND message_id = ?2");
            delete.Bind(1, _account).Bind(2, done.Value).Run();
        }
    }

    private void WriteArchive()
    {
        if (changes.Cursor is { } cursor)
        {
            using var upsert = connection.Prepare(
                """
                INSERT INTO archive_cursors (account_id, archive, last_id) VALUES (?1, ?2, ?3)
                ON CONFLICT (account_id, archive) DO UPDATE SET last_id = excluded.last_id
                """
            );
            upsert.Bind(1, _account).Bind(2, cursor.Archive.ToString()).Bind(3, cursor.LastId).Run();
        }

        foreach (var gap in changes.GapsOpened)
        {
            using var insert = connection.Prepare(
                "INSERT OR IGNORE INTO archive_gaps (account_id, archive, after_id, before_id, before_at) VALUES (?1, ?2, ?3, ?4, ?5)"
            );
            insert
                .Bind(1, _account)
                .Bind(2, gap.Archive.ToString())
                .Bind(3, gap.After)
                .Bind(4, gap.Before)
                .Bind(5, gap.BeforeAt?.UtcTicks)
                .Run();
        }

        foreach (var gap in changes.GapsClosed)
        {
            using var delete = connection.Prepare(
                "DELETE FROM archive_gaps WHERE account_id = ?1 AND archive = ?2 AND after_id = ?3 AND before_id = ?4"
            );
            delete.Bind(1, _account).Bind(2, gap.Archive.ToString()).Bind(3, gap.After).Bind(4, gap.Before).Run();
        }
    }
}
