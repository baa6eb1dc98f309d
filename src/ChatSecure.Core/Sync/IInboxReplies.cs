// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Core.Sync;

/// <summary>What a received message makes the account do on the network, later and outside the inbound loop.</summary>
internal interface IInboxReplies
{
    /// <summary>A one-time key was used: publish the bundle without it.</summary>
    void PublishBundle(EncryptionKind kind);

    /// <summary>Send a message without content to a device; with a new session, if the former one is broken.</summary>
    void SendEmpty(EncryptionKind kind, Jid owner, DeviceId device, bool rebuild);

    /// <summary>Tell an occupant of a room that what it sends us alone is not read.</summary>
    void RefusePrivate(Jid occupant, string? id);

    /// <summary>Whether the sender of a message is owed that it is here (XEP-0184).</summary>
    ValueTask<bool> OwesReceiptAsync(Jid sender, CancellationToken cancellationToken);

    /// <summary>Tell what is owed.</summary>
    void TellOwed();
}
