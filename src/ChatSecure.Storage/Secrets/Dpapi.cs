// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Secrets;

/// <summary>Windows' encryption for the signed-in person.</summary>
[SupportedOSPlatform("windows")]
internal static class Dpapi
{
    private const int NoPrompt = 1;

    public static byte[] Protect(ReadOnlySpan<byte> plain) => Convert(plain, isProtecting: true);

    public static byte[] Unprotect(ReadOnlySpan<byte> encrypted) => Convert(encrypted, isProtecting: false);

    private static byte[] Convert(ReadOnlySpan<byte> bytes, bool isProtecting)
    {
        var input = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(input);
        var source = new Blob { Length = input.Length, Data = Marshal.UnsafeAddrOfPinnedArrayElement(input, 0) };
        var result = default(Blob);
        try
        {
            var worked = isProtecting
                ? ProtectData(ref source, 0, 0, 0, 0, NoPrompt, ref result)
                : UnprotectData(ref source, 0, 0, 0, 0, NoPrompt, ref result);
            if (worked == 0)
            {
                throw new ChatSecureException(
                    ErrorKind.StorageUnavailable,
                    "Windows can't open this secret: it was made for another person, or on another machine."
                )
                {
                    Condition = "secret-store",
                };
            }

            var output = new byte[result.Length];
            Marshal.Copy(result.Data, output, 0, output.Length);
            return output;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
            if (result.Data != 0)
            {
                Marshal.Copy(new byte[result.Length], 0, result.Data, result.Length);
                LocalFree(result.Data);
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Blob
    {
        public int Length;
        public nint Data;
    }

    [DllImport("crypt32.dll", EntryPoint = "CryptProtectData")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ProtectData(
        ref Blob source,
        nint description,
        nint entropy,
        nint reserved,
        nint prompt,
        int flags,
        ref Blob result
    );

    [DllImport("crypt32.dll", EntryPoint = "CryptUnprotectData")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int UnprotectData(
        ref Blob source,
        nint description,
        nint entropy,
        nint reserved,
        nint prompt,
        int flags,
        ref Blob result
    );

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint LocalFree(nint memory);
}
