// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Something that somebody is still to be told of messages that came. It waits for a connection, whatever becomes of the process.</summary>
/// <param name="Conversation">The messages' conversation.</param>
/// <param name="Kind">What is to be told.</param>
/// <param name="To">Who is to be told: a bare address, or the full one of who asked.</param>
/// <param name="About">The message, by the name that the other side knows: the id that its sender gave it; for our other devices its
/// <see cref="ChatMessage.ArchiveId"/>.</param>
/// <param name="Encryption">How the message came: it is told the same way.</param>
public sealed record OwedReport(ConversationId Conversation, OwedKind Kind, Jid To, string About, EncryptionKind Encryption);
