// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Network.Sasl;

/// <summary>PLAIN (RFC 4616): hands the password to the server. It proves nothing about the server but what TLS has proven, so the selector takes it only
/// over verified TLS and where nothing better was ever offered.</summary>
/// <param name="username">The local part of the account's address.</param>
/// <param name="password">The prepared password; owned from now on.</param>
internal sealed class PlainMechanism(string username, byte[] password) : SaslMechanism
{
    public override string Name => "PLAIN";

    public override byte[] InitialResponse()
    {
        var name = Encoding.UTF8.GetBytes(username);
        var response = new byte[name.Length + password.Length + 2];
        name.CopyTo(response, 1);
        password.CopyTo(response, name.Length + 2);
        return response;
    }

    public override byte[] Respond(ReadOnlySpan<byte> challenge) =>
        throw Broken("The server challenged a mechanism that has no challenges.");

    public override void Complete(ReadOnlySpan<byte> additionalData)
    {
        if (!additionalData.IsEmpty)
        {
            throw Broken("The server sent data with the success of a mechanism that has none.");
        }
    }

    public override void Dispose() => CryptographicOperations.ZeroMemory(password);
}
