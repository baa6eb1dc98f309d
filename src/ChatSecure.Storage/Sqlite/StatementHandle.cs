// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using SQLitePCL;

namespace ChatSecure.Storage.Sqlite;

/// <summary>Owns a native prepared statement and finalizes it through the provider that prepared it.</summary>
internal sealed class StatementHandle : SafeHandle
{
    private readonly ISQLite3Provider _provider;

    public StatementHandle(ISQLite3Provider provider, nint pointer)
        : base(0, ownsHandle: true)
    {
        _provider = provider;
        SetHandle(pointer);
        View = NativeView.OfStatement(pointer);
    }

    /// <summary>The statement in the form that the provider takes.</summary>
    public sqlite3_stmt View { get; }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        if (SystemSqlCipher.IsReplaced(_provider))
        {
            // Better a leak than a call into another library.
            return false;
        }

        // The result repeats the last step's error, which was reported then.
        _ = _provider.sqlite3_finalize(handle);
        return true;
    }
}
