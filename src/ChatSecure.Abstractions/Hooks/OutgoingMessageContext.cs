// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Hooks;

/// <summary>A text that is about to be sent.</summary>
/// <param name="Conversation">From which account to whom.</param>
/// <param name="Body">The text.</param>
/// <param name="Encryption">How it is to be protected, as asked for.</param>
public sealed record OutgoingMessageContext(ConversationId Conversation, string Body, EncryptionChoice Encryption)
{
    /// <summary>The earlier message that this text takes the place of; null for a new message.</summary>
    public MessageId? Edits { get; init; }

    /// <summary>The message that this one answers; null for none.</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>Shows nothing of the text.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(OutgoingMessageContext);
}
