// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Rows;

/// <summary>A note as a row. Reading and writing agree on <see cref="Columns"/>.</summary>
internal static class NoteRow
{
    /// <summary>The columns of a note, of a table that is called <c>t</c>.</summary>
    public const string Columns = "t.note_id, t.at, t.kind, t.who, t.by_whom, t.text, t.key, t.affiliation, t.device";

    public const string Insert = """
        INSERT OR IGNORE INTO notes (account_id, peer, note_id, at, kind, who, by_whom, text, key, affiliation, device)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """;

    public static void Bind(SqliteStatement statement, ConversationNote note, long account) =>
        statement
            .Bind(1, account)
            .Bind(2, note.Conversation.Peer.ToString())
            .Bind(3, note.Id)
            .Bind(4, note.At.UtcTicks)
            .Bind(5, (long)note.Kind)
            .Bind(6, note.Who?.ToString())
            .Bind(7, note.By?.ToString())
            .Bind(8, note.Text)
            .Bind(9, note.Key?.Hex)
            .Bind(10, (long?)note.Affiliation)
            .Bind(11, (long?)note.Device?.Value);

    public static ConversationNote Read(SqliteStatement row, ConversationId conversation) =>
        new(conversation, row.Text(0)!, new(row.Int64(1), TimeSpan.Zero), (ConversationNoteKind)row.Int32(2))
        {
            Who = Address(row, 3),
            By = Address(row, 4),
            Text = row.Text(5),
            Key = Fingerprint.TryParse(row.Text(6), out var key) ? key : null,
            Affiliation = row.IsNull(7) ? null : (GroupAffiliation)row.Int32(7),
            Device = row.IsNull(8) ? null : new DeviceId((uint)row.Int64(8)),
        };

    private static Jid? Address(SqliteStatement row, int column) => row.IsNull(column) ? null : StoredText.Jid(row.Text(column));
}
