// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using SQLitePCL;

namespace ChatSecure.Storage.Sqlite;

/// <summary>Owns a native connection and closes it through the provider that opened it.</summary>
internal sealed class ConnectionHandle : SafeHandle
{
    private readonly ISQLite3Provider _provider;

    public ConnectionHandle(ISQLite3Provider provider, nint pointer)
        : base(0, ownsHandle: true)
    {
        _provider = provider;
        SetHandle(pointer);
        View = NativeView.OfConnection(pointer);
    }

    /// <summary>The connection in the form that the provider takes.</summary>
    public sqlite3 View { get; }

    public override bool IsInvalid => handle == 0;

    // close_v2 waits for statements that are finalized later, in whatever order finalizers run. Better a leak than a call into another library.
    protected override bool ReleaseHandle() => !SystemSqlCipher.IsReplaced(_provider) && _provider.sqlite3_close_v2(handle) == 0;
}
