// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using SQLitePCL;

namespace ChatSecure.Storage.Sqlite;

/// <summary>A connection over one provider instance of our own, with a cache of prepared statements. For one thread at a time; every call blocks.</summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly ISQLite3Provider _provider;
    private readonly ConnectionHandle _handle;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    private SqliteConnection(ISQLite3Provider provider, ConnectionHandle handle)
    {
        _provider = provider;
        _handle = handle;
    }

    /// <summary>The number that the last insert gave to its row.</summary>
    public long LastInsertRowId => _provider.sqlite3_last_insert_rowid(_handle.View);

    /// <summary>How many rows the last insert, update or delete changed.</summary>
    public int Changes => _provider.sqlite3_changes(_handle.View);

    public static SqliteConnection Open(ISQLite3Provider provider, string path, int flags)
    {
        // One thread at a time is our own promise, so SQLite need not lock for each call.
        var code = provider.sqlite3_open_v2(
            utf8z.FromString(path),
            out var pointer,
            flags | raw.SQLITE_OPEN_NOMUTEX,
            utf8z.FromString(null)
        );
        var handle = new ConnectionHandle(provider, pointer);
        try
        {
            SqliteError.ThrowIfFailed(code);
            SqliteError.ThrowIfFailed(provider.sqlite3_extended_result_codes(handle.View, 1));
            SqliteError.ThrowIfFailed(provider.sqlite3_busy_timeout(handle.View, 2000));
            return new(provider, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Gives the connection its key.</summary>
    /// <returns>SQLite's result; an error when the library has no encryption.</returns>
    public int Key(ReadOnlySpan<byte> key) => _provider.sqlite3_key(_handle.View, key);

    /// <summary>Lends the statement for this text, prepared on first use. A text can be on loan once at a time.</summary>
    /// <param name="sql">One statement; a constant, since it stays in the cache.</param>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new(_provider, Compile(Encoding.UTF8.GetBytes(sql), out _));
            _statements.Add(sql, statement);
        }

        return statement.Lend();
    }

    /// <summary>Runs statements one after the other, without keeping them.</summary>
    public void Execute(string script)
    {
        var rest = (ReadOnlySpan<byte>)Encoding.UTF8.GetBytes(script);
        while (!rest.IsEmpty)
        {
            using var handle = Compile(rest, out rest);
            if (!handle.IsInvalid)
            {
                new SqliteStatement(_provider, handle).Run();
            }
        }
    }

    /// <summary>Runs one statement without keeping it.</summary>
    /// <returns>The first column of the first row as text; null if there is none.</returns>
    public string? Scalar(string sql)
    {
        using var handle = Compile(Encoding.UTF8.GetBytes(sql), out _);
        var statement = new SqliteStatement(_provider, handle);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>Runs an action in one write transaction; an exception rolls back.</summary>
    public T Write<T>(Func<SqliteConnection, T> action) => Transact("BEGIN IMMEDIATE", action);

    /// <summary>Runs an action on one snapshot.</summary>
    public T Read<T>(Func<SqliteConnection, T> action) => Transact("BEGIN", action);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _handle.Dispose();
    }

    private T Transact<T>(string begin, Func<SqliteConnection, T> action)
    {
        Run(begin);
        try
        {
            var result = action(this);
            Run("COMMIT");
            return result;
        }
        catch
        {
            // Some errors (full disk, I/O) have rolled back already.
            if (_provider.sqlite3_get_autocommit(_handle.View) == 0)
            {
                Run("ROLLBACK");
            }

            throw;
        }
    }

    private void Run(string sql)
    {
        using var statement = Prepare(sql);
        statement.Run();
    }

    private StatementHandle Compile(ReadOnlySpan<byte> sql, out ReadOnlySpan<byte> rest)
    {
        SqliteError.ThrowIfFailed(_provider.sqlite3_prepare_v2(_handle.View, sql, out var pointer, out rest));
        return new(_provider, pointer);
    }
}
