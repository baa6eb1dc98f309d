// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text;
using SQLitePCL;

namespace ChatSecure.Storage.Sqlite;

/// <summary>A prepared statement on loan from its connection's cache: bind (from 1), step, read columns (from 0); disposing gives it back.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int StackBytes = 512;

    private readonly ISQLite3Provider _provider;
    private readonly StatementHandle _handle;
    private readonly sqlite3_stmt _view;
    private bool _isOnLoan;

    public SqliteStatement(ISQLite3Provider provider, StatementHandle handle)
    {
        _provider = provider;
        _handle = handle;
        _view = handle.View;
    }

    public SqliteStatement Lend()
    {
        if (_isOnLoan)
        {
            throw new InvalidOperationException("The statement is in use already.");
        }

        _isOnLoan = true;
        return this;
    }

    public SqliteStatement Bind(int index, long value)
    {
        SqliteError.ThrowIfFailed(_provider.sqlite3_bind_int64(_view, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        try
        {
            Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
            var length = Encoding.UTF8.GetBytes(value, buffer);
            SqliteError.ThrowIfFailed(_provider.sqlite3_bind_text(_view, index, buffer[..length]));
            return this;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        SqliteError.ThrowIfFailed(_provider.sqlite3_bind_blob(_view, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlyMemory<byte>? value) => value is { } bytes ? Bind(index, bytes.Span) : BindNull(index);

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Step()
    {
        var code = _provider.sqlite3_step(_view);
        SqliteError.ThrowIfFailed(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step()) { }
    }

    public int ColumnCount => _provider.sqlite3_column_count(_view);

    public string Name(int column) => _provider.sqlite3_column_name(_view, column).utf8_to_string();

    /// <summary>The value of a column as it is stored: a long, a double, a string, bytes or null.</summary>
    public object? Value(int column) =>
        _provider.sqlite3_column_type(_view, column) switch
        {
            raw.SQLITE_INTEGER => Int64(column),
            raw.SQLITE_FLOAT => Double(column),
            raw.SQLITE_TEXT => Text(column),
            raw.SQLITE_BLOB => Blob(column),
            _ => null,
        };

    /// <summary>Binds a value of the kinds that <see cref="Value"/> gives, but for doubles, which our tables don't hold.</summary>
    public SqliteStatement BindValue(int index, object? value) =>
        value switch
        {
            null => BindNull(index),
            long number => Bind(index, number),
            string text => Bind(index, text),
            byte[] bytes => Bind(index, bytes.AsSpan()),
            _ => throw new NotSupportedException(),
        };

    public bool IsNull(int column) => _provider.sqlite3_column_type(_view, column) == raw.SQLITE_NULL;

    public long Int64(int column) => _provider.sqlite3_column_int64(_view, column);

    public double Double(int column) => _provider.sqlite3_column_double(_view, column);

    public int Int32(int column) => _provider.sqlite3_column_int(_view, column);

    public bool Boolean(int column) => Int32(column) != 0;

    /// <summary>Ticks in UTC as a time; null for NULL.</summary>
    public DateTimeOffset? Time(int column) => IsNull(column) ? null : new(Int64(column), TimeSpan.Zero);

    public string? Text(int column) => _provider.sqlite3_column_text(_view, column).utf8_to_string();

    /// <summary>The blob, copied; null for NULL.</summary>
    public byte[]? Blob(int column) => IsNull(column) ? null : _provider.sqlite3_column_blob(_view, column).ToArray();

    /// <summary>Gives the statement back to the cache, without the values it was bound to.</summary>
    public void Dispose()
    {
        // The result of a reset repeats the last step's error, which was reported then.
        _ = _provider.sqlite3_reset(_view);
        _ = _provider.sqlite3_clear_bindings(_view);
        _isOnLoan = false;
    }

    /// <summary>Ends the statement for good.</summary>
    public void Close() => _handle.Dispose();

    private SqliteStatement BindNull(int index)
    {
        SqliteError.ThrowIfFailed(_provider.sqlite3_bind_null(_view, index));
        return this;
    }
}
