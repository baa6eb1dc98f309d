// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Secrets;

/// <summary>Generic passwords of the Mac's default keychain.</summary>
[SupportedOSPlatform("macos")]
internal static class Keychain
{
    private const string Security = "/System/Library/Frameworks/Security.framework/Security";
    private const string CoreFoundation = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation";
    private const int NotFound = -25300;

    public static byte[]? Find(string service, string name) => Find(service, name, (content, _) => content);

    public static void Put(string service, string name, ReadOnlySpan<byte> secret)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.CopyTo(bytes);
        try
        {
            var isThere = Find(
                service,
                name,
                (content, item) =>
                {
                    CryptographicOperations.ZeroMemory(content);
                    ThrowIfFailed(Modify(item, 0, bytes.Length, bytes));
                    return content;
                }
            );
            if (isThere is null)
            {
                var (serviceBytes, nameBytes) = (Encoding.UTF8.GetBytes(service), Encoding.UTF8.GetBytes(name));
                ThrowIfFailed(Add(0, serviceBytes.Length, serviceBytes, nameBytes.Length, nameBytes, bytes.Length, bytes, 0));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static void Remove(string service, string name) =>
        Find(
            service,
            name,
            (content, item) =>
            {
                CryptographicOperations.ZeroMemory(content);
                ThrowIfFailed(Delete(item));
                return content;
            }
        );

    private static byte[]? Find(string service, string name, Func<byte[], nint, byte[]> use)
    {
        var (serviceBytes, nameBytes) = (Encoding.UTF8.GetBytes(service), Encoding.UTF8.GetBytes(name));
        var status = FindPassword(
            0,
            serviceBytes.Length,
            serviceBytes,
            nameBytes.Length,
            nameBytes,
            out var length,
            out var data,
            out var item
        );
        if (status == NotFound)
        {
            return null;
        }

        ThrowIfFailed(status);
        try
        {
            var content = new byte[length];
            Marshal.Copy(data, content, 0, length);
            return use(content, item);
        }
        finally
        {
            Marshal.Copy(new byte[length], 0, data, length);
            _ = FreeContent(0, data);
            Release(item);
        }
    }

    private static void ThrowIfFailed(int status)
    {
        if (status != 0)
        {
            throw new ChatSecureException(ErrorKind.StorageUnavailable, "The keychain can't be used: it is locked, or access was refused.")
            {
                Condition = "secret-store",
            };
        }
    }

    [DllImport(Security, EntryPoint = "SecKeychainFindGenericPassword")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int FindPassword(
        nint keychain,
        int serviceLength,
        byte[] service,
        int nameLength,
        byte[] name,
        out int length,
        out nint data,
        out nint item
    );

    [DllImport(Security, EntryPoint = "SecKeychainAddGenericPassword")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Add(
        nint keychain,
        int serviceLength,
        byte[] service,
        int nameLength,
        byte[] name,
        int length,
        byte[] data,
        nint item
    );

    [DllImport(Security, EntryPoint = "SecKeychainItemModifyAttributesAndData")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Modify(nint item, nint attributes, int length, byte[] data);

    [DllImport(Security, EntryPoint = "SecKeychainItemDelete")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Delete(nint item);

    [DllImport(Security, EntryPoint = "SecKeychainItemFreeContent")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int FreeContent(nint attributes, nint data);

    [DllImport(CoreFoundation, EntryPoint = "CFRelease")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void Release(nint item);
}
