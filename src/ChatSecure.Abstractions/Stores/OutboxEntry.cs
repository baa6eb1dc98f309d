// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>A message or an act that the server has not acknowledged yet.</summary>
/// <param name="Account">The sending account.</param>
/// <param name="To">The recipient's bare address.</param>
/// <param name="Id">The message, whose text stands in the message store, or the act.</param>
/// <param name="Encryption">What the sender asked for.</param>
/// <param name="Prepared">The stanza, encrypted and ready to be written again unchanged; null until it has been encrypted. To a group nothing is written again
/// unchanged: there it only says that the server may have it.</param>
public sealed record OutboxEntry(Jid Account, Jid To, MessageId Id, EncryptionChoice Encryption, ReadOnlyMemory<byte>? Prepared)
{
    /// <summary>What it sends. Default <see cref="OutboxKind.Message"/>.</summary>
    public OutboxKind Kind { get; init; }
}
