// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Messages;

internal sealed class SqlNoteStore(Database database) : INoteStore
{
    internal const string Select = $"""
        SELECT {NoteRow.Columns} FROM accounts a JOIN notes t ON t.account_id = a.id
        WHERE a.jid = ?1 AND t.peer = ?2 AND t.at >= ?3 AND t.at < ?4 ORDER BY t.at, t.id
        """;

    public ValueTask<IReadOnlyList<ConversationNote>> ListAsync(
        ConversationId conversation,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync<IReadOnlyList<ConversationNote>>(
            connection =>
            {
                using var statement = connection.Prepare(Select);
                statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
                statement.Bind(3, since?.UtcTicks ?? 0).Bind(4, until?.UtcTicks ?? long.MaxValue);
                List<ConversationNote> notes = [];
                while (statement.Step())
                {
                    notes.Add(NoteRow.Read(statement, conversation));
                }

                return notes;
            },
            cancellationToken
        );
}
