// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Secrets;

/// <summary>The functions of libsecret, the desktop's own client of the Secret Service, that we need. It speaks D-Bus for us, encrypts on the bus, and keeps
/// secrets in memory that is not swapped.</summary>
internal static class LibSecret
{
    private const string Library = "libsecret-1.so.0";
    private const string GLib = "libglib-2.0.so.0";
    private const string AttributeName = "name";

    // SecretSchema: name, flags, 32 pairs of name and type, and some reserved words. Never freed: libsecret may look at it at any time.
    private static readonly Lazy<nint> _schema = new(CreateSchema);

    public static byte[]? Lookup(string name)
    {
        using var attributes = new Attributes(name);
        var value = LookupSecret(_schema.Value, attributes.Table, 0, out var error);
        ThrowIfFailed(error);
        if (value == 0)
        {
            return null;
        }

        try
        {
            var start = GetValue(value, out var length);
            var bytes = new byte[length];
            Marshal.Copy(start, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            UnrefValue(value);
        }
    }

    public static void Store(string name, ReadOnlySpan<byte> secret)
    {
        using var attributes = new Attributes(name);
        var copy = secret.ToArray();
        var value = NewValue(copy, copy.Length, Text("application/octet-stream"));
        CryptographicOperations.ZeroMemory(copy);
        try
        {
            _ = StoreSecret(_schema.Value, attributes.Table, Text("default"), Text(name), value, 0, out var error);
            ThrowIfFailed(error);
        }
        finally
        {
            UnrefValue(value);
        }
    }

    public static void Clear(string name)
    {
        using var attributes = new Attributes(name);
        _ = ClearSecret(_schema.Value, attributes.Table, 0, out var error);
        ThrowIfFailed(error);
    }

    private static void ThrowIfFailed(nint error)
    {
        if (error != 0)
        {
            // Its text may name what was asked for.
            FreeError(error);
            throw Unavailable(null);
        }
    }

    public static ChatSecureException Unavailable(Exception? cause) =>
        new(ErrorKind.StorageUnavailable, "The system's secret store can't be reached: no Secret Service, or it stayed locked.", cause)
        {
            Condition = "secret-store",
        };

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text + '\0');

    private static nint CreateSchema()
    {
        var size = 2 * nint.Size * 48;
        var schema = Marshal.AllocHGlobal(size);
        Marshal.Copy(new byte[size], 0, schema, size);
        Marshal.WriteIntPtr(schema, Marshal.StringToCoTaskMemUTF8("org.freedesktop.Secret.Generic"));
        Marshal.WriteIntPtr(schema, 2 * nint.Size, Marshal.StringToCoTaskMemUTF8(AttributeName));
        return schema;
    }

    /// <summary>A table of what a secret is found by.</summary>
    private sealed class Attributes : IDisposable
    {
        private readonly nint _key = Marshal.StringToCoTaskMemUTF8(AttributeName);
        private readonly nint _value;

        public Attributes(string name)
        {
            _value = Marshal.StringToCoTaskMemUTF8(name);
            var library = NativeLibrary.Load(GLib);
            Table = NewTable(NativeLibrary.GetExport(library, "g_str_hash"), NativeLibrary.GetExport(library, "g_str_equal"));
            _ = Insert(Table, _key, _value);
        }

        public nint Table { get; }

        public void Dispose()
        {
            UnrefTable(Table);
            Marshal.FreeCoTaskMem(_key);
            Marshal.FreeCoTaskMem(_value);
        }
    }

    [DllImport(Library, EntryPoint = "secret_password_lookupv_binary_sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint LookupSecret(nint schema, nint attributes, nint cancellable, out nint error);

    [DllImport(Library, EntryPoint = "secret_password_storev_binary_sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int StoreSecret(
        nint schema,
        nint attributes,
        byte[] collection,
        byte[] label,
        nint value,
        nint cancellable,
        out nint error
    );

    [DllImport(Library, EntryPoint = "secret_password_clearv_sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ClearSecret(nint schema, nint attributes, nint cancellable, out nint error);

    [DllImport(Library, EntryPoint = "secret_value_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint NewValue(byte[] secret, nint length, byte[] contentType);

    [DllImport(Library, EntryPoint = "secret_value_get")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetValue(nint value, out nuint length);

    [DllImport(Library, EntryPoint = "secret_value_unref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void UnrefValue(nint value);

    [DllImport(GLib, EntryPoint = "g_hash_table_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint NewTable(nint hash, nint equal);

    [DllImport(GLib, EntryPoint = "g_hash_table_insert")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Insert(nint table, nint key, nint value);

    [DllImport(GLib, EntryPoint = "g_hash_table_unref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void UnrefTable(nint table);

    [DllImport(GLib, EntryPoint = "g_error_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void FreeError(nint error);
}
