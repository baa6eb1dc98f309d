// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Cli.Secrets;

/// <summary>A password in UTF-8 that is erased when it has been used.</summary>
internal sealed class Password(byte[] utf8) : IDisposable
{
    public ReadOnlyMemory<byte> Utf8 => utf8;

    public void Dispose() => CryptographicOperations.ZeroMemory(utf8);
}
