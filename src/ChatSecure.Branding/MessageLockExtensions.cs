// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Branding;

/// <summary>Finds the <see cref="MessageLock"/> of a message.</summary>
public static class MessageLockExtensions
{
    /// <summary>How safe a message was on its way.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The lock. An encrypted incoming message is <see cref="MessageLock.Untrusted"/> unless its key is known to be trusted.</returns>
    public static MessageLock GetLock(this ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message switch
        {
            { DecryptFailure: not null } => MessageLock.Undecryptable,
            { Encryption: EncryptionKind.None } => MessageLock.Plain,
            { Trust: TrustLevel.Verified } => MessageLock.Verified,
            { Direction: MessageDirection.Incoming, Trust: not TrustLevel.Trusted } => MessageLock.Untrusted,
            _ => MessageLock.Encrypted,
        };
    }
}
