// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Rows;

/// <summary>Which files a message names. A trigger takes away the files that nothing names any more.</summary>
internal static class MediaRefs
{
    public static void Add(SqliteConnection connection, long message, ValueList<Attachment> attachments)
    {
        foreach (var attachment in attachments)
        {
            if (attachment.MediaId is { } media)
            {
                using var insert = connection.Prepare("INSERT OR IGNORE INTO message_media (message_id, media_id) VALUES (?1, ?2)");
                insert.Bind(1, message).Bind(2, media).Run();
            }
        }
    }

    /// <summary>Adds the new ones first, so that a file that stays is never without a name.</summary>
    public static void Replace(SqliteConnection connection, long message, ValueList<Attachment> before, ValueList<Attachment> after)
    {
        Add(connection, message, after);
        foreach (var media in before.Select(attachment => attachment.MediaId).Except(after.Select(attachment => attachment.MediaId)))
        {
            if (media is not null)
            {
                using var delete = connection.Prepare("DELETE FROM message_media WHERE message_id = ?1 AND media_id = ?2");
                delete.Bind(1, message).Bind(2, media).Run();
            }
        }
    }
}
