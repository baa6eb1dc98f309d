// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Writes what is known of conversations beside their messages.</summary>
internal sealed class ConversationWriter(SqliteConnection connection, long account, MessageWriter messages, ISet<FeedTopic> topics)
{
    public void Mark(IReadOnlyList<ReadMarker> markers)
    {
        foreach (var marker in markers)
        {
            if (messages.Find(marker.Conversation) is not { } conversation)
            {
                continue;
            }

            using var upsert = connection.Prepare(
                """
                INSERT INTO markers (conversation_id, sender, state, message_id, at) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (conversation_id, sender, state) DO UPDATE SET message_id = excluded.message_id, at = excluded.at
                WHERE excluded.at >= markers.at
                """
            );
            upsert
                .Bind(1, conversation)
                .Bind(2, marker.From.ToString())
                .Bind(3, (long)marker.State)
                .Bind(4, marker.Message.Value)
                .Bind(5, marker.At.UtcTicks)
                .Run();
        }
    }

    public void Change(IReadOnlyList<ConversationChange> changes)
    {
        foreach (var change in changes)
        {
            var conversation = messages.Find(change.Conversation) ?? messages.Create(change.Conversation);
            using var update = connection.Prepare(
                """
                UPDATE conversations SET
                  is_pinned = coalesce(?2, is_pinned),
                  is_archived = coalesce(?3, is_archived),
                  muted_until = CASE WHEN ?4 IS NULL THEN muted_until ELSE nullif(?4, 0) END,
                  draft = CASE WHEN ?5 IS NULL THEN draft ELSE nullif(?5, '') END,
                  is_marked_unread = coalesce(?7, is_marked_unread)
                WHERE id = ?1 AND account_id = ?6
                """
            );
            update
                .Bind(1, conversation)
                .Bind(2, Number(change.IsPinned))
                .Bind(3, Number(change.IsArchived))
                .Bind(4, change.MutedUntil?.UtcTicks)
                .Bind(5, change.Draft)
                .Bind(6, account)
                .Bind(7, Number(change.IsMarkedUnread))
                .Run();
            topics.Add(change.Conversation);
        }
    }

    private static long? Number(bool? value) => value is { } known ? (known ? 1L : 0L) : null;
}
