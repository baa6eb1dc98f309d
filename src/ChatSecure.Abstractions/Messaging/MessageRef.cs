// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>Names one stored message.</summary>
/// <param name="Conversation">Its conversation.</param>
/// <param name="Direction">Who wrote it.</param>
/// <param name="Id">The id that its sender gave it.</param>
public readonly record struct MessageRef(ConversationId Conversation, MessageDirection Direction, MessageId Id);
