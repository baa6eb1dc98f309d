// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ChatSecure.Storage.Sqlite;

/// <summary>Makes the handle types in which the methods of a provider take their arguments. On release these types call the process-wide provider, whichever
/// that is by then, so they may only ever be looked through: the pointer belongs to a handle of ours, and the view is kept from ever releasing it.</summary>
internal static class NativeView
{
    public static sqlite3 OfConnection(nint pointer) => Borrow(NewConnection(), pointer);

    public static sqlite3_stmt OfStatement(nint pointer) => Borrow(NewStatement(), pointer);

    [SuppressMessage("Usage", "CA1816", Justification = "A finalizer would close our pointer through the process-wide provider.")]
    private static T Borrow<T>(T view, nint pointer)
        where T : SafeHandle
    {
        GC.SuppressFinalize(view);
        Marshal.InitHandle(view, pointer);
        return view;
    }

    // The constructors without parameters that every handle type has for the marshaller's sake; SQLitePCLRaw has no public way to make one.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern sqlite3 NewConnection();

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern sqlite3_stmt NewStatement();
}
