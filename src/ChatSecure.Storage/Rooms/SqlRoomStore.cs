// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Rooms;

internal sealed class SqlRoomStore(Database database) : IRoomStore
{
    public ValueTask<IReadOnlyList<RoomInfo>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<RoomInfo>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    """
                    SELECT r.jid, r.name, r.subject, r.nick, r.password, r.is_auto_joined, r.is_members_only, r.is_non_anonymous,
                      r.refusal, r.refusal_text, r.alternate, r.avatar_id
                    FROM rooms r JOIN accounts a ON a.id = r.account_id WHERE a.jid = ?1
                    """
                );
                statement.Bind(1, account.ToString());
                List<RoomInfo> rooms = [];
                while (statement.Step())
                {
                    rooms.Add(Read(statement));
                }

                return [.. rooms.OrderBy(room => room.Jid.ToString(), StringComparer.Ordinal)];
            },
            cancellationToken
        );

    public ValueTask SaveAsync(Jid account, RoomInfo room, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(room);
        StoreRules.Bare(account);
        StoreRules.Bare(room.Jid);
        return ChangeAsync(account, connection => Save(connection, AccountIds.GetOrAdd(connection, account), room), cancellationToken);
    }

    public ValueTask RemoveAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            account,
            connection =>
            {
                using var delete = connection.Prepare(
                    "DELETE FROM rooms WHERE account_id = (SELECT id FROM accounts WHERE jid = ?1) AND jid = ?2"
                );
                delete.Bind(1, account.ToString()).Bind(2, room.ToString()).Run();
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<RoomOccupant>> ListOccupantsAsync(
        Jid account,
        Jid room,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync<IReadOnlyList<RoomOccupant>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    """
                    SELECT o.nick, o.jid, o.occupant_id, o.role, o.affiliation
                    FROM occupants o JOIN accounts a ON a.id = o.account_id WHERE a.jid = ?1 AND o.room = ?2
                    """
                );
                statement.Bind(1, account.ToString()).Bind(2, room.ToString());
                List<RoomOccupant> occupants = [];
                while (statement.Step())
                {
                    Jid? jid = statement.IsNull(1) ? null : StoredText.Jid(statement.Text(1));
                    occupants.Add(new(statement.Text(0)!, jid, statement.Text(2), statement.Text(3), statement.Text(4)));
                }

                return [.. occupants.OrderBy(occupant => occupant.Nick, StringComparer.Ordinal)];
            },
            cancellationToken
        );

    public ValueTask SaveOccupantsAsync(
        Jid account,
        Jid room,
        IReadOnlyList<RoomOccupant> occupants,
        CancellationToken cancellationToken = default
    ) => ChangeAsync(account, connection => Save(connection, account, room, occupants), cancellationToken);

    private async ValueTask ChangeAsync(Jid account, Action<SqliteConnection> change, CancellationToken cancellationToken) =>
        await database
            .WriteAsync(
                (connection, topics) =>
                {
                    change(connection);

                    // The conversation list shows the rooms' names.
                    return topics.Add(FeedTopic.ListOf(account));
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    private static void Save(SqliteConnection connection, long account, RoomInfo room)
    {
        using var upsert = connection.Prepare(
            """
            INSERT INTO rooms (account_id, jid, name, subject, nick, password, is_auto_joined, is_members_only, is_non_anonymous,
              refusal, refusal_text, alternate, avatar_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT (account_id, jid) DO UPDATE SET name = excluded.name, subject = excluded.subject, nick = excluded.nick,
              password = excluded.password, is_auto_joined = excluded.is_auto_joined, is_members_only = excluded.is_members_only,
              is_non_anonymous = excluded.is_non_anonymous, refusal = excluded.refusal, refusal_text = excluded.refusal_text,
              alternate = excluded.alternate, avatar_id = excluded.avatar_id
            """
        );
        upsert
            .Bind(1, account)
            .Bind(2, room.Jid.ToString())
            .Bind(3, room.Name)
            .Bind(4, room.Subject)
            .Bind(5, room.Nick)
            .Bind(6, room.Password)
            .Bind(7, room.IsAutoJoined ? 1L : 0L)
            .Bind(8, room.IsMembersOnly ? 1L : 0L)
            .Bind(9, room.IsNonAnonymous ? 1L : 0L)
            .Bind(10, room.Refusal)
            .Bind(11, room.RefusalText)
            .Bind(12, room.Alternate?.ToString())
            .Bind(13, room.AvatarId)
            .Run();
    }

    private static void Save(SqliteConnection connection, Jid account, Jid room, IReadOnlyList<RoomOccupant> occupants)
    {
        long id;
        using (
            var find = connection.Prepare("SELECT a.id FROM rooms r JOIN accounts a ON a.id = r.account_id WHERE a.jid = ?1 AND r.jid = ?2")
        )
        {
            if (!find.Bind(1, account.ToString()).Bind(2, room.ToString()).Step())
            {
                return;
            }

            id = find.Int64(0);
        }

        using (var clear = connection.Prepare("DELETE FROM occupants WHERE account_id = ?1 AND room = ?2"))
        {
            clear.Bind(1, id).Bind(2, room.ToString()).Run();
        }

        foreach (var occupant in occupants)
        {
            using var insert = connection.Prepare(
                """
                INSERT OR REPLACE INTO occupants (account_id, room, nick, jid, occupant_id, role, affiliation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """
            );
            insert
                .Bind(1, id)
                .Bind(2, room.ToString())
                .Bind(3, occupant.Nick)
                .Bind(4, occupant.Jid?.ToString())
                .Bind(5, occupant.OccupantId)
                .Bind(6, occupant.Role)
                .Bind(7, occupant.Affiliation)
                .Run();
        }
    }

    private static RoomInfo Read(SqliteStatement row) =>
        new()
        {
            Jid = StoredText.Jid(row.Text(0)),
            Name = row.Text(1),
            Subject = row.Text(2),
            Nick = row.Text(3),
            Password = row.Text(4),
            IsAutoJoined = row.Boolean(5),
            IsMembersOnly = row.Boolean(6),
            IsNonAnonymous = row.Boolean(7),
            Refusal = row.Text(8),
            RefusalText = row.Text(9),
            Alternate = row.IsNull(10) ? null : StoredText.Jid(row.Text(10)),
            AvatarId = row.Text(11),
        };
}
