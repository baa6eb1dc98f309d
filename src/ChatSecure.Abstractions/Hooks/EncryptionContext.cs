// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Hooks;

/// <summary>A message that is about to be protected.</summary>
/// <param name="Conversation">From which account to whom.</param>
/// <param name="Choice">What was asked for, or what the hook before chose.</param>
/// <param name="WasEncrypted">Whether anything in the conversation has ever been encrypted.</param>
public sealed record EncryptionContext(ConversationId Conversation, EncryptionChoice Choice, bool WasEncrypted);
