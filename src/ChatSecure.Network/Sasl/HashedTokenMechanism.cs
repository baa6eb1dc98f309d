// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Network.Sasl;

/// <summary>HT-SHA-256 (draft-schmaus-kitten-sasl-ht): one message proves that we have the token, and the server's one message that it has it too.</summary>
/// <param name="name">The mechanism's name.</param>
/// <param name="username">The local part of the account's address.</param>
/// <param name="token">The token's bytes; owned from now on.</param>
/// <param name="bindingData">What it binds to; empty for nothing.</param>
internal sealed class HashedTokenMechanism(string name, string username, byte[] token, byte[] bindingData) : SaslMechanism
{
    public override string Name => name;

    public override string? BindingType => HashedToken.BindingType(name);

    public override byte[] InitialResponse() => [.. Encoding.UTF8.GetBytes(username), 0, .. Hash("Initiator"u8)];

    public override byte[] Respond(ReadOnlySpan<byte> challenge) =>
        throw Broken("The server challenged a mechanism that has no challenges.");

    public override void Complete(ReadOnlySpan<byte> additionalData)
    {
        if (!CryptographicOperations.FixedTimeEquals(additionalData, Hash("Responder"u8)))
        {
            throw NotProven("The server does not know the token: it is not the server it claims to be.");
        }
    }

    public override void Dispose() => CryptographicOperations.ZeroMemory(token);

    private byte[] Hash(ReadOnlySpan<byte> role)
    {
        byte[] message = [.. role, .. bindingData];
        return HMACSHA256.HashData(token, message);
    }
}
