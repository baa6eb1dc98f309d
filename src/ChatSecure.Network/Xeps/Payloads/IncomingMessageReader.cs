// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Reads what a message that came in directly says of itself, believing only our own server.</summary>
public static class IncomingMessageReader
{
    /// <summary>Wraps a message that came in directly. The id by our own account is taken for the archive id (XEP-0359): it is one only if the account
    /// announces <see cref="Archive.ArchiveModule.Feature"/>, which is for the app to know. The stamp counts only by our own account or server
    /// (XEP-0203).</summary>
    /// <param name="message">The message.</param>
    /// <param name="account">Our account's bare address.</param>
    /// <returns>The message with its origin.</returns>
    public static IncomingMessage Live(MessageStanza message, Jid account)
    {
        var direction = message.From?.Bare == account ? MessageDirection.Outgoing : MessageDirection.Incoming;
        var stamp = message.GetDelay(account, Jid.Parse(account.Domain));
        return new(message, MessageSource.Live, direction, stamp, message.GetArchiveId(account));
    }
}
