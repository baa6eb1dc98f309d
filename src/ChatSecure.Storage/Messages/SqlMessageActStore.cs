// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Messages;

internal sealed class SqlMessageActStore(Database database) : IMessageActStore
{
    private const string Select = $"SELECT {ActRow.Columns} FROM acts t JOIN accounts a ON a.id = t.account_id WHERE a.jid = ?1";

    public ValueTask<MessageAct?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"{Select} AND t.peer = ?2 AND t.direction = ?3 AND t.act_id = ?4");
                statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
                statement.Bind(3, (long)direction).Bind(4, id.Value);
                return First(statement, conversation.Account);
            },
            cancellationToken
        );

    public ValueTask<MessageAct?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"{Select} AND t.archive_id = ?2 ORDER BY t.id LIMIT 1");
                statement.Bind(1, account.ToString()).Bind(2, archiveId);
                return First(statement, account);
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<MessageAct>> ListWaitingAsync(
        ConversationId conversation,
        MessageId target,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync<IReadOnlyList<MessageAct>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    $"{Select} AND t.peer = ?2 AND t.target = ?3 AND t.standing = 1 ORDER BY t.at, t.id"
                );
                statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString()).Bind(3, target.Value);
                List<MessageAct> acts = [];
                while (statement.Step())
                {
                    acts.Add(ActRow.Read(statement, conversation.Account));
                }

                return acts;
            },
            cancellationToken
        );

    public ValueTask<MessageAct?> FindLatestReactionAsync(
        ConversationId conversation,
        MessageId target,
        Jid from,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(
                    $"""
                    {Select} AND t.peer = ?2 AND t.target = ?3 AND t.sender = ?4 AND t.kind = ?5 AND t.standing = ?6 AND t.state <> ?7
                    ORDER BY t.at DESC, t.id DESC LIMIT 1
                    """
                );
                statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
                statement.Bind(3, target.Value).Bind(4, from.ToString());
                statement.Bind(5, (long)MessageActKind.Reaction).Bind(6, (long)ActStanding.Applied).Bind(7, (long)DeliveryState.Failed);
                return First(statement, conversation.Account);
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<MessageAct>> ListUnsentAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync<IReadOnlyList<MessageAct>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    $"""
                    {Select} AND t.peer = ?2 AND t.direction = 1 AND t.state IN (0, 1, 5) AND t.failure_reason IS NOT ?3
                    ORDER BY t.id DESC LIMIT ?4
                    """
                );
                statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
                statement.Bind(3, MessageAct.GivenUp).Bind(4, MessageChanges.MaxUnsentActs);
                List<MessageAct> acts = [];
                while (statement.Step())
                {
                    acts.Add(ActRow.Read(statement, conversation.Account));
                }

                acts.Reverse();
                return acts;
            },
            cancellationToken
        );

    private static MessageAct? First(SqliteStatement statement, Jid account) => statement.Step() ? ActRow.Read(statement, account) : null;
}
