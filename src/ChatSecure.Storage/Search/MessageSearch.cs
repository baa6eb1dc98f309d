// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Search;

/// <summary>Finds the messages that match. The index gives matches from the last added to the first, which is nearly their order in time; with the
/// high-water mark of each it is known when no older row can hold a newer message, so that a word in every message costs no more than one in a few.</summary>
internal static class MessageSearch
{
    private const string From = """
        FROM messages_text t CROSS JOIN messages m ON m.id = t.rowid
        WHERE t.messages_text MATCH ?1
          AND m.account_id = (SELECT id FROM accounts WHERE jid = ?2)
          AND (?3 IS NULL OR m.conversation_id = (SELECT c.id FROM conversations c WHERE c.account_id = m.account_id AND c.peer = ?3))
        ORDER BY t.rowid DESC
        """;

    internal const string Matches = $"SELECT m.id, m.timestamp, m.high_water {From}";

    /// <summary>So many of the newest matches are weighed against each other: the weight of each costs a look at its words.</summary>
    private const int Weighed = 1000;

    private const string Weights = $"SELECT m.id, bm25(messages_text, 1.0, 0.5) {From} LIMIT ?4";

    /// <summary>So many more messages than are asked for are looked at for the words of a prefix.</summary>
    private const int Spare = 50;

    /// <returns>The numbers of the newest messages that match, oldest first, and the query that finds their words.</returns>
    public static (IReadOnlyList<long> Ids, string Query) Newest(
        SqliteConnection connection,
        Jid account,
        SearchQuery words,
        Jid? peer,
        int limit
    )
    {
        if (
            words.Recent(connection, limit + Spare) is { } recent
            && Newest(connection, account, recent.Query, peer, limit, recent.Since) is { } found
        )
        {
            return (found, recent.Query);
        }

        var query = words.Spelled(connection);
        return (Newest(connection, account, query, peer, limit, 0)!, query);
    }

    /// <returns>The numbers of the newest messages that match; null if older ones than <paramref name="since"/> could be among them.</returns>
    private static List<long>? Newest(SqliteConnection connection, Jid account, string query, Jid? peer, int limit, long since)
    {
        using var statement = connection.Prepare(Matches);
        statement.Bind(1, query).Bind(2, account.ToString()).Bind(3, peer?.ToString());

        // The newest so far, the oldest of them first in the queue.
        var newest = new PriorityQueue<long, (long Timestamp, long Id)>();
        var isComplete = since == 0;
        while (statement.Step())
        {
            var id = statement.Int64(0);
            if (id < since)
            {
                break;
            }

            if (newest.Count == limit && newest.TryPeek(out _, out var oldest) && statement.Int64(2) <= oldest.Timestamp)
            {
                isComplete = true;
                break;
            }

            newest.Enqueue(id, (statement.Int64(1), id));
            if (newest.Count > limit)
            {
                newest.Dequeue();
            }
        }

        if (!isComplete)
        {
            return null;
        }

        var ids = new List<long>(newest.Count);
        while (newest.TryDequeue(out var id, out _))
        {
            ids.Add(id);
        }

        return ids;
    }

    /// <returns>The numbers of the messages that match best, the best first, and the query that finds their words.</returns>
    public static (IReadOnlyList<long> Ids, string Query) Best(
        SqliteConnection connection,
        Jid account,
        SearchQuery words,
        Jid? peer,
        int limit
    )
    {
        var query = words.Spelled(connection);
        using var statement = connection.Prepare(Weights);
        statement.Bind(1, query).Bind(2, account.ToString()).Bind(3, peer?.ToString()).Bind(4, Weighed);
        List<(double Weight, long Id)> matches = [];
        while (statement.Step())
        {
            matches.Add((statement.Double(1), statement.Int64(0)));
        }

        // The smaller the better, and of equals the newer.
        return (
            [.. matches.OrderBy(match => match.Weight).ThenByDescending(match => match.Id).Take(limit).Select(match => match.Id)],
            query
        );
    }
}
