// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Backups;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Salvage;

/// <summary>Reads what can be read of a damaged database. After one bad page SQLCipher reports good ones as bad, too, so every failure costs the
/// connection.</summary>
internal sealed class DamagedSource(Func<SqliteConnection> open) : IDisposable
{
    /// <summary>More failures than this in one table end its reading: enough for tens of thousands of bad pages.</summary>
    private const int MaxFailures = 100_000;

    /// <summary>A longer stretch than this between two readable rows is not searched for single ones.</summary>
    private const long MaxIsland = 65_536;

    /// <summary>Nor is a shorter one searched for longer than this.</summary>
    private const int MaxIslandFailures = 500;

    private SqliteConnection? _connection;
    private int _failures;

    /// <summary>Runs a reading action; null if it failed.</summary>
    public T? Try<T>(Func<SqliteConnection, T> read)
        where T : class
    {
        try
        {
            return read(_connection ??= open());
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.StorageDamaged)
        {
            _connection?.Dispose();
            _connection = null;
            _failures++;
            return null;
        }
    }

    /// <summary>Hands out every row of a table that can be read.</summary>
    /// <returns>Whether that was all of them.</returns>
    public bool Read(string table, bool hasRowId, IReadOnlyList<string> columns, Action<object?[]> take)
    {
        _failures = 0;
        if (hasRowId)
        {
            ReadNumbered(table, columns.Count, take);
        }
        else
        {
            // Without numbers there is no way into the middle: from the front as far as it goes, then from the back.
            var key = Key(table);
            var isWhole = ReadOrdered(table, columns.Count, string.Join(", ", key), take);
            if (!isWhole)
            {
                ReadOrdered(table, columns.Count, string.Join(", ", key.Select(column => $"{column} DESC")), take);
            }
        }

        return _failures == 0;
    }

    public void Dispose() => _connection?.Dispose();

    /// <summary>Reads on behind each gap. A bad page hides a stretch of row numbers of unknown length.</summary>
    private void ReadNumbered(string table, int columns, Action<object?[]> take)
    {
        for (long? start = 0; start is not null && _failures < MaxFailures; )
        {
            var gap = ReadRange(table, columns, start.Value, long.MaxValue, take);
            if (gap is null)
            {
                return;
            }

            start = FindReadable(table, gap.Value);
            var end = start ?? Math.Min(gap.Value, long.MaxValue - MaxIsland) + MaxIsland;
            if (end - gap.Value <= MaxIsland)
            {
                ReadIslands(table, columns, gap.Value, end - 1, take);
            }
        }
    }

    /// <summary>Reads the rows with numbers from first to last.</summary>
    /// <returns>The number behind the last row that could be read before it failed; null if it did not fail.</returns>
    private long? ReadRange(string table, int columns, long first, long last, Action<object?[]> take)
    {
        var next = first;
        var worked = Try(connection =>
        {
            using var statement = connection.Prepare(
                $"SELECT *, rowid FROM {TableList.Quote(table)} WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid"
            );
            statement.Bind(1, first).Bind(2, last);
            while (statement.Step())
            {
                take(Row(statement, columns));
                next = statement.Int64(columns) + 1;
            }

            return statement;
        });
        return worked is null ? next : null;
    }

    /// <summary>The first number from which on something can be read: in steps that double, then between the last two. Null if there is none.</summary>
    private long? FindReadable(string table, long gap)
    {
        long bad = gap,
            good = 0;
        for (var step = 1L; good == 0; step *= 2)
        {
            if (step > long.MaxValue / 4 - gap)
            {
                return null;
            }

            (bad, good) = IsReadable(table, gap + step) ? (bad, gap + step) : (gap + step, 0);
        }

        while (good - bad > 1)
        {
            var middle = bad + ((good - bad) / 2);
            (bad, good) = IsReadable(table, middle) ? (bad, middle) : (middle, good);
        }

        return good;
    }

    private bool IsReadable(string table, long number) =>
        Try(connection =>
        {
            using var statement = connection.Prepare(
                $"SELECT rowid FROM {TableList.Quote(table)} WHERE rowid >= ?1 ORDER BY rowid LIMIT 1"
            );
            statement.Bind(1, number).Step();
            return statement;
        })
            is not null;

    /// <summary>Between two bad pages may be good ones: halves the stretch until what can't be read is a single number, with a limited number of
    /// failures.</summary>
    private void ReadIslands(string table, int columns, long first, long last, Action<object?[]> take)
    {
        var most = _failures + MaxIslandFailures;
        var ranges = new Stack<(long First, long Last)>([(first, last)]);
        while (ranges.TryPop(out var range) && _failures < most)
        {
            if (range.First <= range.Last && ReadRange(table, columns, range.First, range.Last, take) is { } gap && gap < range.Last)
            {
                var middle = gap + ((range.Last - gap) / 2);
                ranges.Push((middle + 1, range.Last));
                ranges.Push((gap, middle));
            }
        }
    }

    private bool ReadOrdered(string table, int columns, string order, Action<object?[]> take) =>
        Try(connection =>
        {
            using var statement = connection.Prepare($"SELECT * FROM {TableList.Quote(table)} ORDER BY {order}");
            while (statement.Step())
            {
                take(Row(statement, columns));
            }

            return statement;
        })
            is not null;

    private List<string> Key(string table) =>
        Try(connection =>
        {
            using var statement = connection.Prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk");
            statement.Bind(1, table);
            List<string> key = [];
            while (statement.Step())
            {
                key.Add(TableList.Quote(statement.Text(0)!));
            }

            return key;
        }) ?? ["1"];

    private static object?[] Row(SqliteStatement row, int columns)
    {
        var values = new object?[columns];
        for (var i = 0; i < columns; i++)
        {
            values[i] = row.Value(i);
        }

        return values;
    }
}
