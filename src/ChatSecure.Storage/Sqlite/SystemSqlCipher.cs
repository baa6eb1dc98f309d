// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using SQLitePCL;
using NativeLibrary = System.Runtime.InteropServices.NativeLibrary;

namespace ChatSecure.Storage.Sqlite;

/// <summary>The SQLCipher of the system, found by its usual names and called through SQLitePCLRaw's dynamic provider.</summary>
internal static class SystemSqlCipher
{
    private static readonly Lock _lock = new();
    private static readonly string[] _names =
    [
        "libsqlcipher.so.1",
        "libsqlcipher.so.0",
        "libsqlcipher",
        "sqlcipher",
        "libsqlcipher.dylib",
        "/opt/homebrew/lib/libsqlcipher.dylib",
        "/usr/local/lib/libsqlcipher.dylib",
    ];

    private static ISQLite3Provider? _provider;
    private static string? _name;

    /// <summary>The provider, loaded on first use. The dynamic provider keeps its functions in static fields, so the process has one at most.</summary>
    public static ISQLite3Provider Provider
    {
        get
        {
            lock (_lock)
            {
                return _provider ??= Load();
            }
        }
    }

    /// <summary>Whether somebody else in the process has set up the dynamic provider with another library since: its functions would be called on our
    /// connections.</summary>
    public static bool IsReplaced(ISQLite3Provider provider) =>
        provider is SQLite3Provider_dynamic_cdecl && !ReferenceEquals(provider.GetNativeLibraryName(), _name);

    /// <summary>Refuses to go on with a provider that was replaced.</summary>
    public static void ThrowIfReplaced(ISQLite3Provider provider)
    {
        if (IsReplaced(provider))
        {
            throw new ChatSecureException(
                ErrorKind.NotSupported,
                "Another part of this process has set up SQLitePCLRaw.provider.dynamic_cdecl with its own library. Give one of the two another provider."
            );
        }
    }

    private static SQLite3Provider_dynamic_cdecl Load()
    {
        foreach (var candidate in _names)
        {
            if (NativeLibrary.TryLoad(candidate, out var library))
            {
                // A new string object: its identity tells our set-up from anybody else's.
                _name = new string(candidate.AsSpan());
                SQLite3Provider_dynamic_cdecl.Setup(_name, new Exports(library));
                return new();
            }
        }

        throw new ChatSecureException(
            ErrorKind.NotSupported,
            "No SQLCipher library was found on this system. Install libsqlcipher (4 or newer), or give the storage options a provider."
        );
    }

    private sealed class Exports(nint library) : IGetFunctionPointer
    {
        public nint GetFunctionPointer(string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;
    }
}
