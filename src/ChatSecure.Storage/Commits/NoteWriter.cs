// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Commits;

/// <summary>Writes what happened in conversations beside their messages.</summary>
internal sealed class NoteWriter(SqliteConnection connection, long account)
{
    /// <returns>The notes that were new and are kept.</returns>
    public IReadOnlyList<ConversationNote> Write(IReadOnlyList<ConversationNote> notes)
    {
        var added = notes.Where(Add).ToList();
        foreach (var conversation in added.Select(note => note.Conversation).Distinct())
        {
            Bound(conversation);
        }

        // Of more at once than are kept, and of those older than all that are kept, some are gone already.
        return added.Count == 0 ? [] : added.FindAll(IsKept);
    }

    private bool Add(ConversationNote note)
    {
        using var insert = connection.Prepare(NoteRow.Insert);
        NoteRow.Bind(insert, note, account);
        insert.Run();
        return connection.Changes > 0;
    }

    private void Bound(ConversationId conversation)
    {
        using var delete = connection.Prepare(
            """
            DELETE FROM notes WHERE id IN (
              SELECT id FROM notes WHERE account_id = ?1 AND peer = ?2 ORDER BY at DESC, id DESC LIMIT -1 OFFSET ?3)
            """
        );
        delete.Bind(1, account).Bind(2, conversation.Peer.ToString()).Bind(3, StoreRules.MaxNotes).Run();
    }

    private bool IsKept(ConversationNote note)
    {
        using var find = connection.Prepare("SELECT 1 FROM notes WHERE account_id = ?1 AND peer = ?2 AND note_id = ?3");
        return find.Bind(1, account).Bind(2, note.Conversation.Peer.ToString()).Bind(3, note.Id).Step();
    }
}
